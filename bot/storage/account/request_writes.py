"""Requests about personal data, as SQL."""

from __future__ import annotations

from collections.abc import Iterator

from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import By, audit, statements
from bot.writes.requests import CloseRequest, HoldData, PutRequest


@statements.register
def _(write: PutRequest, by: By) -> Iterator[Statement]:
    r = write.request
    yield Statement(
        "INSERT INTO data_request (id, person_id, kind, asked_at, due_on, purpose, words, name, phone, by_id, held)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(r.id, r.person, r.kind, moment(r.asked_at), r.due.isoformat(), r.purpose, r.words),
            *(r.name, r.phone, r.by, int(r.held)),
        ),
    )
    yield audit(by, f"data_request.{r.kind}", r.id)


@statements.register
def _(write: CloseRequest, by: By) -> Iterator[Statement]:
    yield Statement(
        "UPDATE data_request SET note = ?, closed_at = ?, closed_by = ? WHERE id = ? AND closed_at = ''",
        (write.note, by.at, by.actor, write.request),
        changes=1,
    )
    yield audit(by, "data_request.answered", write.request)


@statements.register
def _(write: HoldData, by: By) -> Iterator[Statement]:
    if write.held:
        yield Statement("UPDATE data_request SET held = 1 WHERE id = ?", (write.request,), changes=1)
    else:
        yield Statement("UPDATE data_request SET held = 0 WHERE person_id = ? AND held = 1", (write.person,))
    yield audit(by, "data_request.held" if write.held else "data_request.lifted", write.request or str(write.person))
