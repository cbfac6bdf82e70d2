"""A request of change: what a producer wants corrected after the commune has accepted it, or done with a product."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

AGREED, REFUSED = "agreed", "refused"
OFFERED, DROPPED = "offered", "dropped"
"""A product is handed on: whoever shall have it has not answered yet, or another offer took the place of this one."""


class Course(StrEnum):
    """What may become of a product in its life, where an officer confirms it; it stands as the request's `question`."""

    STOP = "stop"
    """It is made no more."""
    BACK = "back"
    """It is made again."""
    PLACE = "place"
    """It is made in another commune."""
    LEGAL = "legal"
    """Its producer has another legal form or name, in the same account."""
    HAND_ON = "hand_on"
    """Another producer has it from now on."""


COURSES = frozenset(course.value for course in Course)


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """One answer of an application, or a course of its product, as it is and as it should be.

    `subject` is the application, or the product where it never took part. `area` is the unit whose officers decide.
    `verdict` is "" until an officer has decided, and "offered" as long as the other producer (`taker`) has not agreed;
    `code` is the digest of the code by which that one finds it.
    """

    id: str
    subject: str
    person: int
    area: str
    question: str
    was: Any
    value: Any
    reason: str
    asked_at: datetime
    verdict: str = ""
    note: str = ""
    code: str = ""
    taker: int = 0
