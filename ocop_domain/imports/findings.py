"""What is wrong with a row, or worth telling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """A row with an error is not taken; one with a warning is, and it is told."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """What can be said of a row; the key of its text."""

    NO_PRODUCT = "no_product"
    NO_PRODUCER = "no_producer"
    NO_UNIT = "no_unit"
    UNIT_UNKNOWN = "unit_unknown"
    UNIT_SEVERAL = "unit_several"
    UNIT_ABOVE = "unit_above"
    UNIT_OUTSIDE = "unit_outside"
    STAR = "star"
    NO_DATE = "no_date"
    DATE = "date"
    DATE_NONE = "date_none"
    DATE_AHEAD = "date_ahead"
    TWICE = "twice"
    TWICE_OTHER = "twice_other"
    FORMULA = "formula"
    BROKEN = "broken"
    UNIT_FORMER = "unit_former"
    UNIT_NOW = "unit_now"
    PRODUCER_ABOVE = "producer_above"
    STAR_LOW = "star_low"
    STAR_NOW = "star_now"
    YEAR = "year"
    YEAR_ONLY = "year_only"
    EXPIRES_BEFORE = "expires_before"
    EXPIRES_OTHER = "expires_other"
    EXPIRED = "expired"
    PHONE = "phone"
    PHONE_ZERO = "phone_zero"
    PHONE_SEVERAL = "phone_several"
    LEGAL_FORM = "legal_form"
    SET = "set"
    SET_BY_NAME = "set_by_name"


ERRORS = frozenset(
    {
        *(Code.NO_PRODUCT, Code.NO_PRODUCER, Code.NO_UNIT, Code.UNIT_UNKNOWN, Code.UNIT_SEVERAL, Code.UNIT_ABOVE),
        *(Code.UNIT_OUTSIDE, Code.STAR, Code.DATE, Code.DATE_NONE, Code.DATE_AHEAD),
        *(Code.TWICE_OTHER, Code.FORMULA, Code.BROKEN),
    }
)


@dataclass(frozen=True, slots=True)
class RowFinding:
    """Something about one row: `column` is the number of the cell that is meant, None for the whole row."""

    code: Code
    column: int | None = None
    said: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    mild: bool = False
    """The same where the cell need not be read."""

    @property
    def level(self) -> Severity:
        return Severity.ERROR if self.code in ERRORS and not self.mild else Severity.WARNING
