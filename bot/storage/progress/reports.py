"""Reports with fields: who asked for them, and what was answered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from bot.records.reports import ReportAnswer, ReportRequest
from bot.storage.engine.statements import Database, Row
from bot.storage.year.audiences import marks
from ocop_domain.report_fields import from_text
from ocop_domain.writing import one_line, several_lines

_REQUEST = "id, unit, programme, title, fields, whom, last_day, by_id, made_at, closed_at"
_ANSWER = "report, scope, person_id, area, name, answers, at"


async def open_requests(database: Database, since: date, until: date) -> list[ReportRequest]:
    """Those that nobody has closed, with their last day between two days."""
    rows = await database.fetch(
        f"SELECT {_REQUEST} FROM report_request WHERE closed_at = '' AND last_day BETWEEN ? AND ?"
        " ORDER BY last_day, id",
        (since.isoformat(), until.isoformat()),
    )
    return [_request(row) for row in rows]


class StoredReports:
    """The part of `Reads` that is about reports with fields."""

    _db: Database

    async def report_request(self, request: str) -> ReportRequest | None:
        rows = await self._db.fetch(f"SELECT {_REQUEST} FROM report_request WHERE id = ?", (request,))
        return _request(rows[0]) if rows else None

    async def report_requests(self, units: Sequence[str], *, closed: bool = False) -> list[ReportRequest]:
        if not units:
            return []
        state = "<>" if closed else "="
        rows = await self._db.fetch(
            f"SELECT {_REQUEST} FROM report_request WHERE unit IN ({marks(units)}) AND closed_at {state} ''"
            " ORDER BY last_day, made_at, id",
            tuple(units),
        )
        return [_request(row) for row in rows]

    async def reported_in(self, programme: str, duty: str, occurrence: str, areas: Sequence[str]) -> dict[str, str]:
        rows = await self._db.fetch(
            "SELECT scope, note FROM done WHERE programme = ? AND duty = ? AND occurrence = ? AND note <> ''"
            " ORDER BY scope",
            (programme, duty, occurrence),
        )
        inside = frozenset(areas)
        return {row[0]: several_lines(row[1]) for row in rows if row[0] in inside}

    async def report_answers(self, report: str, areas: Sequence[str]) -> list[ReportAnswer]:
        rows = await self._db.fetch(
            f"SELECT {_ANSWER} FROM report_answer WHERE report = ? ORDER BY area, name, scope", (report,)
        )
        inside = frozenset(areas)
        return [_answer(row) for row in rows if row[3] in inside]

    async def report_answer(self, report: str, scope: str) -> ReportAnswer | None:
        rows = await self._db.fetch(
            f"SELECT {_ANSWER} FROM report_answer WHERE report = ? AND scope = ?", (report, scope)
        )
        return _answer(rows[0]) if rows else None

    async def report_answered(self, reports: Sequence[str], scopes: Sequence[str]) -> set[tuple[str, str]]:
        if not reports or not scopes:
            return set()
        of_both = f"report IN ({marks(reports)}) AND scope IN ({marks(scopes)})"
        rows = await self._db.fetch(f"SELECT report, scope FROM report_answer WHERE {of_both}", (*reports, *scopes))
        return {(row[0], row[1]) for row in rows}


def _request(row: Row) -> ReportRequest:
    return ReportRequest(
        id=row[0],
        unit=row[1],
        programme=row[2],
        title=one_line(row[3]),
        fields=from_text(row[4]),
        whom=row[5],
        last_day=date.fromisoformat(row[6]),
        by=row[7],
        made_at=datetime.fromisoformat(row[8]),
        closed_at=datetime.fromisoformat(row[9]) if row[9] else None,
    )


def _answer(row: Row) -> ReportAnswer:
    return ReportAnswer(
        report=row[0],
        scope=row[1],
        person=row[2],
        area=row[3],
        name=one_line(row[4]),
        answers=json.loads(row[5]),
        at=datetime.fromisoformat(row[6]) if row[6] else None,
    )
