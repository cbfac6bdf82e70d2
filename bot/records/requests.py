"""A request about personal data (Law 91/2025/QH15, Decree 356/2025): who asks for what, answered until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

ANSWER_DAYS = 2
"""Working days in which a request is answered (Decree 356/2025)."""


@dataclass(frozen=True, slots=True)
class DataRequest:
    """`person` is 0 where nobody with an account could be found; `by` is the official who wrote it down, or 0.

    `held`: from now on nothing of the person is used for notices, reminders, broadcasts and promotion.
    """

    id: str
    person: int
    kind: str
    asked_at: datetime
    due: date
    purpose: str = ""
    words: str = ""
    name: str = ""
    phone: str = ""
    by: int = 0
    held: bool = False
    note: str = ""
    closed: bool = False
