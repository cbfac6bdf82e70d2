"""The examples in deploy/, tried: the real program behind the real nginx and Caddy."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from support.assistants import free_port
from support.databases import with_tables
from support.needs import needed
from support.places import ROOT
from support.waiting import PATIENCE

PLAINEST = (
    "server { listen 443 ssl; ssl_certificate cert; ssl_certificate_key key;"
    " location / { proxy_pass http://127.0.0.1:8080; } }"
)


@dataclass(frozen=True)
class Front:
    """An assistant behind a proxy, as the world sees it."""

    url: str
    certificate: Path
    environment: dict[str, str]

    def check(self) -> list[str]:
        """What `ocop-bot check --outside` says of the way."""
        command = [sys.executable, "-m", "bot.cli", "check", "--outside"]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr, done.stderr
        return [line for line in done.stdout.splitlines() if "outside:" in line]

    def browser(self) -> httpx.Client:
        return httpx.Client(
            base_url=self.url, verify=ssl.create_default_context(cafile=str(self.certificate)), timeout=PATIENCE
        )


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost that signs itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=7))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return folder / "cert.pem", folder / "key.pem"


@contextmanager
def running(command: list[str], env: dict[str, str], log: Path, until: Callable[[], bool]) -> Iterator[None]:
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + PATIENCE
        while not until():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def answers(url: str) -> Callable[[], bool]:
    def asked() -> bool:
        try:
            return httpx.get(url, verify=False, timeout=PATIENCE).status_code == 200
        except httpx.HTTPError:
            return False

    return asked


def nginx(folder: Path, text: str) -> list[str]:
    """The example as a whole configuration: it is included where Debian includes sites."""
    (folder / "site.conf").write_text(text)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root; " if os.getuid() == 0 else ""  # its folder is ours, and nobody else may look in
    (folder / "nginx.conf").write_text(
        f"{user}daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;"
        f" events {{}} http {{ access_log off; {temporary} include {folder}/site.conf; }}"
    )
    return [needed("nginx"), "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]


def caddy(folder: Path, text: str) -> list[str]:
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + text)
    return [needed("caddy"), "run", "--adapter", "caddyfile", "--config", f"{folder}/Caddyfile"]


@pytest.fixture(scope="module")
def behind(
    tmp_path_factory: pytest.TempPathFactory, certified: tuple[Path, Path]
) -> Iterator[Callable[[str, str], Front]]:
    """Puts an assistant behind a proxy: which, and with which text."""
    with ExitStack() as stack:

        def start(name: str, text: str) -> Front:
            folder = tmp_path_factory.mktemp(name)
            inside, outside, plain = free_port(), free_port(), free_port()
            cert, key = certified
            text = text.replace("127.0.0.1:8080", f"127.0.0.1:{inside}")
            if name == "nginx":
                text = text.replace("listen 80;", f"listen 127.0.0.1:{plain};")
                text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{outside} ssl;")
                text = text.replace("ssl_certificate cert", f"ssl_certificate {cert}")
                text = text.replace("ssl_certificate_key key", f"ssl_certificate_key {key}")
                text = text.replace("/etc/letsencrypt/live/ocop.example.vn/fullchain.pem", str(cert))
                text = text.replace("/etc/letsencrypt/live/ocop.example.vn/privkey.pem", str(key))
                text = text.replace("ocop.example.vn", "localhost")
                command = nginx(folder, text)
            else:
                site = f"https://localhost:{outside} {{\n\tbind 127.0.0.1\n\ttls {cert} {key}"
                command = caddy(folder, text.replace("\nocop.example.vn {", f"\n{site}"))
            url = f"https://localhost:{outside}"
            own = {k: v for k, v in os.environ.items() if not k.startswith("OCOP")}
            env = own | {
                "OCOP_DATA": str(folder),
                "OCOP_PROGRAMME": "camau-2022",
                "OCOP_WEB_PORT": str(inside),
                "OCOP_WEB_URL": url,
                "OCOP_SECRET": "s" * 32,
                "SSL_CERT_FILE": str(cert),
                "HOME": str(folder),
                "XDG_DATA_HOME": str(folder),
                "XDG_CONFIG_HOME": str(folder),
            }
            with_tables(folder / "live")
            assistant = [sys.executable, "-m", "bot.cli", "run"]
            stack.enter_context(
                running(assistant, env, folder / "assistant.log", answers(f"http://127.0.0.1:{inside}/healthz"))
            )
            stack.enter_context(running(command, env, folder / "proxy.log", answers(f"{url}/healthz")))
            return Front(url, cert, env)

        yield start


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def front(request: pytest.FixtureRequest, behind: Callable[[str, str], Front]) -> Front:
    example = {"nginx": "nginx.conf", "caddy": "Caddyfile"}[request.param]
    return behind(request.param, (ROOT / "deploy" / example).read_text("utf-8"))


def own(front: Front, kind: str) -> dict[str, str]:
    return {"X-OCOP": "1", "Origin": front.url, "Content-Type": kind}


def test_through_the_example_people_talk_send_papers_and_hear_at_once(front: Front) -> None:
    with front.browser() as browser:
        assert browser.get("/").status_code == 200
        assert "__Host-ocop" in browser.get("/api/state").headers["set-cookie"]
        with browser.stream("GET", "/api/events?after=0") as live:
            lines = live.iter_lines()
            assert "event: hello" in (next(lines), next(lines), next(lines))
            said = {"id": "message-1", "kind": "text", "text": "xin chao"}
            assert browser.post("/api/send", json=said, headers=own(front, "application/json")).status_code == 202
            assert any("xin chao" in line for line in lines)
        paper = b"%PDF-1.7 " + b"x" * 5_000_000
        sent = browser.post(
            "/api/upload?id=message-2&name=a.pdf", content=paper, headers=own(front, "application/octet-stream")
        )
        assert sent.status_code in {202, 422}, sent.text
        assert browser.get("/").headers["content-encoding"] == "gzip"


def test_check_finds_the_example_well(front: Front) -> None:
    lines = front.check()
    assert len(lines) == 7, lines
    assert not [line for line in lines if not line.startswith("ok")], lines


def test_check_names_what_the_plainest_nginx_keeps_back(behind: Callable[[str, str], Front]) -> None:
    front = behind("nginx", PLAINEST)
    with front.browser() as browser:
        browser.get("/api/state")
        said = {"id": "message-1", "kind": "text", "text": "xin chao"}
        assert browser.post("/api/send", json=said, headers=own(front, "application/json")).status_code == 202
    lines = front.check()
    wrong = [line for line in lines if line.startswith("PROBLEM")]
    assert len(wrong) == 2, lines
    assert any("client_max_body_size" in line for line in wrong)
    assert any("X-Forwarded-For" in line for line in wrong)


@pytest.mark.parametrize("told", ["nobody answers", "somebody else"])
def test_check_says_who_answers_instead(told: str, tmp_path: Path) -> None:
    with_tables(tmp_path / "live")
    env = {k: v for k, v in os.environ.items() if not k.startswith("OCOP")} | {
        "OCOP_DATA": str(tmp_path),
        "OCOP_PROGRAMME": "camau-2022",
        "OCOP_SECRET": "s" * 32,
    }
    port = free_port()
    front = Front(f"http://127.0.0.1:{port}", tmp_path, {**env, "OCOP_WEB_URL": f"http://127.0.0.1:{port}"})
    if told == "nobody answers":
        assert told in front.check()[0]
        return
    server = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(tmp_path), str(port)]
    with running(server, env, tmp_path / "log", answers(f"http://127.0.0.1:{port}/")):
        assert told in front.check()[0]


def test_the_service_is_one_that_systemd_understands(tmp_path: Path) -> None:
    unit = (ROOT / "deploy" / "ocop-bot.service").read_text("utf-8")
    for line in ("ExecStart=", "Restart=always", "LimitNOFILE=", "UMask=0077", "ocop-bot run"):
        assert line in unit
    analyze = shutil.which("systemd-analyze")
    if analyze:
        named = tmp_path / "ocop-bot.service"
        named.write_text(unit.replace("/srv/ocop/.venv/bin/ocop-bot", sys.executable))
        done = subprocess.run([analyze, "verify", str(named)], capture_output=True, text=True, check=False)
        assert "Unknown" not in done.stderr, done.stderr
