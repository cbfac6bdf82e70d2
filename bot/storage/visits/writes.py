"""Visits and what was found, as SQL."""

from __future__ import annotations

from collections.abc import Iterator

from bot.storage.engine.encoding import dump
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import By, audit, statements
from bot.writes.visits import AnswerFinding, CloseFinding, PutVisit, ReopenFinding


@statements.register
def _(write: PutVisit, by: By) -> Iterator[Statement]:
    v = write.visit
    yield audit(by, "inspection.made", v.application, "", v.wrong, became=v.on.isoformat())
    yield Statement(
        "INSERT INTO visit (id, application_id, person_id, area, made_on, by_id, wrong, present, note, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(v.id, v.application, v.person, v.area, v.on.isoformat(), by.actor, dump(v.wrong)),
            *(v.present, v.note, by.at),
        ),
    )
    for f in write.findings:
        yield Statement(
            "INSERT INTO visit_finding (id, visit_id, application_id, person_id, area, point, what, due_on, files,"
            " state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(f.id, f.visit, f.application, f.person, f.area, f.point, f.what, f.due.isoformat()),
                *(dump(f.files), f.state.value),
            ),
        )


@statements.register
def _(write: AnswerFinding, by: By) -> Iterator[Statement]:
    f = write.finding
    yield audit(by, "inspection.answered", f.application, "", (f.point,))
    yield Statement(
        "UPDATE visit_finding SET state = 'answered', answer = ?, answer_files = ?, answered_at = ?"
        " WHERE id = ? AND state = 'open'",
        (write.answer, dump(write.files), by.at, f.id),
        changes=1,
    )


@statements.register
def _(write: CloseFinding, by: By) -> Iterator[Statement]:
    f = write.finding
    yield audit(by, "inspection.closed", f.application, "", (f.point,))
    yield Statement(
        "UPDATE visit_finding SET state = 'closed', note = '', closed_at = ?, closed_by = ?"
        " WHERE id = ? AND state <> 'closed'",
        (by.at, by.actor, f.id),
        changes=1,
    )


@statements.register
def _(write: ReopenFinding, by: By) -> Iterator[Statement]:
    f = write.finding
    yield audit(by, "inspection.reopened", f.application, write.note, (f.point,))
    yield Statement(
        "UPDATE visit_finding SET state = 'open', note = ? WHERE id = ? AND state = 'answered'",
        (write.note, f.id),
        changes=1,
    )
