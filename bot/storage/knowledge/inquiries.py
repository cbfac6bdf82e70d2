"""Inquiries, found for officers and for whoever asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.records.inquiries import Inquiry, InquiryKind, InquiryOutcome, InquiryPass, NeedCount
from bot.storage.engine.statements import Database, Row
from bot.storage.year.audiences import marks

INQUIRY = (
    "id, person_id, area, programme, asked_at, words, answer, entry, answered_at <> '', kind, unit, agency, about,"
    " outcome"
)
_WAY = "number, former, unit, agency, by_id, at"


class StoredInquiries:
    """The part of `Reads` that is about inquiries."""

    _db: Database

    async def inquiry(self, inquiry: str) -> Inquiry | None:
        rows = await self._db.fetch(f"SELECT {INQUIRY} FROM inquiry WHERE id = ?", (inquiry,))
        return inquiry_of(rows[0]) if rows else None

    async def inquiries_in(
        self, units: Sequence[str], limit: int, start: int = 0, *, but: int = 0
    ) -> tuple[int, list[Inquiry]]:
        if not units:
            return 0, []
        waiting = f"FROM inquiry WHERE answered_at = '' AND unit IN ({marks(units)}) AND person_id <> ?"
        counted = await self._db.fetch(f"SELECT count(*) {waiting}", (*units, but))
        rows = await self._db.fetch(
            f"SELECT {INQUIRY} {waiting} ORDER BY asked_at, id LIMIT ? OFFSET ?", (*units, but, limit, start)
        )
        return int(counted[0][0]), [inquiry_of(row) for row in rows]

    async def waiting_inquiries_of(self, person: int) -> int:
        rows = await self._db.fetch("SELECT count(*) FROM inquiry WHERE person_id = ? AND answered_at = ''", (person,))
        return int(rows[0][0])

    async def inquiries_of(self, person: int, limit: int, start: int = 0) -> tuple[int, list[Inquiry]]:
        own = "FROM inquiry WHERE person_id = ?"
        counted = await self._db.fetch(f"SELECT count(*) {own}", (person,))
        rows = await self._db.fetch(
            f"SELECT {INQUIRY} {own} ORDER BY asked_at DESC, id LIMIT ? OFFSET ?", (person, limit, start)
        )
        return int(counted[0][0]), [inquiry_of(row) for row in rows]

    async def need_of(self, person: int, words: str) -> Inquiry | None:
        rows = await self._db.fetch(
            f"SELECT {INQUIRY} FROM inquiry WHERE person_id = ? AND answered_at = '' AND kind = ? AND words = ?"
            " ORDER BY asked_at, id LIMIT 1",
            (person, InquiryKind.NEED, words),
        )
        return inquiry_of(rows[0]) if rows else None

    async def passes_of(self, inquiry: str) -> list[InquiryPass]:
        rows = await self._db.fetch(f"SELECT {_WAY} FROM inquiry_pass WHERE inquiry_id = ? ORDER BY number", (inquiry,))
        return [InquiryPass(row[0], row[1], row[2], row[3], row[4], datetime.fromisoformat(row[5])) for row in rows]

    async def needs_in(self, areas: Sequence[str]) -> list[NeedCount]:
        if not areas:
            return []
        rows = await self._db.fetch(
            "SELECT agency, sum(CASE WHEN answered_at = '' AND outcome = '' THEN 1 ELSE 0 END),"
            " sum(CASE WHEN answered_at = '' AND outcome = 'agency' THEN 1 ELSE 0 END),"
            " sum(CASE WHEN outcome = 'helped' THEN 1 ELSE 0 END), sum(CASE WHEN outcome = 'none' THEN 1 ELSE 0 END)"
            f" FROM inquiry WHERE kind = 'need' AND area IN ({marks(areas)}) GROUP BY agency ORDER BY 2 DESC, agency",
            tuple(areas),
        )
        return [NeedCount(row[0], int(row[1]), int(row[2]), int(row[3]), int(row[4])) for row in rows]

    async def every_need(self, areas: Sequence[str]) -> list[Inquiry]:
        if not areas:
            return []
        rows = await self._db.fetch(
            f"SELECT {INQUIRY} FROM inquiry WHERE kind = 'need' AND area IN ({marks(areas)})"
            " ORDER BY agency, answered_at <> '', asked_at, id",
            tuple(areas),
        )
        return [inquiry_of(row) for row in rows]

    async def needs_of_agency(
        self, areas: Sequence[str], agency: str, limit: int, start: int = 0
    ) -> tuple[int, list[Inquiry]]:
        if not areas:
            return 0, []
        there = f"FROM inquiry WHERE kind = 'need' AND area IN ({marks(areas)}) AND agency = ?"
        counted = await self._db.fetch(f"SELECT count(*) {there}", (*areas, agency))
        rows = await self._db.fetch(
            f"SELECT {INQUIRY} {there} ORDER BY answered_at <> '', asked_at, id LIMIT ? OFFSET ?",
            (*areas, agency, limit, start),
        )
        return int(counted[0][0]), [inquiry_of(row) for row in rows]


def inquiry_of(row: Row) -> Inquiry:
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
        kind=InquiryKind(row[9]),
        unit=row[10],
        agency=row[11],
        about=row[12],
        outcome=InquiryOutcome(row[13]),
    )
