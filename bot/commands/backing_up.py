"""`backup` and `restore`: what the settings name, into one file and out of it."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.bootstrap import place_of, programme_of
from bot.kit.clock import VIETNAM, system_clock
from bot.settings.config import Settings
from bot.settings.plans import programmes_of
from bot.storage.backup.engines import Engine
from bot.storage.backup.making import Backup, BackupSource, make_backup
from bot.storage.backup.manifest import BadBackup, Manifest
from bot.storage.backup.restoring import RestoreTarget, restore_backup
from bot.storage.engine.migrate import head

_NAMED = 5
"""Missing files that are named on the screen; the manifest names all."""


async def backup(settings: Settings, path: Path, passphrase: str, *, as_json: bool = False) -> list[str]:
    """Makes a backup; returns the lines to print."""
    source = source_of(settings)
    with closing(source.place):
        made = await make_backup(source, path, system_clock(), passphrase=passphrase)
    if as_json:
        return [json.dumps({"file": str(path), "size": made.size, "missing": len(made.manifest.missing)})]
    return told(made, sealed=bool(passphrase))


async def restore(settings: Settings, path: Path, passphrase: str, *, replace: bool, other_secret: bool) -> list[str]:
    """Puts a backup in place; returns the lines to print."""
    aside = f"before-restore-{system_clock():%Y%m%d-%H%M%S}" if replace else ""
    target = target_of(settings)
    with closing(target.place):
        done = await restore_backup(path, target, passphrase=passphrase, aside=aside, other_secret=other_secret)
    manifest = done.manifest
    lines = [f"Restored: {_contents(manifest)}", f"Made {_when(manifest)} with revision {manifest.revision}."]
    lines += [f"The former data are kept in {former}" for former in done.former]
    lines += _lacks(manifest)
    if not manifest.with_files:
        lines.append("This copy was made before an upgrade and holds no files: those in place were left as they are.")
    if programmes_of(settings).find(manifest.programme) is None:
        lines.append(f"It ran the programme {manifest.programme}, which is not known here: see OCOP_PROGRAMMES.")
    if manifest.revision < head():
        lines.append("It is of an older version: `ocop-bot upgrade` brings it to this one (`ocop-bot run` does too).")
    return [*lines, "Look at it: ocop-bot check"]


def engine_of(settings: Settings) -> Engine:
    """Copies of the database that the settings name."""
    if settings.database_url:
        from bot.storage.backup.postgres_copy import PostgresCopies

        return PostgresCopies(
            (settings.database_direct_url or settings.database_url).get_secret_value(), settings.postgres_tools
        )
    from bot.storage.backup.sqlite_copy import SQLiteCopies

    return SQLiteCopies(settings.folder)


def target_of(settings: Settings) -> RestoreTarget:
    """Where a backup is put."""
    return RestoreTarget(
        engine_of(settings),
        place_of(settings),
        settings.folder,
        "demo" if settings.is_demo else "live",
        settings.secret.get_secret_value() if settings.secret else "",
    )


def source_of(settings: Settings) -> BackupSource:
    """What is backed up."""
    return BackupSource(
        engine_of(settings),
        place_of(settings),
        settings.folder,
        programme_of(settings).id,
        settings.secret.get_secret_value() if settings.secret else "",
    )


def passphrase_in(path: Path | None) -> str:
    """The first line of a file; "" when none is named."""
    if path is None:
        return ""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadBackup(f"{path}: the passphrase cannot be read: {error}.") from None
    if not lines or not lines[0].strip():
        raise BadBackup(f"{path}: there is no passphrase in its first line.")
    return lines[0].strip()


def told(made: Backup, *, sealed: bool) -> list[str]:
    """What was made, in lines."""
    how = "read back" + (", sealed with the passphrase" if sealed else "")
    return [f"{made.path}: {made.size / 1_000_000:.1f} MB, {how}", _contents(made.manifest), *_lacks(made.manifest)]


def _contents(manifest: Manifest) -> str:
    rows = sum(manifest.counts.values())
    secret = ", the secret" if "secret" in manifest.members else ""
    files = f", {len(manifest.files):,} files" if manifest.with_files else ""
    return f"{manifest.kind}, {manifest.engine}, {rows:,} rows in {len(manifest.counts)} tables{files}{secret}"


def _lacks(manifest: Manifest) -> list[str]:
    if not manifest.missing:
        return []
    named = ", ".join(manifest.missing[:_NAMED]) + (" …" if len(manifest.missing) > _NAMED else "")
    return [f"NOT in it, for they are missing or damaged in the store: {len(manifest.missing)} files ({named})"]


def _when(manifest: Manifest) -> str:
    return f"{datetime.fromisoformat(manifest.created_at).astimezone(VIETNAM):%d/%m/%Y %H:%M}"
