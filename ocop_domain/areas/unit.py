"""One administrative unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

TWO_LEVELS_SINCE = date(2025, 7, 1)
LEVELS = ("province", "district", "commune")


class UnknownArea(KeyError):  # noqa: N818 - named for what is wrong, as the other domain errors
    """No unit has this code."""


@dataclass(frozen=True, slots=True)
class Area:
    """One unit; `name` begins with its kind, no date means always."""

    code: str
    name: str
    kind: str
    level: str
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def bare(self) -> str:
        """The name without its kind: "Định Bình", "7"."""
        return self.name[len(self.kind) + 1 :]

    @property
    def inline(self) -> str:
        """The name inside a sentence: "xã Định Bình"."""
        return f"{self.kind} {self.bare}"

    def in_force(self, on: date) -> bool:
        """Whether the unit exists on this day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)
