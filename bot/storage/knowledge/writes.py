"""Inquiries, as SQL."""

from __future__ import annotations

from collections.abc import Iterator

from bot.records.inquiries import InquiryOutcome
from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import By, audit, statements
from bot.writes.inquiries import AnswerInquiry, PassInquiry, PutInquiry


@statements.register
def _(write: PutInquiry, by: By) -> Iterator[Statement]:
    one = write.inquiry
    yield Statement(
        "INSERT INTO inquiry (id, person_id, area, programme, asked_at, words, kind, unit, agency, about)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(one.id, one.person, one.area, one.programme, moment(one.asked_at), one.words),
            *(one.kind, one.unit or one.area, one.agency, one.about),
        ),
    )
    yield audit(by, "inquiry.asked", one.id)


@statements.register
def _(write: PassInquiry, by: By) -> Iterator[Statement]:
    outcome = InquiryOutcome.AT_AGENCY if write.agency else InquiryOutcome.NONE_YET
    agency = ", agency = ?" if write.agency else ""
    yield Statement(
        f"UPDATE inquiry SET unit = ?, outcome = ?{agency} WHERE id = ? AND unit = ? AND answered_at = ''",
        (write.unit, outcome, *([write.agency] if write.agency else []), write.inquiry, write.former),
        changes=1,
    )
    yield Statement(
        "INSERT INTO inquiry_pass (inquiry_id, number, former, unit, agency, by_id, at)"
        " SELECT ?, count(*) + 1, ?, ?, ?, ?, ? FROM inquiry_pass WHERE inquiry_id = ?",
        (write.inquiry, write.former, write.unit, write.agency, by.actor, by.at, write.inquiry),
    )
    yield audit(by, "inquiry.passed", write.inquiry, became=write.agency or write.unit)


@statements.register
def _(write: AnswerInquiry, by: By) -> Iterator[Statement]:
    yield Statement(
        "UPDATE inquiry SET answer = ?, entry = ?, outcome = ?, answered_at = ?, closed_by = ?"
        " WHERE id = ? AND answered_at = ''",
        (write.answer, write.entry, write.outcome, by.at, by.actor, write.inquiry),
        changes=1,
    )
    yield audit(by, "inquiry.answered", write.inquiry)
