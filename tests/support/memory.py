"""A folder in memory for what tests write, where the machine has plenty.

The program waits for the disk at every commit, and a test cannot tell: a killed process leaves the same behind on both.
What only a power cut shows, no test here looks at.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import psutil

_MEMORY = Path("/dev/shm")
_PLENTY = 6 << 30
"""Bytes that must be free, of the folder and of the machine: a whole run needs a tenth."""
_CHOSEN = "TMPDIR"
_OURS = "ocop-tests-"


def begin() -> Path | None:
    """Where this process and its children make their temporary folders from now on; None where it stays as it was.

    Whoever has chosen a place (TMPDIR) keeps it.
    """
    if _CHOSEN in os.environ or not _MEMORY.is_dir() or not os.access(_MEMORY, os.W_OK):
        return None
    there = os.statvfs(_MEMORY)
    free = min(there.f_bavail * there.f_frsize, psutil.virtual_memory().available)
    if free < _PLENTY or there.f_flag & os.ST_NOEXEC:  # some tests write programs, and run them
        return None
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{_OURS}{os.getpid()}-", dir=_MEMORY))
    folder.chmod(0o755)  # PostgreSQL may run as another user
    os.environ[_CHOSEN] = tempfile.tempdir = str(folder)
    return folder


def _sweep() -> None:
    """Gives back what runs that were killed have left."""
    for left in _MEMORY.glob(f"{_OURS}*-*"):
        owner = left.name.removeprefix(_OURS).partition("-")[0]
        if owner.isdecimal() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(left, ignore_errors=True)


def end(folder: Path) -> None:
    """Gives the memory back."""
    del os.environ[_CHOSEN]
    tempfile.tempdir = None
    shutil.rmtree(folder, ignore_errors=True)
