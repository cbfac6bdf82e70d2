"""Requests about personal data: found for the person, for administrators, and for whoever writes to many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.records.people import Recipient
from bot.records.requests import DataRequest
from bot.storage.engine.statements import Database, Row
from bot.storage.year.audiences import Query
from ocop_domain.rights import Role

_COLUMNS = "id, person_id, kind, asked_at, due_on, purpose, words, name, phone, by_id, held, note, closed_at <> ''"


def not_held(column: str) -> Query:
    """A further condition: this person has not asked that nothing of theirs be used."""
    return Query(f"AND NOT EXISTS (SELECT 1 FROM data_request h WHERE h.person_id = {column} AND h.held = 1)", ())


async def open_requests(database: Database) -> list[DataRequest]:
    """All that wait for an answer, the most urgent first."""
    rows = await database.fetch(
        f"SELECT {_COLUMNS} FROM data_request WHERE closed_at = '' ORDER BY due_on, asked_at, id"
    )
    return [_request(row) for row in rows]


class StoredRequests:
    """The part of `Reads` that is about these requests."""

    _db: Database

    async def data_requests(self) -> list[DataRequest]:
        return await open_requests(self._db)

    async def data_request(self, request: str) -> DataRequest | None:
        rows = await self._db.fetch(f"SELECT {_COLUMNS} FROM data_request WHERE id = ?", (request,))
        return _request(rows[0]) if rows else None

    async def data_requests_of(self, person: int) -> list[DataRequest]:
        rows = await self._db.fetch(
            f"SELECT {_COLUMNS} FROM data_request WHERE person_id = ? ORDER BY asked_at, id", (person,)
        )
        return [_request(row) for row in rows]

    async def administrators(self) -> list[Recipient]:
        rows = await self._db.fetch(
            "SELECT DISTINCT p.id, p.language FROM role r JOIN person p ON p.id = r.person_id"
            " WHERE r.role = ? ORDER BY p.id",
            (Role.ADMIN.value,),
        )
        return [Recipient(row[0], row[1]) for row in rows]

    async def people_with(self, phone: str) -> Sequence[int]:
        rows = await self._db.fetch("SELECT DISTINCT person_id FROM producer WHERE phone = ?", (phone,))
        return [row[0] for row in rows]


def _request(row: Row) -> DataRequest:
    return DataRequest(
        id=row[0],
        person=row[1],
        kind=row[2],
        asked_at=datetime.fromisoformat(row[3]),
        due=date.fromisoformat(row[4]),
        purpose=row[5],
        words=row[6],
        name=row[7],
        phone=row[8],
        by=row[9],
        held=bool(row[10]),
        note=row[11],
        closed=bool(row[12]),
    )
