"""Files in a folder of this machine. Not by fsspec: its local file system knows no fsync."""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, cast

from bot.kit.clock import system_clock
from bot.storage.files import places
from bot.storage.files.private import make_folder

_PART = ".part"


class Folder:
    """Each file under the first two letters of its name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name

    @contextmanager
    def part(self) -> Iterator[IO[bytes]]:
        make_folder(self._folder)
        # A name of its own for each writer: two people may send the same picture at the same moment.
        with NamedTemporaryFile(dir=self._folder, suffix=_PART, delete=False) as part:
            try:
                yield cast(IO[bytes], part)
            finally:
                Path(part.name).unlink(missing_ok=True)

    def keep(self, part: IO[bytes], name: str) -> None:
        path = self._path(name)
        part.flush()
        if path.exists() and filecmp.cmp(part.name, path, shallow=False):
            path.touch()  # so that nobody drops it before it is somebody's
            return
        os.fsync(part.fileno())
        make_folder(path.parent)
        Path(part.name).replace(path)
        for folder in (path.parent, self._folder, self._folder.parent):
            _sync(folder)  # a name that is not on the disk is gone after a power cut, and its file with it

    def open(self, name: str) -> IO[bytes]:
        return self._path(name).open("rb")

    def drop(self, name: str) -> bool:
        path = self._path(name)
        if path.exists() and _age(path) < places.FRESH:
            return False
        path.unlink(missing_ok=True)
        return True

    def older(self, seconds: float) -> list[str]:
        for part in self._folder.glob(f"*{_PART}"):
            if _age(part) > seconds:
                part.unlink(missing_ok=True)
        return [path.name for path in self._folder.glob("??/*") if _age(path) > seconds]

    def free(self) -> int | None:
        there = next(p for p in (self._folder, *self._folder.parents) if p.exists())
        return shutil.disk_usage(there).free

    def check(self) -> str:
        with self.part() as part:
            part.write(b"ok")
        return str(self._folder)

    def close(self) -> None: ...


def _age(path: Path) -> float:
    """Seconds since it was kept; one that is gone meanwhile has no age."""
    try:
        return system_clock().timestamp() - path.stat().st_mtime
    except FileNotFoundError:
        return 0


def _sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
