"""What a product holds: a star from a day to a day, and who says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LEAST = 3
"""The least star that is recognised: of one and two there is neither decision nor certificate (26/2026, Điều 4)."""
HIGHEST = 5
"""The star above which there is none."""


class Source(StrEnum):
    """Who says that a product has a star: its producer, a result that an official kept, or a list of the state."""

    DECLARED = "declared"
    RESULT = "result"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Recognition:
    """A star of a product. What a producer declares is no act of the state: see `declared`."""

    product: str
    star: int
    source: Source
    issued: date | None = None
    expires: date | None = None
    number: str = ""
    decision: str = ""
    ended: date | None = None
    """It ended before its day: it was revoked, or the product is made no more."""
    paused: bool = False
    """It ended because the product is made no more: it holds again when that is made, and may still be revoked."""

    @property
    def declared(self) -> bool:
        return self.source is Source.DECLARED

    def holds(self, day: date) -> bool:
        if self.ended and self.ended <= day:
            return False
        return self.expires is None or self.expires >= day


def may_be_revoked(recognition: Recognition, day: date) -> bool:
    """Whether the state can take it away: also of what is made no more, which is a case of the law."""
    lasts = recognition.expires is None or recognition.expires >= day
    return not recognition.declared and (recognition.holds(day) or (recognition.paused and lasts))


def held(product: str, recognitions: Iterable[Recognition], day: date) -> Recognition | None:
    """What a product holds on a day: its highest star; of two the same the state's, then the one that lasts longer."""
    own = [one for one in recognitions if one.product == product and one.holds(day)]
    return max(own, key=lambda one: (one.star, not one.declared, one.expires or date.max), default=None)


HIGHEST = 5
"""The star above which there is none."""
