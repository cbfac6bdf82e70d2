"""Papers that prove something and may run out: certificates, licences, test results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

RECOGNITION = "recognition"
"""The certificate that the product has its stars."""

FILED_FROM, FILED_UNTIL = 180, 120
"""Days before a recognition ends: when its renewal may first and last be filed (Decision 26/2026, Điều 7)."""

VALID_MONTHS = 36
"""How long a recognition holds: Decision 26/2026, Điều 8; the same under 148 and 1048."""

KINDS = (
    RECOGNITION,
    "facility",
    "test_result",
    "declaration",
    "quality_system",
    "trademark",
    "other",
)
"""What a paper may be; the first is a certificate of recognition."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a producer; `name` is what it is for (a product, a standard), `star` belongs to a recognition."""

    id: str
    owner: int
    kind: str
    name: str
    number: str = ""
    issued: date | None = None
    expires: date | None = None
    star: int = 0
    file: str = ""
    revision: int = 0


def end_of_recognition(issued: date) -> date:
    """The last day on which a recognition holds: 36 months from the day it was given."""
    months = issued.year * 12 + issued.month - 1 + VALID_MONTHS
    year, month = divmod(months, 12)
    for day in (issued.day, 30, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")
