"""Assessments of communes: kept and found, as SQL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from bot.records.assessments import Assessment
from bot.storage.engine.encoding import dump
from bot.storage.engine.statements import Database, Statement
from bot.storage.engine.writing import Before, By, audit, statements
from bot.writes.assessments import PutAssessment


class StoredAssessments:
    """The part of `Reads` that is about assessments."""

    _db: Database

    async def assessment(self, application: str) -> Assessment | None:
        rows = await self._db.fetch(
            "SELECT application_id, person_id, answers, on_day, by_id FROM assessment WHERE application_id = ?",
            (application,),
        )
        if not rows:
            return None
        id_, person, answers, day, by = rows[0]
        return Assessment(id_, person, json.loads(answers), date.fromisoformat(day), by)


@statements.register
def _(write: PutAssessment, by: By) -> Iterator[Statement]:
    a = write.assessment
    before = Before("SELECT on_day FROM assessment WHERE application_id = ?", (a.application,))
    yield audit(by, "assessment.kept", a.application, was=before, became=a.on.isoformat())
    yield Statement(
        "INSERT INTO assessment (application_id, person_id, answers, on_day, by_id, at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (application_id) DO UPDATE SET answers = excluded.answers, on_day = excluded.on_day,"
        " by_id = excluded.by_id, at = excluded.at",
        (a.application, a.person, dump(dict(a.answers)), a.on.isoformat(), by.actor, by.at),
    )
