"""What a council gives: the average of its members' sheets, and the star of that average."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil

from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.score import Answers, Score, missed, read_answers, star_with
from ocop_domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of the members: `total` for showing, `exact` for the band.

    `items` is the mean of each item; a minimum is met when the mean of the item reaches it (our reading: no decision
    says how members who disagree on a minimum are counted).
    """

    total: Decimal
    exact: Fraction
    members: int
    parts: Mapping[str, Decimal]
    items: Mapping[str, Decimal]
    star_by_points: int
    star: int
    missed_minima: Mapping[int, tuple[str, ...]]


def mean(totals: Sequence[int | float | Decimal]) -> Fraction:
    """The exact mean; 90.1 is taken as written, not as the nearest binary number."""
    if not totals:
        raise Refusal("error.score_no_sheets")
    return sum((Fraction(str(t)) for t in totals), Fraction(0)) / len(totals)


def average(criteria: CriteriaSet, scores: Sequence[Score]) -> Average:
    """The council's result from its members' complete sheets of this set.

    Refused as `error.score_no_sheets`, `error.score_other_set` or `error.score_unanswered` (naming the items).
    """
    if not scores:
        raise Refusal("error.score_no_sheets")
    for sheet in scores:
        if (sheet.decision, sheet.set) != (criteria.decision, criteria.id):
            raise Refusal("error.score_other_set", set=sheet.set, expected=criteria.id)
        if sheet.unanswered:
            raise Refusal("error.score_unanswered", items=sheet.unanswered)
    exact = mean([s.total for s in scores])
    items = {code: mean([s.counted.get(code, 0) for s in scores]) for code in criteria.by_code}
    by_points = criteria.star_by_points(exact)
    # Whole points decide a minimum: a mean of 1.8 has not reached 2.
    whole = {code: int(points) for code, points in items.items()}
    return Average(
        total=total_shown(criteria, exact),
        exact=exact,
        members=len(scores),
        parts={part: points_shown(mean([s.parts[part] for s in scores])) for part in scores[0].parts},
        items={code: points_shown(points) for code, points in items.items()},
        star_by_points=by_points,
        star=star_with(criteria, by_points, whole),
        missed_minima=missed(criteria, by_points, whole),
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """One item where two sheets differ: what the producer gave, what the council gave."""

    item: str
    own: int
    council: int


def differences(criteria: CriteriaSet, own: Answers, council: Answers) -> list[Difference]:
    """Where a council's sheet differs from a self-score, the most points lost first; items both answered only."""
    mine, theirs = read_answers(criteria, own)[0], read_answers(criteria, council)[0]
    found = [
        Difference(code, mine[code], theirs[code])
        for code in criteria.by_code
        if code in mine and code in theirs and mine[code] != theirs[code]
    ]
    return sorted(found, key=lambda d: d.council - d.own)


_FINEST = 6
"""Decimals that are shown at most."""


def shown(value: Fraction, bounds: Iterable[int]) -> Decimal:
    """For showing: two decimals, or as many more as keep it on its own side of every bound.

    The exact value decides: a mean of 89.997 is no 90, and must not be read as one.
    """
    exact, limits = Decimal(value.numerator) / Decimal(value.denominator), tuple(bounds)
    for places in range(2, _FINEST + 1):
        told = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if all((told >= bound) == (value >= bound) for bound in limits):
            return told
    return exact.quantize(Decimal(1).scaleb(-_FINEST), ROUND_DOWN)


def total_shown(criteria: CriteriaSet, value: Fraction) -> Decimal:
    """An average beside its star: each band begins at a bound."""
    return shown(value, (band.low for band in criteria.bands))


def points_shown(value: Fraction) -> Decimal:
    """The average of an item or a part: whole points decide a minimum, so every whole number is a bound."""
    return shown(value, (ceil(value),))
