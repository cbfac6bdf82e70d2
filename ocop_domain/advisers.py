"""Whom to ask about one criterion of the score: the bodies to which a plan gives the matter, and its advisory group."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ocop_domain.data import read_yaml
from ocop_domain.programmes import Programme
from ocop_domain.support import Support, support_of
from ocop_domain.support_topics import Seeker, suits
from ocop_domain.text import fold

FILE = "advising.yaml"


@dataclass(frozen=True, slots=True)
class _Matter:
    words: tuple[str, ...]
    points: tuple[str, ...]


@cache
def _matters() -> tuple[_Matter, ...]:
    return tuple(_Matter(tuple(map(fold, row["words"])), tuple(row["points"])) for row in read_yaml(FILE))


def points_of(criterion: str) -> tuple[str, ...]:
    """For what help goes with a criterion, by its name; what nothing else fits is a matter of quality."""
    name = fold(criterion)
    return next(matter.points for matter in _matters() if any(word in name for word in matter.words))


def advisers(criterion: str, programme: Programme, who: Seeker, most: int = 2) -> tuple[Support, ...]:
    """Who helps with a criterion under a plan: by the matter first, then who advises on every criterion.

    What suits the product stands before what does not; each body is named once.
    """
    rows = support_of(programme)
    found: dict[str, Support] = {}
    for point in points_of(criterion):
        for row in sorted((row for row in rows if point in row.points), key=lambda row: not suits(row, who)):
            found.setdefault(row.who, row)
    every = [row for row in rows if row.criteria]
    named = [row for row in found.values() if not row.criteria]
    return (*named[:most], *every)
