"""The councils that a programme has, what each may recognise and what goes on to the next, and how members count."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

CENTRE = "centre"
"""The level above the provinces: the ministry's council."""
UPGRADE = "upgrade"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a product must reach to go on to the next council: points, or a star (another one for an upgrade)."""

    points: int = 0
    star: int = 0
    upgrade: int = 0

    def meets(self, kind: str, points: Fraction, star: int) -> bool:
        """Whether a product of this kind of registration reaches it."""
        if self.points:
            return points >= self.points
        least = self.upgrade if self.upgrade and kind == UPGRADE else self.star
        return star >= least


@dataclass(frozen=True, slots=True)
class Council:
    """The council of a level: the stars that its level recognises, and what it sends on (None: nothing)."""

    level: str
    source: str
    recognises: tuple[int, ...] = ()
    up: Threshold | None = None


@dataclass(frozen=True, slots=True)
class Voting:
    """How members count: the share that must have scored, and how far apart totals may lie before they are talked over.

    `inferred`: the programme's own text does not say so; `source` tells what it was taken from.
    """

    quorum: Fraction
    apart: int
    source: str
    inferred: bool = False

    def least(self, members: int) -> int:
        """How many of so many members must have scored."""
        share = self.quorum * members
        return -(-share.numerator // share.denominator)


class Verdict(StrEnum):
    """What a council's result means for a product."""

    UP = "up"
    """It goes on to the council of the next level."""
    RECOGNISED = "recognised"
    """The council's own level recognises its star."""
    BACK = "back"
    """A lower level recognises its star, by this result."""
    NONE = "none"
    """Nobody recognises it."""


def council_at(councils: Sequence[Council], level: str) -> Council | None:
    """The council of a level."""
    return next((council for council in councils if council.level == level), None)


def after_council(councils: Sequence[Council], level: str) -> Council | None:
    """The council above that of a level; None where there is none."""
    levels = [council.level for council in councils]
    place = levels.index(level) + 1 if level in levels else len(levels)
    return councils[place] if place < len(councils) else None


def standing(councils: Sequence[Council], levels: Collection[str]) -> list[Council]:
    """The councils whose levels there still are: what an ended level recognised, the next one recognises."""
    found: list[Council] = []
    left: tuple[int, ...] = ()
    for council in councils:
        if council.level not in levels:
            left += council.recognises
            continue
        found.append(replace(council, recognises=tuple(sorted({*left, *council.recognises}))))
        left = ()
    return found


def waits_at(councils: Sequence[Council], levels: Collection[str], level: str = "", said: str = "") -> str:
    """The level whose council comes next, after what the council of a level said (none yet: ""); "" where none does.

    A council whose level has ended is passed over.
    """
    order = [council.level for council in councils]
    if said and (said != Verdict.UP or level not in order):
        return ""
    rest = order[order.index(level) + 1 :] if said else order
    return next((one for one in rest if one in levels), "")


def verdict(councils: Sequence[Council], level: str, kind: str, points: Fraction, star: int) -> Verdict:
    """What the average and the star of a council mean; star 0 is a dossier that is refused."""
    own = council_at(councils, level)
    if own is None or not star:
        return Verdict.NONE
    if own.up and after_council(councils, level) and own.up.meets(kind, points, star):
        return Verdict.UP
    if star in own.recognises:
        return Verdict.RECOGNISED
    below = councils[: councils.index(own)]
    return Verdict.BACK if any(star in council.recognises for council in below) else Verdict.NONE
