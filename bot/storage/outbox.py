"""The rows of the outbox and what became of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.messages import Outgoing
from bot.ports import State
from bot.storage.encoding import moment
from bot.storage.statements import Database, Statement
from bot.storage.store import outgoing_of

_BATCH = 1000

REMINDER = "reminder:"
"""How the key of a reminder begins: it leaves at once or is asked again, so no sweep takes it up."""

_FRESH = timedelta(seconds=30)
"""A reply younger than this is being sent by the process that wrote it."""


class StoredOutbox:
    """`OutboxMemory`, kept in a database."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def waiting(self, now: datetime, *, restarted: bool = False) -> list[Outgoing]:
        mine = self._db.alone or (restarted and self._db.first)
        rows = await self._db.fetch(
            "SELECT id, channel, address, lane, payload, attempts FROM outbox o"
            f" WHERE state = 'waiting' AND not_before <= ? AND (key IS NULL OR key NOT LIKE '{REMINDER}%')"
            " AND lane <> 'bulk' AND (lane <> 'reply' OR attempts > 0 OR created_at <= ?)"
            " AND (lane <> 'reply' OR NOT EXISTS"
            " (SELECT 1 FROM outbox e WHERE e.state = 'waiting' AND e.lane = 'reply' AND e.channel = o.channel"
            " AND e.address = o.address AND e.id < o.id AND e.not_before > ?))"
            " ORDER BY id LIMIT ?",
            (moment(now), moment(now if mine else now - _FRESH), moment(now), _BATCH),
        )
        return [outgoing_of(row) for row in rows]

    async def held(self, now: datetime) -> set[tuple[str, str]]:
        rows = await self._db.fetch(
            "SELECT DISTINCT channel, address FROM outbox"
            " WHERE state = 'waiting' AND lane = 'reply' AND not_before > ?",
            (moment(now),),
        )
        return {(row[0], row[1]) for row in rows}

    async def interrupted(self, now: datetime, *, restarted: bool = False) -> int:
        # Where no other process shares the database, whatever a former one was sending is interrupted for sure.
        ended, args = ("", ()) if restarted and self._db.first else (" AND leased_until < ?", (moment(now),))
        results = await self._db.write(
            [
                Statement(
                    f"UPDATE outbox SET state = 'waiting' WHERE state = 'attempting' AND lane = 'reply'{ended}",
                    args,
                ),
                Statement(
                    "UPDATE outbox SET state = 'unknown', sent_at = ?"
                    f" WHERE state = 'attempting' AND lane = 'notice'{ended} RETURNING id",
                    (moment(now), *args),
                    rows=True,
                ),
            ]
        )
        return len(results[1])

    async def claim(self, row: Outgoing, now: datetime, until: datetime) -> bool:
        results = await self._db.write(
            [
                Statement(
                    "UPDATE outbox SET state = 'attempting', leased_until = ? WHERE id = ? AND state = 'waiting'"
                    # An earlier reply of this address may be with another process: they must come in order.
                    " AND (lane <> 'reply' OR NOT EXISTS (SELECT 1 FROM outbox e WHERE e.lane = 'reply'"
                    " AND e.channel = outbox.channel AND e.address = outbox.address AND e.id < outbox.id"
                    " AND e.state IN ('waiting', 'attempting'))) RETURNING id",
                    (moment(until), row.id),
                    rows=True,
                )
            ]
        )
        return bool(results[0])

    async def mark(
        self,
        row: Outgoing,
        state: State,
        now: datetime,
        *,
        ref: str = "",
        error: str = "",
        not_before: datetime | None = None,
    ) -> None:
        tried = 0 if state == "attempting" else 1
        unit = [
            Statement(
                "UPDATE outbox SET state = ?, sent_at = ?, message_ref = ?, error = ?, not_before = ?,"
                " attempts = attempts + ? WHERE id = ?",
                (
                    state,
                    moment(now) if state == "sent" else "",
                    ref,
                    error[:500],
                    moment(not_before) if not_before else "",
                    tried,
                    row.id,
                ),
            )
        ]
        if state == "blocked":
            unit.append(
                Statement(
                    "UPDATE address SET blocked_at = ? WHERE channel = ? AND address = ?",
                    (moment(now), row.channel, row.address),
                )
            )
            if row.lane == "notice":
                unit.append(_elsewhere(row))
        await self._db.write(unit)


def _elsewhere(row: Outgoing) -> Statement:
    """A notice that met a block tries the address where the same person was last, if there is another."""
    other = (
        "(SELECT {} FROM address a WHERE a.blocked_at = '' AND a.person_id ="
        " (SELECT person_id FROM address WHERE channel = ? AND address = ?) ORDER BY a.last_seen DESC LIMIT 1)"
    )
    here = (row.channel, row.address)
    return Statement(
        f"UPDATE outbox SET state = 'waiting', channel = {other.format('a.channel')},"
        f" address = {other.format('a.address')} WHERE id = ? AND {other.format('a.address')} IS NOT NULL",
        (*here, *here, row.id, *here),
    )
