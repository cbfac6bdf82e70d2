"""Answers of officers that are given to everybody of a unit, as SQL; and what was answered and may become one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.records.inquiries import Inquiry, UnitAnswer
from bot.storage.engine.statements import Database, Row, Statement
from bot.storage.engine.writing import By, audit, statements
from bot.storage.knowledge.inquiries import INQUIRY, inquiry_of
from bot.storage.year.audiences import marks
from bot.writes.inquiries import ApproveAnswer, WithdrawAnswer

_COLUMNS = "id, unit, question, answer, approved_on, until, inquiry_id"
_OWN_WORDS = "kind = '' AND entry = '' AND answered_at <> ''"


class StoredUnitAnswers:
    """The part of `Reads` that is about answers of units."""

    _db: Database

    async def answered_in(self, areas: Sequence[str], limit: int, start: int = 0) -> tuple[int, list[Inquiry]]:
        if not areas:
            return 0, []
        there = f"FROM inquiry WHERE {_OWN_WORDS} AND area IN ({marks(areas)})"
        counted = await self._db.fetch(f"SELECT count(*) {there}", tuple(areas))
        rows = await self._db.fetch(
            f"SELECT {INQUIRY} {there} ORDER BY answered_at DESC, id LIMIT ? OFFSET ?", (*areas, limit, start)
        )
        return int(counted[0][0]), [inquiry_of(row) for row in rows]

    async def unit_answers(self, units: Sequence[str], today: date) -> list[UnitAnswer]:
        if not units:
            return []
        rows = await self._db.fetch(
            f"SELECT {_COLUMNS} FROM unit_answer WHERE withdrawn_at = '' AND unit IN ({marks(units)}) AND until >= ?"
            " ORDER BY until, id",
            (*units, today.isoformat()),
        )
        return [_answer(row) for row in rows]

    async def unit_answer_from(self, inquiry: str, today: date) -> UnitAnswer | None:
        rows = await self._db.fetch(
            f"SELECT {_COLUMNS} FROM unit_answer WHERE inquiry_id = ? AND withdrawn_at = '' AND until >= ?",
            (inquiry, today.isoformat()),
        )
        return _answer(rows[0]) if rows else None


def _answer(row: Row) -> UnitAnswer:
    approved_on, until = date.fromisoformat(row[4]), date.fromisoformat(row[5])
    return UnitAnswer(row[0], row[1], row[2], row[3], approved_on, until, row[6])


@statements.register
def _(write: ApproveAnswer, by: By) -> Iterator[Statement]:
    one = write.answer
    yield Statement(
        f"INSERT INTO unit_answer ({_COLUMNS}, by_id) SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS"
        " (SELECT 1 FROM unit_answer WHERE inquiry_id = ? AND withdrawn_at = '' AND until >= ?)",
        (
            *(one.id, one.unit, one.question, one.answer, one.approved_on.isoformat(), one.until.isoformat()),
            *(one.inquiry, by.actor, one.inquiry, one.approved_on.isoformat()),
        ),
        changes=1,
    )
    yield audit(by, "inquiry.approved", one.id, became=f"{one.question}\n{one.answer}\n{one.until.isoformat()}")


@statements.register
def _(write: WithdrawAnswer, by: By) -> Iterator[Statement]:
    yield Statement(
        "UPDATE unit_answer SET withdrawn_at = ?, withdrawn_by = ? WHERE id = ? AND withdrawn_at = ''",
        (by.at, by.actor, write.answer),
        changes=1,
    )
    yield audit(by, "inquiry.withdrawn", write.answer)
