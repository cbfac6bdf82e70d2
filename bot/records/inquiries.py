"""An inquiry: what somebody asked in own words, and how an officer answered it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question that nobody could answer at once; it waits in a unit until an officer has answered.

    `entry` is the id of the knowledge that the officer picked, "" for own words.
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
