"""Broadcasts as the service that sends them sees them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from bot.handlers.services import Conflict
from bot.messages import Outgoing, Reply
from bot.ports.broadcasts import Shown
from bot.records.broadcast import Broadcast, Tally
from bot.storage.broadcast.reads import COLUMNS, THEIRS, broadcast_of, tally_of
from bot.storage.broadcast.spread import advance, let_go, plan
from bot.storage.broadcast.targets import people
from bot.storage.delivery.address import chosen_row
from bot.storage.delivery.rows import outgoing_of
from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Database, Statement
from bot.storage.writes import OUTGOING
from ocop_domain.areas import Areas
from ocop_domain.programme_collection import Programmes
from ocop_domain.programmes import Programme

_PROGRESS = "a.channel, a.address, 'reply', CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT)"


class CastingMemory:
    """`BroadcastMemory`, kept in a database: each goes to whom the programme holds in which it was written."""

    def __init__(self, database: Database, programmes: Programmes | Programme, areas: Areas) -> None:
        self._db = database
        self._programmes = programmes if isinstance(programmes, Programmes) else Programmes([programmes], areas)
        self._areas = areas

    async def due(self, now: datetime) -> list[str]:
        rows = await self._db.fetch(
            "SELECT id FROM broadcast WHERE state = 'scheduled' AND send_at <= ? ORDER BY send_at, id",
            (moment(now),),
        )
        return [row[0] for row in rows]

    async def start(self, broadcast_id: str, now: datetime) -> None:
        await self._db.write(
            [
                Statement(
                    "UPDATE broadcast SET state = 'sending', began_at = ? WHERE id = ? AND state = 'scheduled'",
                    (moment(now), broadcast_id),
                )
            ]
        )

    async def running(self, since: datetime) -> list[Broadcast]:
        rows = await self._db.fetch(
            f"SELECT {COLUMNS} FROM broadcast WHERE state IN ('sending', 'paused')"
            " OR (state IN ('done', 'taken_back') AND done_at > ?) ORDER BY created_at, id",
            (moment(since),),
        )
        return [broadcast_of(row) for row in rows]

    async def last_person(self) -> int:
        return int((await self._db.fetch("SELECT COALESCE(max(id), 0) FROM person"))[0][0])

    async def plan(self, broadcast: Broadcast, upto: int, now: datetime, *, complete: bool) -> bool:
        between = (broadcast.upto, upto)
        programme = self._programmes.find(broadcast.programme)
        if programme is None:  # its file was taken away: whom it was for is not known any more
            return False
        audience = people(
            broadcast.target,
            programme,
            self._areas,
            official=broadcast.official,
            between=between,
            counted=self._programmes.counted(programme.id),
        )
        unit = [
            advance(broadcast.id, broadcast.upto, upto, complete=complete),
            plan(broadcast.id, audience, now),
        ]
        if complete:  # pasted numbers are people's: they are kept only as long as they are needed
            target = dump(replace(broadcast.target, phones=()).to_json())
            unit.append(Statement("UPDATE broadcast SET target = ? WHERE id = ?", (target, broadcast.id)))
        try:
            await self._db.write(unit)
        except Conflict:
            return False
        return True

    async def let_go(self, broadcast_id: str) -> None:
        await self._db.write(let_go(broadcast_id))

    async def finish(self, broadcast_id: str, now: datetime) -> bool:
        results = await self._db.write(
            [
                # Whoever sends it again or corrects it just now has written first, or waits: its rows are seen below.
                Statement("UPDATE broadcast SET done_at = done_at WHERE id = ?", (broadcast_id,)),
                Statement(
                    "UPDATE broadcast SET state = CASE WHEN taken_at <> '' THEN 'taken_back' ELSE 'done' END,"
                    " done_at = ? WHERE id = ? AND state = 'sending' AND complete = 1"
                    f" AND NOT EXISTS (SELECT 1 FROM outbox WHERE {THEIRS}"
                    " AND state IN ('waiting', 'claimed', 'attempting', 'held')) RETURNING id",
                    (moment(now), broadcast_id, broadcast_id),
                    rows=True,
                ),
            ]
        )
        return bool(results[1])

    async def tally(self, broadcast_id: str) -> Tally:
        return await tally_of(self._db, broadcast_id)

    async def language(self, person: int) -> str:
        rows = await self._db.fetch("SELECT language FROM person WHERE id = ?", (person,))
        return rows[0][0] if rows else ""

    async def shown(self, broadcast_id: str) -> Shown | None:
        rows = await self._db.fetch(
            "SELECT payload, state, message_ref, sent_at FROM outbox WHERE key = ?", (_key(broadcast_id),)
        )
        if not rows:
            return None
        payload, state, ref, sent = rows[0]
        reply = Reply.from_json(json.loads(payload)).with_(edit="", only_edit=False)
        return Shown(reply, state, ref, datetime.fromisoformat(sent) if sent else None)

    async def show(self, broadcast: Broadcast, reply: Reply, now: datetime) -> list[Outgoing]:
        before = await self.shown(broadcast.id)
        # A message that cannot be changed any more has no number from then on, and the next one is a new message.
        edited = reply.with_(edit=before.ref, only_edit=True) if before and before.ref else reply
        results = await self._db.write(
            [
                Statement(
                    "INSERT INTO outbox (channel, address, lane, payload, key, created_at)"
                    f" {chosen_row(_PROGRESS)}"
                    " ON CONFLICT (key) DO UPDATE SET payload = excluded.payload, created_at = excluded.created_at,"
                    " state = 'waiting', attempts = 0, parts = 0, not_before = ''"
                    " WHERE outbox.state NOT IN ('waiting', 'claimed', 'attempting') AND outbox.message_ref = ?"
                    f" RETURNING {OUTGOING}",
                    (
                        dump(edited.to_json()),
                        _key(broadcast.id),
                        moment(now),
                        broadcast.person,
                        before.ref if before else "",
                    ),
                    rows=True,
                )
            ]
        )
        return [outgoing_of(row) for row in results[0]]


def _key(broadcast_id: str) -> str:
    return f"progress:{broadcast_id}"
