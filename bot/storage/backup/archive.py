"""One archive: a ZIP whose every member is written with its hash, and read back against it."""

from __future__ import annotations

import hashlib
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bot.storage.backup.manifest import FILES, MANIFEST, ArchiveFile, BadBackup, Manifest, read_manifest

_PIECE = 256 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class Packer:
    """Writes members one after the other, and remembers what they were."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members: dict[str, ArchiveFile] = {}

    def add(self, name: str, source: IO[bytes]) -> ArchiveFile:
        """Copies `source` to its end. Pictures are packed already; the rest is made smaller."""
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_STORED if name.startswith(FILES) else zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._archive.open(info, "w", force_zip64=True) as target:
            for piece in pieces(source):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
        self.members[name] = ArchiveFile(size, digest.hexdigest())
        return self.members[name]

    def finish(self, manifest: Manifest) -> None:
        self._archive.writestr(MANIFEST, manifest.text(), zipfile.ZIP_DEFLATED)


@contextmanager
def packing(path: Path) -> Iterator[Packer]:
    """An archive at `path`, which must not be there; on the disk for certain when this ends."""
    with private(path) as file:
        with zipfile.ZipFile(file, "w", compresslevel=1) as archive:
            yield Packer(archive)
        flushed(file)


@contextmanager
def private(path: Path) -> Iterator[IO[bytes]]:
    """A new file that only its owner reads."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        yield file


def flushed(file: IO[bytes]) -> None:
    """What was written is on the disk."""
    file.flush()
    os.fsync(file.fileno())


def settled(path: Path) -> None:
    """The folder that holds `path` knows its name for certain."""
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def pieces(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(_PIECE):
        yield piece


class Unpacker:
    """Reads an archive; nothing is believed that the manifest does not say."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        names = archive.namelist()
        if MANIFEST not in names:
            raise BadBackup("This file is no backup of the OCOP assistant.")
        self.manifest = read_manifest(_whole(archive, MANIFEST))
        strange = sorted({*names} - {MANIFEST, *self.manifest.members})
        if strange or len(names) != len({*names}):
            raise BadBackup(f"This backup holds what its manifest does not name: {', '.join(strange) or 'twice'}.")
        lost = sorted({*self.manifest.members} - {*names})
        if lost:
            raise BadBackup(f"This backup is damaged: {len(lost)} of its files are missing ({lost[0]} first).")

    def check(self) -> None:
        """Reads every member to its end."""
        for name in self.manifest.members:
            self.copy(name, None)

    def text(self, name: str) -> str:
        """A small member."""
        return _whole(self._archive, name).decode()

    def copy(self, name: str, target: IO[bytes] | None) -> None:
        """One member, held against its hash."""
        expected, digest, size = self.manifest.members[name], hashlib.sha256(), 0
        try:
            with self._archive.open(name) as source:
                for piece in pieces(source):
                    digest.update(piece)
                    size += len(piece)
                    if target is not None:
                        target.write(piece)
        except _BROKEN:
            raise BadBackup(f"This backup is damaged: {name} cannot be read.") from None
        if (size, digest.hexdigest()) != (expected.size, expected.sha256):
            raise BadBackup(f"This backup is damaged: {name} is not what was written.")


def _whole(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except _BROKEN:
        raise BadBackup(f"This backup is damaged: {name} cannot be read.") from None


@contextmanager
def unpacking(path: Path) -> Iterator[Unpacker]:
    """The archive at `path`; `BadBackup` when it is none, or not whole."""
    with zip_at(path) as archive:
        yield Unpacker(archive)


@contextmanager
def zip_at(path: Path) -> Iterator[zipfile.ZipFile]:
    """A ZIP to read; `BadBackup` when it is none, or was cut off."""
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise BadBackup(f"{path}: there is no such file.") from None
    except (zipfile.BadZipFile, ValueError):
        raise BadBackup(f"{path}: this is no backup, or it was cut off.") from None
    with archive:
        yield archive
