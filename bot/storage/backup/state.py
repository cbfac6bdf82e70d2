"""What is known of the last backups: kept in the database, so that every process and command sees the same."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Database, Statement

STATE, TURN = "backup", "backup.turn"
_LEASE = timedelta(hours=2)
"""How long one process may make a backup before another tries."""


@dataclass(frozen=True, slots=True)
class BackupState:
    """Moments are ISO text, "" where there is none; `error` is that of the last try, if it failed."""

    since: str = ""
    """When the first backup was waited for."""
    done_at: str = ""
    file: str = ""
    size: int = 0
    missing: int = 0
    tried_at: str = ""
    error: str = ""

    def age(self, now: datetime) -> timedelta | None:
        """How old the newest backup is; None when none was ever waited for."""
        known = self.done_at or self.since
        return now - datetime.fromisoformat(known) if known else None

    def done(self, now: datetime, file: str, size: int, missing: int) -> BackupState:
        at = moment(now)
        return replace(self, done_at=at, tried_at=at, file=file, size=size, missing=missing, error="")

    def failed(self, now: datetime, error: str) -> BackupState:
        return replace(self, tried_at=moment(now), error=error)


async def read_state(database: Database) -> BackupState:
    rows = await database.fetch("SELECT value FROM meta WHERE key = ?", (STATE,))
    return BackupState(**json.loads(rows[0][0])) if rows else BackupState()


async def write_state(database: Database, state: BackupState) -> None:
    await database.write([_put(STATE, dump(asdict(state)))])


async def take_turn(database: Database, now: datetime) -> bool:
    """Whether this process makes the backup; of several that share a database one does."""
    rows = await database.write(
        [
            Statement(
                "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                " WHERE meta.value < ? RETURNING key",
                (TURN, moment(now + _LEASE), moment(now)),
                rows=True,
            )
        ]
    )
    return bool(rows[0])


async def end_turn(database: Database) -> None:
    await database.write([_put(TURN, "")])


def _put(key: str, value: str) -> Statement:
    return Statement(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
