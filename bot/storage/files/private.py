"""Folders and files that only the user of this process may open."""

from __future__ import annotations

import stat
from pathlib import Path

_OURS = {"live", "demo", "backups"}
"""What we keep in OCOP_DATA. A folder that holds something else is shared, and its rights are its owner's matter."""
_OTHERS = 0o077


def make_folder(path: Path) -> None:
    """Makes the folder, and those that it lies in where they are missing."""
    missing = [p for p in (path, *path.parents) if not p.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)


def make_file(path: Path) -> None:
    """Makes an empty file where there is none."""
    path.touch(mode=0o600)


def close_to_others(data: Path, folder: Path) -> None:
    """Takes from everybody else what an earlier version left open in `folder`, a part of `data`."""
    files = folder / "files"
    ours = [folder, *_in(folder), *(p for p in _in(files) if p.is_dir())]
    if {p.name for p in _in(data)} <= _OURS:
        ours.append(data)
    for path in ours:
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0
        if mode & _OTHERS:
            path.chmod(mode & ~_OTHERS)


def _in(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
