"""Inquiries: asked, passed on, and answered."""

from __future__ import annotations

from dataclasses import dataclass

from bot.records.inquiries import Inquiry, InquiryOutcome, UnitAnswer


@dataclass(frozen=True, slots=True)
class PutInquiry:
    """Somebody's question, difficulty or need waits for an officer from now on."""

    inquiry: Inquiry


@dataclass(frozen=True, slots=True)
class PassInquiry:
    """It waits in another unit, or an agency has it; refused (`Conflict`) when it was passed or answered meanwhile."""

    inquiry: str
    former: str
    unit: str
    agency: str = ""


@dataclass(frozen=True, slots=True)
class AnswerInquiry:
    """Answered by an officer; refused (`Conflict`) when another one did so meanwhile."""

    inquiry: str
    answer: str
    entry: str = ""
    outcome: InquiryOutcome = InquiryOutcome.NONE_YET


@dataclass(frozen=True, slots=True)
class ApproveAnswer:
    """The answer is given in its unit from now on; refused (`Conflict`) while one of its inquiry is given."""

    answer: UnitAnswer


@dataclass(frozen=True, slots=True)
class WithdrawAnswer:
    """It is given no more; refused (`Conflict`) when somebody withdrew it meanwhile."""

    answer: str
