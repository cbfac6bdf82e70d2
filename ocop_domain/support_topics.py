"""What help may be wanted for, in a producer's words; which of it suits a product now, and which of it only later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ocop_domain.product_sets import ProductSet
from ocop_domain.programmes import Programme
from ocop_domain.support import MINISTRIES, Support, support_of

_FOOD = ("Thực phẩm", "Đồ uống")
"""Sectors of the lists of product sets whose safety is watched by one of the ministries."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter for which help may be wanted: the points of the plan and the papers of it, and in which steps."""

    id: str
    points: frozenset[str]
    steps: frozenset[int]


def _topic(id_: str, points: str, *steps: int) -> Topic:
    return Topic(id_, frozenset(points.split()), frozenset(steps))


TOPICS: tuple[Topic, ...] = (
    _topic("advice", "target finance timetable recognition other", 1, 2, 3, 5),
    _topic("organisation", "organisation registration", 2, 3, 4),
    _topic("credit", "investment", 3, 4),
    _topic("technology", "technology", 3, 4),
    _topic("training", "labour", 3, 4),
    _topic("material", "material material_origin", 3, 4),
    _topic("quality", "quality quality_system test_result declaration facility", 4, 5),
    _topic("property", "brand trademark", 4, 5),
    _topic("codes", "barcode", 4, 5),
    _topic("packaging", "packaging story", 4, 5),
    _topic("environment", "environment", 4, 5),
    _topic("market", "market promotion growth award", 6, 4),
)
"""In the order of a product's way."""


@dataclass(frozen=True, slots=True)
class Seeker:
    """Who looks for help, so far as it is known: the set of the product, the legal form, the star, the step."""

    product_set: ProductSet | None = None
    form: str = ""
    star: int | None = None
    step: int = 0


def topic(id_: str) -> Topic | None:
    return next((each for each in TOPICS if each.id == id_), None)


def about(programme: Programme, each: Topic) -> tuple[Support, ...]:
    """All that the plan names for a topic, most useful first."""
    return tuple(row for row in support_of(programme) if each.points.intersection(row.points))


def suits(row: Support, who: Seeker) -> bool:
    """Whether the help is for such a product and producer; what is not known leaves nothing out."""
    return _of_product(row, who.product_set) and _of_producer(row, who)


def _of_product(row: Support, wanted: ProductSet | None) -> bool:
    if wanted is None:
        return True
    if row.ministry and not any(agency.startswith(MINISTRIES[row.ministry]) for agency in wanted.agencies):
        return False
    is_of = {"": True, "food": wanted.sector in _FOOD, "goods": not wanted.tourism, "tourism": wanted.tourism}
    return is_of[row.only]


def _of_producer(row: Support, who: Seeker) -> bool:
    if row.forms and who.form and who.form not in row.forms:
        return False
    return who.star is None or who.star >= row.stars


def ordered(programme: Programme, who: Seeker) -> list[tuple[Topic, int]]:
    """The topics of which the plan names anything, with how much of it suits: those of the own step first.

    Where nothing suits now, something may later: such a topic stands at the end.
    """
    named = [(each, about(programme, each)) for each in TOPICS]
    found = [(each, sum(suits(row, who) for row in rows)) for each, rows in named if rows]
    return sorted(found, key=lambda pair: (not pair[1], who.step not in pair[0].steps))


def by_agency(rows: Iterable[Support]) -> Mapping[str, tuple[Support, ...]]:
    """Who helps, each with all that it does, in the order of the plan."""
    return _grouped((row.who, row) for row in rows)


def by_policy(rows: Iterable[Support]) -> Mapping[str, tuple[Support, ...]]:
    """The decrees and resolutions that may pay, each with what for."""
    return _grouped((policy, row) for row in rows for policy in row.policy.split("; ") if policy)


def _grouped(pairs: Iterable[tuple[str, Support]]) -> dict[str, tuple[Support, ...]]:
    found: dict[str, tuple[Support, ...]] = {}
    for name, row in pairs:
        found[name] = (*found.get(name, ()), row)
    return found
