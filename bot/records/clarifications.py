"""A clarification: what the office asks the producer about one product, and what the producer answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question about a product; it waits for its producer until it is answered or taken back.

    `person` is whose product it is, `asked_by` the official. An answer has words, files, or both.
    """

    id: str
    application: str
    person: int
    asked_by: int
    words: str
    asked_at: datetime
    answer: str = ""
    files: tuple[str, ...] = ()
    answered_at: datetime | None = None
    taken_back: bool = False

    @property
    def waits(self) -> bool:
        """Whether the producer has still to answer."""
        return self.answered_at is None and not self.taken_back
