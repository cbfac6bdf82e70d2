"""Inquiries, as SQL."""

from __future__ import annotations

from collections.abc import Iterator

from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import By, audit, statements
from bot.writes.inquiries import AnswerInquiry, PutInquiry


@statements.register
def _(write: PutInquiry, by: By) -> Iterator[Statement]:
    one = write.inquiry
    yield Statement(
        "INSERT INTO inquiry (id, person_id, area, programme, asked_at, words) VALUES (?, ?, ?, ?, ?, ?)",
        (one.id, one.person, one.area, one.programme, moment(one.asked_at), one.words),
    )
    yield audit(by, "inquiry.asked", one.id)


@statements.register
def _(write: AnswerInquiry, by: By) -> Iterator[Statement]:
    yield Statement(
        "UPDATE inquiry SET answer = ?, entry = ?, answered_at = ?, closed_by = ? WHERE id = ? AND answered_at = ''",
        (write.answer, write.entry, by.at, by.actor, write.inquiry),
        changes=1,
    )
    yield audit(by, "inquiry.answered", write.inquiry)
