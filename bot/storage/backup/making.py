"""Makes a backup: copies, packs, reads back; the file has its name only when all of that went well."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.kit.clock import system_clock
from bot.storage.backup.archive import Packer, packing, pieces, settled, unpacking
from bot.storage.backup.engines import Copied, Engine
from bot.storage.backup.manifest import DATABASES, FILES, SMALL, BadBackup, Manifest
from bot.storage.backup.sealing import seal
from bot.storage.files.places import ContentStore

ROOM = ".making-"
"""How a folder begins in which a backup is being made; one that is left over was killed."""
_LEFT = 12 * 3600
"""Seconds after which nobody makes a backup any more."""


@dataclass(frozen=True, slots=True)
class BackupSource:
    """What is backed up: the database, the files, and what stands beside the database."""

    engine: Engine
    place: ContentStore
    folder: Path
    programme: str
    secret: str = ""
    """The secret where it is set and not kept in the folder."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read back."""

    path: Path
    manifest: Manifest

    @property
    def size(self) -> int:
        return self.path.stat().st_size


async def make_backup(
    source: BackupSource, path: Path, now: datetime, *, passphrase: str = "", with_files: bool = True
) -> Backup:
    """Makes the backup `path`, which must not be there; `BadBackup` or an OSError leaves nothing behind."""
    await asyncio.to_thread(_free, path)
    with TemporaryDirectory(dir=path.parent, prefix=ROOM) as room:
        database, plain = Path(room) / "database", Path(room) / "backup.zip"
        copied = await source.engine.copy(database)
        manifest = await asyncio.to_thread(_pack, source, copied, database, plain, now, with_files=with_files)
        database.unlink()
        await _verify(source.engine, plain, Path(room))
        finished = plain
        if passphrase:
            finished = Path(room) / "sealed.zip"
            await asyncio.to_thread(seal, plain, finished, passphrase)
        _name(finished, path)
    return Backup(path, manifest)


def _free(path: Path) -> None:
    if path.exists():
        raise BadBackup(f"{path} is there already: choose another name.")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A room in which nobody works any more was left by a process that was killed: it holds personal data.
    for room in path.parent.glob(f"{ROOM}*"):
        if system_clock().timestamp() - room.stat().st_mtime > _LEFT:
            shutil.rmtree(room, ignore_errors=True)


def _name(finished: Path, path: Path) -> None:
    """A link does not replace what came to stand there meanwhile; some file systems know none."""
    try:
        path.hardlink_to(finished)
    except FileExistsError:
        raise BadBackup(f"{path} is there already: choose another name.") from None
    except OSError:
        finished.replace(path)
    settled(path)


def _pack(
    source: BackupSource, copied: Copied, database: Path, plain: Path, now: datetime, *, with_files: bool
) -> Manifest:
    with packing(plain) as packer:
        with database.open("rb") as file:
            packer.add(DATABASES[source.engine.name], file)
        for name, content in _beside(source).items():
            _add_text(packer, plain.parent, name, content)
        missing = _add_files(packer, source.place, plain.parent, copied) if with_files else []
        manifest = Manifest(
            created_at=now.astimezone(UTC).isoformat(timespec="seconds"),
            kind=copied.kind,
            engine=source.engine.name,
            revision=copied.revision,
            programme=source.programme,
            program=version("ocop-bot"),
            counts=copied.counts,
            members=packer.members,
            missing=tuple(missing),
            with_files=with_files,
        )
        packer.finish(manifest)
    return manifest


def _beside(source: BackupSource) -> Mapping[str, bytes]:
    found = {}
    for name in SMALL:
        with suppress(FileNotFoundError):
            found[name] = (source.folder / name).read_bytes()
    return {**found, "secret": source.secret.encode()} if source.secret else found


def _add_text(packer: Packer, room: Path, name: str, content: bytes) -> None:
    part = room / "small"
    part.write_bytes(content)
    with part.open("rb") as file:
        packer.add(name, file)
    part.unlink()


def _add_files(packer: Packer, place: ContentStore, room: Path, copied: Copied) -> list[str]:
    """Packs what the rows know; returns what was not there, or is not what it was."""
    missing = [name for name in sorted(copied.sure) if not _add_file(packer, place, room, name)]
    # What was printed and shown once can be printed again: only what is there is taken along.
    for name in sorted(copied.named):
        _add_file(packer, place, room, name)
    return missing


def _add_file(packer: Packer, place: ContentStore, room: Path, name: str) -> bool:
    """Fetched first and then packed: a file that breaks off or is damaged leaves no half in the archive."""
    part, digest = room / "part", hashlib.sha256()
    try:
        with place.open(name) as stored, part.open("wb") as whole:
            for piece in pieces(stored):
                digest.update(piece)
                whole.write(piece)
    except FileNotFoundError:
        return False
    if digest.hexdigest()[: len(name)] != name:
        return False
    with part.open("rb") as file:
        packer.add(FILES + name, file)
    return True


async def _verify(engine: Engine, plain: Path, room: Path) -> None:
    """Reads the archive back: every hash, and the database once more out of it."""
    again = room / "again"
    manifest = await asyncio.to_thread(_read_back, plain, again)
    await engine.check(again, manifest.counts)
    again.unlink()


def _read_back(plain: Path, again: Path) -> Manifest:
    with unpacking(plain) as archive:
        archive.check()
        with again.open("wb") as target:
            archive.copy(archive.manifest.database, target)
        return archive.manifest
