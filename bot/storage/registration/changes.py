"""Requests of change, found for officers and producers, and decided: as SQL."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.records.changes import AGREED, REFUSED, ChangeRequest
from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Database, Row, Statement
from bot.storage.engine.writing import By, audit, statements
from bot.storage.members.conditions import NOT_THEIRS
from bot.storage.year.audiences import marks
from bot.writes.changes import AgreeChange, PutChange, RefuseChange
from ocop_domain.text import fold
from ocop_domain.writing import one_line

_COLUMNS = "id, subject, person_id, area, question, was, value, reason, asked_at, verdict, note, code, taker_id"


WAITS = (
    "verdict = '' AND NOT EXISTS (SELECT 1 FROM application p WHERE p.id = change_request.subject"
    " AND p.closed_as <> '')"
)
"""Of what is closed meanwhile nothing is asked any more."""


class StoredChanges:
    """The part of `Reads` that is about requests of change."""

    _db: Database

    async def change(self, request: str) -> ChangeRequest | None:
        rows = await self._db.fetch(f"SELECT {_COLUMNS} FROM change_request WHERE id = ?", (request,))
        return _request(rows[0]) if rows else None

    async def change_by_code(self, code: str) -> ChangeRequest | None:
        rows = await self._db.fetch(f"SELECT {_COLUMNS} FROM change_request WHERE code = ? AND code <> ''", (code,))
        return _request(rows[0]) if rows else None

    async def changes_in(
        self, areas: Sequence[str], limit: int, but: int, start: int = 0, also: Sequence[str] = ()
    ) -> tuple[int, list[ChangeRequest]]:
        here = [f"area IN ({marks(areas)})"] if areas else []
        here += [f"id IN ({marks(also)})"] if also else []
        if not here:
            return 0, []
        waiting = f"FROM change_request WHERE {WAITS} AND ({' OR '.join(here)}) AND {NOT_THEIRS.format('person_id')}"
        args = (*areas, *also, but, but)
        counted = await self._db.fetch(f"SELECT count(*) {waiting}", args)
        rows = await self._db.fetch(
            f"SELECT {_COLUMNS} {waiting} ORDER BY asked_at, id LIMIT ? OFFSET ?", (*args, limit, start)
        )
        return int(counted[0][0]), [_request(row) for row in rows]

    async def changes_of(self, *subjects: str) -> list[ChangeRequest]:
        rows = await self._db.fetch(
            f"SELECT {_COLUMNS} FROM change_request WHERE subject IN ({marks(subjects)}) AND verdict = ''"
            " ORDER BY asked_at, id",
            subjects,
        )
        return [_request(row) for row in rows]


def _request(row: Row) -> ChangeRequest:
    return ChangeRequest(
        id=row[0],
        subject=row[1],
        person=row[2],
        area=row[3],
        question=row[4],
        was=json.loads(row[5]),
        value=json.loads(row[6]),
        reason=one_line(row[7]),
        asked_at=datetime.fromisoformat(row[8]),
        verdict=row[9],
        note=row[10],
        code=row[11],
        taker=row[12],
    )


@statements.register
def _(write: PutChange, by: By) -> Iterator[Statement]:
    r = write.request
    yield audit(by, "correction.asked", r.subject, "", (r.question,))
    yield Statement(
        "INSERT INTO change_request (id, subject, person_id, area, question, was, value, reason, asked_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            *(r.id, r.subject, r.person, r.area, r.question),
            *(dump(r.was), dump(r.value), r.reason, moment(r.asked_at)),
        ),
        changes=1,
    )


def decided(request: str, verdict: str, note: str, by: By) -> Statement:
    """An officer has decided; refused (`Conflict`) when another was quicker."""
    return Statement(
        "UPDATE change_request SET verdict = ?, note = ?, decided_at = ?, closed_by = ? WHERE id = ? AND verdict = ''",
        (verdict, note, by.at, by.actor, request),
        changes=1,
    )


@statements.register
def _(write: AgreeChange, by: By) -> Iterator[Statement]:
    """What was and what is now stands with the request: it goes with its producer, the audit stays."""
    before, answers = write.before, write.answers
    name = str(answers["producer_name"])
    yield audit(by, "correction.agreed", before.id, "", (write.question,))
    yield decided(write.request, AGREED, "", by)
    yield Statement(
        "INSERT INTO producer (id, person_id, name, name_folded, answers, updated_at, phone)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (person_id, name_folded) DO UPDATE"
        " SET name = excluded.name, answers = excluded.answers, updated_at = excluded.updated_at,"
        " phone = excluded.phone",
        (
            *(write.producer, before.owner, name, fold(name)),
            *(dump(dict(write.producer_answers)), by.at, str(answers.get("phone") or "")),
        ),
    )
    producer = "(SELECT id FROM producer WHERE person_id = ? AND name_folded = ?)"
    yield Statement(
        f"UPDATE application SET area = ?, answers = ?, producer_id = {producer}, revision = revision + 1"
        " WHERE id = ? AND revision = ?",
        (str(answers["area"]), dump(dict(answers)), before.owner, fold(name), before.id, before.revision),
        changes=1,
    )
    yield Statement(
        f"UPDATE product SET producer_id = {producer} WHERE id = ?", (before.owner, fold(name), before.product)
    )
    yield changes_moved(before.id, str(answers["area"]))


def changes_moved(subject: str, area: str) -> Statement:
    """What waits for an officer goes along to the commune in which the product is now."""
    return Statement("UPDATE change_request SET area = ? WHERE subject = ? AND verdict = ''", (area, subject))


@statements.register
def _(write: RefuseChange, by: By) -> Iterator[Statement]:
    yield audit(by, "correction.refused", write.application)
    yield decided(write.request, REFUSED, write.note, by)
