"""An inquiry: what somebody asked, which difficulty they told, what help they need, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class InquiryKind(StrEnum):
    """What it is about; a question has no word of its own in the database, for once there were no other kinds."""

    QUESTION = ""
    TROUBLE = "trouble"
    NEED = "need"


class InquiryOutcome(StrEnum):
    """What came of it so far, beside an answer in words."""

    NONE_YET = ""
    AT_AGENCY = "agency"
    """Handed to the agency that helps; it waits on."""
    HELPED = "helped"
    NO_HELP = "none"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What waits in a unit until somebody there has answered.

    `area` is where it was said, `unit` where it waits now. `agency` is who is to help, `about` the application that it
    is about; "" where none is named. `entry` is the id of the knowledge that the officer picked, "" for own words.
    """

    id: str
    person: int
    area: str
    programme: str
    asked_at: datetime
    words: str
    answer: str = ""
    entry: str = ""
    answered: bool = False
    kind: InquiryKind = InquiryKind.QUESTION
    unit: str = ""
    agency: str = ""
    about: str = ""
    outcome: InquiryOutcome = InquiryOutcome.NONE_YET


@dataclass(frozen=True, slots=True)
class InquiryPass:
    """That an inquiry was passed on: from one unit to another, or to an agency (`agency`), by whom, when."""

    number: int
    former: str
    unit: str
    agency: str
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need as it stands in a file: of whom, who needs it for what, where, since when, what came of it."""

    agency: str
    need: str
    producer: str
    product: str
    place: str
    since: date
    standing: str


@dataclass(frozen=True, slots=True)
class NeedCount:
    """How much help of one agency is needed: how much waits, is handed on, was given, could not be given."""

    agency: str
    waiting: int
    at_agency: int
    helped: int
    none: int

    @property
    def all(self) -> int:
        return self.waiting + self.at_agency + self.helped + self.none


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """An officer's answer that is given to everybody of a unit who asks the same, until a day.

    `question` has a wording a line, without anything personal. `inquiry` is where it came from.
    """

    id: str
    unit: str
    question: str
    answer: str
    approved_on: date
    until: date
    inquiry: str = ""
