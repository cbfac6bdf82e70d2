"""A request of change: what a producer wants corrected after the commune has accepted it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

AGREED, REFUSED = "agreed", "refused"


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """One answer of an application, as it is and as it should be; `verdict` is "" until an officer has decided."""

    id: str
    application: str
    person: int
    area: str
    question: str
    was: Any
    value: Any
    reason: str
    asked_at: datetime
    verdict: str = ""
    note: str = ""
