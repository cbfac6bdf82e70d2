"""The rows of the outbox and what became of them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from itertools import zip_longest

from bot.messages import Outgoing
from bot.ports.outbox import DOWN, RowState
from bot.storage.delivery.address import chosen, served
from bot.storage.delivery.rows import TEXT, outgoing_of, whole_of
from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Database, Statement
from bot.storage.writes import OUTGOING

_BATCH = 1000

REMINDER = "reminder:"
"""How the key of a reminder begins: it leaves at once or is asked again, so no sweep takes it up."""

_FRESH = timedelta(seconds=30)
"""A reply younger than this is being sent by the process that wrote it."""

_UNKNOWN = "CASE WHEN answer <> '' THEN 'sent' ELSE 'unknown' END"
"""Who answered while the platform had not yet said that it arrived has it."""

_HANDED = 500
"""Rows of a channel that is not served any more that are handed over at once."""
_WHOSE = (
    "COALESCE(NULLIF(outbox.person_id, 0), (SELECT w.person_id FROM address w WHERE w.channel = outbox.channel"
    " AND w.address = outbox.address))"
)
_THERE = {column: chosen(column, _WHOSE) for column in ("channel", "address")}
_TOLD_THERE = (
    "(SELECT 1 FROM outbox t WHERE t.id <> outbox.id AND t.key = replace(outbox.key, ':' || outbox.channel || ':' ||"
    f" outbox.address, ':' || {_THERE['channel']} || ':' || {_THERE['address']}))"
)
"""Whether the same is told at the other address already: what all phones hear has the address in its key."""
_GOES_ON = f"lane <> 'reply' AND revision = 0 AND {_THERE['address']} IS NOT NULL AND NOT EXISTS {_TOLD_THERE}"
"""What answers something that was said there, or changes a message there, can go nowhere else."""
_HANDED_OVER = (
    f"UPDATE outbox SET channel = CASE WHEN {_GOES_ON} THEN {_THERE['channel']} ELSE channel END,"
    f" address = CASE WHEN {_GOES_ON} THEN {_THERE['address']} ELSE address END,"
    f" state = CASE WHEN {_GOES_ON} THEN 'waiting' ELSE 'unreachable' END, parts = 0, not_before = ''"
    " WHERE channel = ? AND state = 'waiting' AND id IN (SELECT o.id FROM outbox o WHERE o.state = 'waiting'"
    " AND o.channel = ? ORDER BY o.id LIMIT ?) RETURNING id"
)

_RUNNING = (
    "EXISTS (SELECT 1 FROM broadcast b WHERE b.id = outbox.broadcast_id AND b.state = 'sending'"
    " AND (b.taken_at = '' OR outbox.revision > 0))"
)
"""Of one that was taken back only what was delivered is changed: nobody else hears of it."""


class StoredOutbox:
    """`OutboxMemory`, kept in a database; `me` tells this process from others that share it, `noted` hears each end."""

    def __init__(
        self,
        database: Database,
        me: str = "",
        *,
        noted: Callable[[Outgoing, RowState, datetime], None] | None = None,
    ) -> None:
        self._db = database
        self._noted = noted
        self._me = me or secrets.token_hex(6)

    async def waiting(self, now: datetime, *, restarted: bool = False) -> list[Outgoing]:
        here = served("o.channel")
        mine = self._db.alone or (restarted and self._db.first)
        replies = await self._db.fetch(
            f"SELECT {OUTGOING} FROM outbox o WHERE state = 'waiting' AND lane = 'reply' AND not_before <= ?"
            f" AND {here} AND (attempts > 0 OR created_at <= ?) AND NOT EXISTS"
            " (SELECT 1 FROM outbox e WHERE e.state = 'waiting' AND e.lane = 'reply' AND e.channel = o.channel"
            " AND e.address = o.address AND e.id < o.id AND e.not_before > ?) ORDER BY id LIMIT ?",
            (moment(now), moment(now if mine else now - _FRESH), moment(now), _BATCH),
        )
        notices = await self._db.fetch(
            f"SELECT {OUTGOING} FROM outbox o WHERE state = 'waiting' AND lane = 'notice' AND not_before <= ?"
            f" AND {here} AND (key IS NULL OR key NOT LIKE '{REMINDER}%') ORDER BY id LIMIT ?",
            (moment(now), _BATCH),
        )
        return sorted(map(outgoing_of, (*replies, *notices)), key=lambda row: row.id)

    async def serve(self, channels: Collection[str], now: datetime) -> int:
        await self._db.write(
            [
                Statement("DELETE FROM served_channel"),
                *(Statement("INSERT INTO served_channel (channel) VALUES (?)", (name,)) for name in sorted(channels)),
            ]
        )
        rows = await self._db.fetch("SELECT DISTINCT channel FROM outbox WHERE state = 'waiting'")
        return sum([await self._hand_over(row[0]) for row in rows if row[0] not in channels])

    async def _hand_over(self, channel: str) -> int:
        """All rows that wait for a channel that is not served, a batch at a time: nobody waits for them."""
        count = 0
        while True:
            moved = await self._db.write(
                [
                    Statement(
                        _HANDED_OVER,
                        (channel, channel, _HANDED),
                        rows=True,
                    )
                ]
            )
            count += len(moved[0])
            if len(moved[0]) < _HANDED:
                return count

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
        going = f"state IN ('claimed', 'attempting'){ended}"
        results = await self._db.write(
            [
                Statement(
                    f"UPDATE outbox SET state = 'waiting', claimed_by = '' WHERE {going}"
                    " AND (state = 'claimed' OR lane = 'reply')",
                    args,
                ),
                Statement(
                    f"UPDATE outbox SET state = {_UNKNOWN}, sent_at = ?"
                    f" WHERE {going} AND state = 'attempting' AND lane <> 'reply' RETURNING id",
                    (moment(now), *args),
                    rows=True,
                ),
            ]
        )
        return len(results[1])

    async def take(self, channel: str, now: datetime, until: datetime, limit: int) -> list[Outgoing]:
        running = await self._db.fetch(
            "SELECT id, taken_at <> '' FROM broadcast WHERE state = 'sending' ORDER BY began_at, id"
        )
        if not running:
            return []
        each = max(1, limit // len(running))
        unit = [
            Statement(
                # Materialized: PostgreSQL may ask a subquery that skips locked rows more than once.
                "WITH next AS MATERIALIZED (SELECT id FROM outbox WHERE state = 'waiting' AND broadcast_id <> ''"
                " AND broadcast_id = ? AND revision >= ? AND lane = 'bulk' AND channel = ? AND not_before <= ?"
                " ORDER BY id LIMIT ?"
                f"{self._db.skip_locked}) UPDATE outbox SET state = 'claimed', leased_until = ?, claimed_by = ?"
                f" WHERE state = 'waiting' AND id IN (SELECT id FROM next) RETURNING {OUTGOING}, {TEXT}",
                # Of one that was taken back only the changes of what was delivered still leave.
                (id_, int(taken), channel, moment(now), each, moment(until), self._me),
                rows=True,
            )
            for id_, taken in running
        ]
        found = [sorted(map(whole_of, rows), key=lambda row: row.id) for rows in await self._db.write(unit)]
        return [row for turn in zip_longest(*found) for row in turn if row is not None]

    async def claim(self, row: Outgoing, now: datetime, until: datetime) -> Outgoing | None:
        ours = {
            # An earlier reply of this address may be with another process: they must come in order.
            "reply": "state = 'waiting' AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.lane = 'reply'"
            " AND e.channel = outbox.channel AND e.address = outbox.address AND e.id < outbox.id"
            " AND e.state IN ('waiting', 'attempting'))",
            "notice": "state = 'waiting'",
            "bulk": f"state = 'claimed' AND claimed_by = ? AND {_RUNNING}",
        }[row.lane]
        mine = (self._me,) if row.lane == "bulk" else ()
        unit = [
            Statement(
                f"UPDATE outbox SET state = 'attempting', leased_until = ? WHERE id = ? AND {ours}"
                f" RETURNING {OUTGOING}, {TEXT}",
                (moment(until), row.id, *mine),
                rows=True,
            )
        ]
        if row.lane == "bulk":
            # Its broadcast was stopped meanwhile: it waits until that goes on.
            unit.append(
                Statement(
                    "UPDATE outbox SET state = 'waiting', claimed_by = ''"
                    " WHERE id = ? AND state = 'claimed' AND claimed_by = ?",
                    (row.id, self._me),
                )
            )
        found = (await self._db.write(unit))[0]
        return whole_of(found[0]) if found else None

    async def mark(
        self,
        row: Outgoing,
        state: RowState,
        now: datetime,
        *,
        ref: str = "",
        error: str = "",
        not_before: datetime | None = None,
        tried: bool = True,
        parts: int = 0,
    ) -> None:
        unit = [
            Statement(
                f"UPDATE outbox SET state = {_UNKNOWN if state == 'unknown' else '?'}, sent_at = ?,"
                " message_ref = ?, error = ?, not_before = ?, claimed_by = '', parts = ?, attempts = attempts + ?"
                " WHERE id = ?",
                (
                    *(() if state == "unknown" else (state,)),
                    moment(now) if state in {"sent", "kept"} else "",
                    ref,
                    error[:500],
                    moment(not_before) if not_before else "",
                    parts,
                    int(tried),
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
            if row.lane != "reply":
                unit.append(_elsewhere(row))
        await self._db.write(unit)
        if self._noted:
            self._noted(row, state, now)

    async def release(self) -> None:
        await self._db.write(
            [
                Statement(
                    "UPDATE outbox SET state = 'waiting', claimed_by = ''"
                    " WHERE state IN ('claimed', 'attempting') AND state = 'claimed' AND claimed_by = ?",
                    (self._me,),
                )
            ]
        )

    async def platform_back(self, channel: str) -> None:
        await self._db.write(
            [
                Statement(
                    "UPDATE outbox SET not_before = '' WHERE state = 'waiting' AND channel = ? AND not_before <> ''"
                    f" AND error LIKE '{DOWN}%'",
                    (channel,),
                )
            ]
        )


def _elsewhere(row: Outgoing) -> Statement:
    """A notice that met a block tries the address where the same person was last, if there is another.

    A correction does not: the message that it changes stands where the block is.
    """
    return Statement(
        f"UPDATE outbox SET state = 'waiting', channel = {_THERE['channel']}, address = {_THERE['address']}, parts = 0"
        f" WHERE id = ? AND revision = 0 AND {_THERE['address']} IS NOT NULL",
        (row.id,),
    )
