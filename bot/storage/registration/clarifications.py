"""Clarifications, found for officers and producers, asked and answered: as SQL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from bot.records.clarifications import Clarification
from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Database, Row, Statement
from bot.storage.engine.writing import By, audit, statements
from bot.writes.clarifications import AnswerClarification, PutClarification, TakeClarification

_COLUMNS = "id, application_id, person_id, asked_by, words, asked_at, answer, files, answered_at, taken_back_at"
_WAITS = "answered_at = '' AND taken_back_at = ''"


class StoredClarifications:
    """The part of `Reads` that is about clarifications."""

    _db: Database

    async def clarification(self, one: str) -> Clarification | None:
        rows = await self._db.fetch(f"SELECT {_COLUMNS} FROM clarification WHERE id = ?", (one,))
        return _clarification(rows[0]) if rows else None

    async def clarifications_of(self, application: str) -> list[Clarification]:
        rows = await self._db.fetch(
            f"SELECT {_COLUMNS} FROM clarification WHERE application_id = ? AND taken_back_at = ''"
            " ORDER BY asked_at, id",
            (application,),
        )
        return [_clarification(row) for row in rows]

    async def asked_of(self, person: int) -> list[Clarification]:
        rows = await self._db.fetch(
            f"SELECT {_COLUMNS} FROM clarification WHERE person_id = ? AND {_WAITS} ORDER BY asked_at, id", (person,)
        )
        return [_clarification(row) for row in rows]


def _clarification(row: Row) -> Clarification:
    return Clarification(
        id=row[0],
        application=row[1],
        person=row[2],
        asked_by=row[3],
        words=row[4],
        asked_at=datetime.fromisoformat(row[5]),
        answer=row[6],
        files=tuple(json.loads(row[7])),
        answered_at=datetime.fromisoformat(row[8]) if row[8] else None,
        taken_back=bool(row[9]),
    )


@statements.register
def _(write: PutClarification, by: By) -> Iterator[Statement]:
    one = write.clarification
    yield audit(by, "clarification.asked", one.application)
    yield Statement(
        "INSERT INTO clarification (id, application_id, person_id, asked_by, words, asked_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (one.id, one.application, one.person, one.asked_by, one.words, moment(one.asked_at)),
    )


@statements.register
def _(write: AnswerClarification, by: By) -> Iterator[Statement]:
    yield audit(by, "clarification.answered", write.application)
    yield Statement(
        f"UPDATE clarification SET answer = ?, files = ?, answered_at = ?, answered_by = ? WHERE id = ? AND {_WAITS}",
        (write.answer, dump(write.files), by.at, by.actor, write.clarification),
        changes=1,
    )


@statements.register
def _(write: TakeClarification, by: By) -> Iterator[Statement]:
    yield audit(by, "clarification.taken_back", write.application)
    yield Statement(
        f"UPDATE clarification SET taken_back_at = ? WHERE id = ? AND {_WAITS}",
        (by.at, write.clarification),
        changes=1,
    )
