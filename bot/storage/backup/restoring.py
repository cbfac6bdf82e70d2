"""Puts a backup in place: everything is checked before anything is touched, and what is there is kept aside."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.storage.backup.archive import Unpacker, flushed, private, settled, unpacking
from bot.storage.backup.engines import Engine
from bot.storage.backup.manifest import FILES, SMALL, BadBackup, Manifest
from bot.storage.backup.sealing import opened
from bot.storage.engine.migrate import head
from bot.storage.files.places import ContentStore

_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_ROOM = 64 * 1024 * 1024
"""Bytes that must stay free."""


@dataclass(frozen=True, slots=True)
class RestoreTarget:
    """Where a backup goes: what the settings say."""

    engine: Engine
    place: ContentStore
    folder: Path
    kind: str
    secret: str = ""
    """The secret that the settings give; "" when it is kept beside the database."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, and where the former data are now."""

    manifest: Manifest
    former: tuple[str, ...]


async def restore_backup(
    path: Path, target: RestoreTarget, *, passphrase: str = "", aside: str = "", other_secret: bool = False
) -> Restored:
    """Puts `path` in place. With `aside`, a name, what is there is kept under it; without, nothing may be there.

    `BadBackup` says in one line what does not fit; nothing was changed then.
    """
    target.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with opened(path, passphrase, target.folder) as plain, unpacking(plain) as archive:
        await _fits(archive.manifest, target, replace=bool(aside))
        await asyncio.to_thread(archive.check)
        _same_secret(archive, target, other_secret=other_secret)
        with TemporaryDirectory(dir=target.folder, prefix=".restoring-") as room:
            copy = Path(room) / "database"
            await asyncio.to_thread(_unpack, archive, archive.manifest.database, copy)
            await target.engine.check(copy, archive.manifest.counts)
            await asyncio.to_thread(_put_files, archive, target.place)
            former = await target.engine.put(copy, aside)
            small = await asyncio.to_thread(_put_small, archive, target, Path(room), aside)
        return Restored(archive.manifest, tuple(name for name in (former, *small) if name))


async def _fits(manifest: Manifest, target: RestoreTarget, *, replace: bool) -> None:
    mine, theirs = _NAMES[target.engine.name], _NAMES[manifest.engine]
    if mine != theirs:
        to = "unset OCOP_DATABASE_URL" if theirs == "SQLite" else "set OCOP_DATABASE_URL"
        raise BadBackup(f"This backup is of {theirs}, the settings are for {mine}: {to}.")
    if manifest.kind != target.kind:
        demo = "1" if manifest.kind == "demo" else "0"
        raise BadBackup(
            f"This backup is of kind {manifest.kind}, the settings are for {target.kind}: OCOP_DEMO={demo}."
        )
    if manifest.revision > head():
        raise BadBackup(
            f"This backup was made by a newer program (database revision {manifest.revision}, this one knows {head()}):"
            " install that version first."
        )
    if not replace and not await target.engine.empty():
        raise BadBackup("There are data in place already. To keep them aside and restore: --replace.")
    free = shutil.disk_usage(target.folder).free
    if free < manifest.size + _ROOM:
        raise BadBackup(f"The disk has {_mega(free)} MB free; this backup needs {_mega(manifest.size + _ROOM)} MB.")


def _mega(size: int) -> int:
    return size // 1_000_000


def _same_secret(archive: Unpacker, target: RestoreTarget, *, other_secret: bool) -> None:
    if not target.secret or other_secret or "secret" not in archive.manifest.members:
        return
    if archive.text("secret").strip() != target.secret:
        raise BadBackup(
            "OCOP_SECRET is not the one of this backup: everybody would be a stranger on their phone."
            " Unset it or set the former one; to go on all the same: --other-secret."
        )


def _unpack(archive: Unpacker, name: str, path: Path) -> None:
    with private(path) as file:
        archive.copy(name, file)
        flushed(file)


def _put_files(archive: Unpacker, place: ContentStore) -> None:
    """Files are named by their content: one that is there already is the same."""
    for name in archive.manifest.files:
        with place.part() as part:
            archive.copy(FILES + name, part)
            place.keep(part, name)


def _put_small(archive: Unpacker, target: RestoreTarget, room: Path, aside: str) -> list[str]:
    former: list[str] = []
    for name in SMALL:
        if name not in archive.manifest.members or (name == "secret" and target.secret):
            continue
        path = target.folder / name
        if path.exists() and path.read_bytes() != archive.text(name).encode():
            kept = path.with_name(f"{name}.{aside or 'before-restore'}")
            path.replace(kept)
            former.append(str(kept))
        _unpack(archive, name, room / name)
        (room / name).replace(path)
        settled(path)
    return former
