"""A root of its own: made by mmdebstrap once for each suite, unpacked anew for each run, entered by chroot."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bare import machine

REPOSITORY = Path(__file__).parents[2]
KEPT = REPOSITORY / "build" / "bare"
HOMES = {"root": "/root", "user": "/srv/lan"}
_FOLDERS = {"root": "ocop", "user": "Tài liệu/trợ lý OCOP"}
_USER_ID = 1000

# Everything is mounted in a name space of its own: when the command ends, nothing is left.
# `chroot` lies in /usr/sbin, which is not on everybody's path.
_ENTER = """
PATH=$PATH:/usr/sbin:/sbin
mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && mount -t tmpfs shm "$1/dev/shm" || exit 1
root=$1 owner=$2
shift 2
exec chroot --userspec="$owner" "$root" /usr/bin/env -i "$@"
"""


@dataclass(frozen=True)
class Root:
    """A bare Debian with a clean copy of the repository, and somebody who works in it."""

    path: Path
    user: str

    @property
    def home(self) -> str:
        return HOMES[self.user]

    @property
    def folder(self) -> str:
        """Where the repository lies; a user's path has blanks and diacritics."""
        return f"{self.home}/{_FOLDERS[self.user]}"

    def start(self, script: str, log: IO[bytes], **environment: str) -> subprocess.Popen[bytes]:
        """Begins a shell script in the repository, with nothing of this machine's environment."""
        values = {
            "HOME": self.home,
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            **machine.environment(),
            **environment,
        }
        given = [f"{name}={value}" for name, value in values.items()]
        apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", _ENTER, "sh"]
        inside = ["sh", "-c", f'cd "$0" && {script}', self.folder]
        return subprocess.Popen(
            [*apart, str(self.path), f"{self._owner}:{self._owner}", *given, *inside],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    @property
    def _owner(self) -> int:
        return 0 if self.user == "root" else _USER_ID

    def fill(self) -> None:
        """Puts in what was committed last, as a source archive holds it: without git."""
        place = self.path / self.folder.lstrip("/")
        place.mkdir(parents=True)
        archive = subprocess.run(["git", "archive", "HEAD"], cwd=REPOSITORY, capture_output=True, check=True)
        subprocess.run(["tar", "x", "-C", place], input=archive.stdout, check=True)
        home = self.path / self.home.lstrip("/")
        subprocess.run(["chown", "-R", f"{self._owner}:{self._owner}", home], check=True)


def _packed(suite: str, user: str, *, again: bool) -> Path:
    """The root of a suite as a tar file, kept for the next time."""
    tar = KEPT / f"{suite}-{user}.tar"
    if again or not tar.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        packages = ["python3", "make"] + (["python3-venv"] if user == "user" else [])
        made = tar.with_suffix(".part.tar")
        subprocess.run(
            ["mmdebstrap", "--quiet", "--variant=minbase", f"--include={','.join(packages)}"]
            + [f"--aptopt={line}" for line in machine.apt_settings().splitlines()]
            + [suite, made, machine.archive()],
            check=True,
        )
        made.rename(tar)
    return tar


@contextmanager
def root(suite: str, user: str, *, again: bool = False, keep: bool = False) -> Iterator[Root]:
    """A fresh root; thrown away in the end unless it is to be kept."""
    packed = _packed(suite, user, again=again)
    path = Path(tempfile.mkdtemp(prefix=f"{suite}-{user}-", dir=KEPT))
    try:
        path.chmod(0o755)
        subprocess.run(["tar", "x", "--same-owner", "-p", "-C", path, "-f", packed], check=True)
        machine.take_along(path)
        if user == "user":
            with (path / "etc/passwd").open("a") as passwd:
                passwd.write(f"lan:x:{_USER_ID}:{_USER_ID}::{HOMES[user]}:/bin/sh\n")
        made = Root(path, user)
        made.fill()
        yield made
    finally:
        if keep:
            print(f"kept: {path}", file=sys.stderr)
        else:
            shutil.rmtree(path)
