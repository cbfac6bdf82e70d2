"""The backup that is made each night by itself."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot.kit.clock import Clock
from bot.kit.hours import Hours
from bot.settings.config import Settings
from bot.storage.backup.keeping import keep_newest
from bot.storage.backup.state import BackupState, end_turn, read_state, take_turn, write_state
from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Database

log = structlog.get_logger(__name__)

NAME = "ocop-live"
"""How the nightly backups are named."""
_AGAIN = timedelta(hours=1)
"""After a failure the next try waits so long."""
_NIGHT, _DAY = timedelta(hours=12), timedelta(hours=26)
"""A backup of this age is made anew in the quiet hours; one of that age at once."""


class BackupFailed(Exception):  # noqa: N818 - an ordinary answer of a program that was called
    """The backup could not be made; the text is its last line."""


@dataclass(frozen=True, slots=True)
class NightlyBackup:
    """What the command says of a backup that it made."""

    file: str
    size: int
    missing: int


Make = Callable[[Path], Awaitable[NightlyBackup]]


class Nightly:
    """Looked at every few minutes; what was done stands in the database."""

    def __init__(self, settings: Settings, database: Database, clock: Clock, make: Make) -> None:
        self._keep = settings.backups_keep
        self._folder = settings.backups_folder
        self._hours: Hours = settings.hours
        self._database = database
        self._clock = clock
        self._make = make

    async def tick(self) -> None:
        """Makes the backup if it is time for it."""
        now = self._clock()
        state = await read_state(self._database)
        if not state.since:
            state = BackupState(since=moment(now))
            await write_state(self._database, state)
        if not due(state, now, self._hours) or not await take_turn(self._database, now):
            return
        try:
            made = await self._make(self._folder / f"{NAME}-{now:%Y%m%d-%H%M%S}.zip")
        except (BackupFailed, OSError) as error:
            log.error("backup failed", error=str(error))
            await write_state(self._database, state.failed(now, str(error)))
        else:
            log.info("backup", file=made.file, size=made.size, missing=made.missing)
            await write_state(self._database, state.done(now, made.file, made.size, made.missing))
            await asyncio.to_thread(keep_newest, self._folder, f"{NAME}-*.zip", self._keep)
        finally:
            await end_turn(self._database)


def due(state: BackupState, now: datetime, hours: Hours) -> bool:
    """In the quiet hours, once a night; by day only when that night was missed, and for the first time at once."""
    if state.tried_at and state.error and now - datetime.fromisoformat(state.tried_at) < _AGAIN:
        return False
    if not state.done_at:
        return True
    age = now - datetime.fromisoformat(state.done_at)
    return age > _DAY or (age > _NIGHT and hours.quiet(now))


def by_command(settings: Settings) -> Make:
    """Calls `ocop-bot backup` with the settings of this process: what it needs of memory goes away with it, and the
    conversations have the processor first."""

    async def make(path: Path) -> NightlyBackup:
        words = [sys.executable, "-m", "bot.cli", "backup", str(path), "--json"]
        if settings.backup_passphrase_file:
            words += ["--passphrase-file", str(settings.backup_passphrase_file)]
        if nice := shutil.which("nice"):
            words = [nice, "-n", "10", *words]
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*words, stdout=pipe, stderr=pipe)
        try:
            told, wrong = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
        if process.returncode:
            lines = wrong.decode(errors="replace").strip().splitlines() or ["it was ended"]
            raise BackupFailed(lines[-1])
        return NightlyBackup(**json.loads(told))

    return make
