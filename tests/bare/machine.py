"""How this machine reaches Debian's archive and the package index: taken from it each time, never written down here."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_APT = ("Acquire::http", "Acquire::Check-", "Acquire::Retries")
_PIP = ("index-url", "extra-index-url", "trusted-host", "proxy", "cert", "timeout")
_PROXIES = ("http_proxy", "https_proxy", "no_proxy")
_CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
_OWN_CERTIFICATES = "/etc/ssl/machine.crt"
"""Where they lie in the new root: a path of its own, for Debian's package of certificates writes the usual one anew."""


def _lines(*command: str) -> list[str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


def archive() -> str:
    """Where this machine gets Debian's packages."""
    sites = _lines("apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages")
    found = next((site for site in sites if site.rstrip("/").endswith("/debian")), "")
    if not found:
        raise SystemExit("This machine's apt knows no archive of Debian: run `apt-get update` first.")
    return found


def apt_settings() -> str:
    """How this machine's apt reaches the archive: proxies, certificates, dates."""
    kept = [line for line in _lines("apt-config", "dump") if line.startswith(_APT)]
    return "".join(f"{line}\n" for line in kept if not line.endswith(' "";'))


def environment() -> dict[str, str]:
    """What pip needs to know; places on this machine's own disk are left out."""
    found = {name: value for name in _PROXIES if (value := os.environ.get(name) or os.environ.get(name.upper()))}
    for line in _lines("python3", "-m", "pip", "config", "list"):
        where, _, value = line.partition("=")
        name, value = where.rpartition(".")[2], value.strip("'")
        remote = " ".join(part for part in value.split() if not part.startswith("file:"))
        if name in _PIP and remote:
            found[f"PIP_{name.upper().replace('-', '_')}"] = remote
    if "PIP_CERT" in found:
        found["PIP_CERT"] = _OWN_CERTIFICATES
    return found


def take_along(root: Path) -> None:
    """Gives a new root this machine's names, certificates and way to the archive."""
    own = {"/etc/resolv.conf": "/etc/resolv.conf", "/etc/hosts": "/etc/hosts", _CERTIFICATES: _OWN_CERTIFICATES}
    for source, target in own.items():
        copy = root / target.lstrip("/")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.unlink(missing_ok=True)
        copy.write_bytes(Path(source).read_bytes())
    (root / "etc/apt/apt.conf.d/99machine").write_text(apt_settings())
