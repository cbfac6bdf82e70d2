"""What 3, 4 and 5 stars bring, as the plans and the law say it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ocop_domain.data import read_yaml
from ocop_domain.programmes import Programme

STARS = (3, 4, 5)


@dataclass(frozen=True, slots=True)
class StarBenefit:
    """One thing that a product gets with one of these stars, and from whom."""

    stars: tuple[int, ...]
    who: str
    what: str
    source: str


def benefits_of(programme: Programme, star: int) -> tuple[StarBenefit, ...]:
    """What the plan gives with a star, or the one that it was made from; else the law below it."""
    told = _table().get(programme.based_on or programme.id, ())
    if not told and programme.base:
        told = _table().get(programme.base.id, ())
    return tuple(benefit for benefit in told if star in benefit.stars)


@cache
def _table() -> dict[str, tuple[StarBenefit, ...]]:
    raw = read_yaml("star_benefits.yaml")
    return {
        programme: tuple(StarBenefit(tuple(row["stars"]), row["who"], row["what"], row["source"]) for row in rows)
        for programme, rows in raw.items()
    }
