"""Inquiries, found for officers and for whoever asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.records.inquiries import Inquiry
from bot.storage.engine.statements import Database, Row
from bot.storage.year.audiences import marks

_COLUMNS = "id, person_id, area, programme, asked_at, words, answer, entry, answered_at <> ''"


class StoredInquiries:
    """The part of `Reads` that is about inquiries."""

    _db: Database

    async def inquiry(self, inquiry: str) -> Inquiry | None:
        rows = await self._db.fetch(f"SELECT {_COLUMNS} FROM inquiry WHERE id = ?", (inquiry,))
        return _inquiry(rows[0]) if rows else None

    async def inquiries_in(self, areas: Sequence[str], limit: int) -> tuple[int, list[Inquiry]]:
        if not areas:
            return 0, []
        waiting = f"FROM inquiry WHERE answered_at = '' AND area IN ({marks(areas)})"
        counted = await self._db.fetch(f"SELECT count(*) {waiting}", tuple(areas))
        rows = await self._db.fetch(f"SELECT {_COLUMNS} {waiting} ORDER BY asked_at, id LIMIT ?", (*areas, limit))
        return int(counted[0][0]), [_inquiry(row) for row in rows]

    async def waiting_inquiries_of(self, person: int) -> int:
        rows = await self._db.fetch("SELECT count(*) FROM inquiry WHERE person_id = ? AND answered_at = ''", (person,))
        return int(rows[0][0])


def _inquiry(row: Row) -> Inquiry:
    return Inquiry(
        id=row[0],
        person=row[1],
        area=row[2],
        programme=row[3],
        asked_at=datetime.fromisoformat(row[4]),
        words=row[5],
        answer=row[6],
        entry=row[7],
        answered=bool(row[8]),
    )
