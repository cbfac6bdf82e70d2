"""Visits and findings, asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from bot.records.visits import Visit, VisitFinding
from bot.storage.engine.statements import Database, Row
from bot.storage.members.conditions import NOT_THEIRS
from bot.storage.year.audiences import marks
from ocop_domain.visits import FindingState
from ocop_domain.writing import one_line, several_lines

_VISIT = "id, application_id, person_id, area, made_on, by_id, wrong, present, note"
_FINDING = (
    "f.id, f.visit_id, f.application_id, f.person_id, f.area, f.point, f.what, f.due_on, f.files, f.state, f.answer,"
    " f.answer_files, f.note, p.name"
)
_FROM = f"SELECT {_FINDING} FROM visit_finding f JOIN application p ON p.id = f.application_id"


class StoredVisits:
    """The part of `Reads` that is about visits."""

    _db: Database

    async def visit(self, visit: str) -> Visit | None:
        rows = await self._db.fetch(f"SELECT {_VISIT} FROM visit WHERE id = ?", (visit,))
        return _visit(rows[0]) if rows else None

    async def visits_of(self, application: str) -> list[Visit]:
        rows = await self._db.fetch(
            f"SELECT {_VISIT} FROM visit WHERE application_id = ? ORDER BY made_on DESC, at DESC, id", (application,)
        )
        return [_visit(row) for row in rows]

    async def findings_of(self, visit: str) -> list[VisitFinding]:
        rows = await self._db.fetch(f"{_FROM} WHERE f.visit_id = ? ORDER BY f.due_on, f.id", (visit,))
        return [_finding(row) for row in rows]

    async def finding(self, finding: str) -> VisitFinding | None:
        rows = await self._db.fetch(f"{_FROM} WHERE f.id = ?", (finding,))
        return _finding(rows[0]) if rows else None

    async def own_findings(self, person: int) -> list[VisitFinding]:
        rows = await self._db.fetch(
            f"{_FROM} WHERE f.person_id = ? AND f.state <> 'closed' ORDER BY f.due_on, f.id", (person,)
        )
        return [_finding(row) for row in rows]

    async def findings_in(
        self, areas: Sequence[str], limit: int, but: int, start: int = 0
    ) -> tuple[int, list[VisitFinding]]:
        if not areas:
            return 0, []
        where = f"f.state <> 'closed' AND f.area IN ({marks(areas)}) AND {NOT_THEIRS.format('f.person_id')}"
        args = (*areas, but, but)
        counted = await self._db.fetch(f"SELECT count(*) FROM visit_finding f WHERE {where}", args)
        rows = await self._db.fetch(
            f"{_FROM} WHERE {where} ORDER BY CASE f.state WHEN 'answered' THEN 0 ELSE 1 END, f.due_on, f.id"
            " LIMIT ? OFFSET ?",
            (*args, limit, start),
        )
        return int(counted[0][0]), [_finding(row) for row in rows]

    async def late_findings(self, areas: Sequence[str], but: int, day: date, since: date) -> tuple[int, int]:
        if not areas:
            return 0, 0
        rows = await self._db.fetch(
            "SELECT count(*), COALESCE(sum(CASE WHEN f.due_on >= ? THEN 1 ELSE 0 END), 0) FROM visit_finding f"
            f" WHERE f.state <> 'closed' AND f.area IN ({marks(areas)}) AND f.due_on < ?"
            f" AND {NOT_THEIRS.format('f.person_id')}",
            (since.isoformat(), *areas, day.isoformat(), but, but),
        )
        return int(rows[0][0]), int(rows[0][1])


async def findings_due(database: Database, since: date, until: date) -> list[VisitFinding]:
    """What its producer has not answered yet, with its last day between two days."""
    rows = await database.fetch(
        f"{_FROM} WHERE f.state = 'open' AND f.due_on BETWEEN ? AND ? ORDER BY f.due_on, f.id",
        (since.isoformat(), until.isoformat()),
    )
    return [_finding(row) for row in rows]


def _visit(row: Row) -> Visit:
    return Visit(
        *(row[0], row[1], row[2], row[3], date.fromisoformat(row[4]), row[5], tuple(json.loads(row[6]))),
        present=one_line(row[7]),
        note=several_lines(row[8]),
    )


def _finding(row: Row) -> VisitFinding:
    return VisitFinding(
        *(row[0], row[1], row[2], row[3], row[4], row[5], several_lines(row[6]), date.fromisoformat(row[7])),
        files=tuple(json.loads(row[8])),
        state=FindingState(row[9]),
        answer=several_lines(row[10]),
        answer_files=tuple(json.loads(row[11])),
        note=one_line(row[12]),
        name=one_line(row[13]),
    )
