"""A self-score: points, the star they give, what holds it back, and what unanswered items leave open."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ocop_domain.criteria.model import CriteriaSet, Exclusion
from ocop_domain.errors import Refusal

Answers = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Score:
    """What a sheet of answers is worth.

    `total`, `parts` and `star` are certain: what is unanswered counts nothing in them. `points_range` and `star_range`
    run from there to the best that can still become of the sheet; with every item answered they are one value.
    `missed_minima` are the minima no open answer can mend, for each star the points may reach: star → item codes.
    `exclusions` come first in any words made of this: with one of them the dossier is refused, whatever the points.
    `counted` is what each answered item adds, 0 where the item it needs has none.
    """

    decision: str
    set: str
    total: int
    parts: Mapping[str, int]
    star: int
    star_by_points: int
    missed_minima: Mapping[int, tuple[str, ...]]
    unanswered: tuple[str, ...]
    points_range: tuple[int, int]
    star_range: tuple[int, int]
    exclusions: tuple[Exclusion, ...]
    counted: Mapping[str, int]


def score(criteria: CriteriaSet, answers: Answers, said: Collection[str] = ()) -> Score:
    """The score of `answers` (item code → points; None or absent: not answered yet).

    `said` are ids of exclusions the producer says apply. An either/or item is answered by its own code, or by the code
    of the case that is theirs. Refused as `error.score_item`, `error.score_points`, `error.score_both_cases` or
    `error.score_exclusion`.
    """
    given, most = read_answers(criteria, answers)
    low: dict[str, int] = {}
    high: dict[str, int] = {}
    parts = {part.code: 0 for part in criteria.parts}
    counted: dict[str, int] = {}
    unanswered: list[str] = []
    for code, part, top, _, needs in criteria.rows:
        points = given.get(code)
        if points is None:
            least, best = 0, most.get(code, top)
        else:
            least = best = points
        if needs is not None:
            if low[needs] == 0:
                least = 0
            if high[needs] == 0:
                best = 0
        low[code], high[code] = least, best
        parts[part] += least
        if points is not None:
            counted[code] = least
        elif needs is None or high[needs]:
            unanswered.append(code)
    lowest, highest = sum(low.values()), sum(high.values())
    by_points = criteria.star_by_points(lowest)
    star = star_with(criteria, by_points, low)
    best_by_points = by_points if highest == lowest else criteria.star_by_points(highest)
    return Score(
        decision=criteria.decision,
        set=criteria.id,
        total=lowest,
        parts=parts,
        star=star,
        star_by_points=by_points,
        missed_minima=missed(criteria, best_by_points, high),
        unanswered=tuple(unanswered),
        points_range=(lowest, highest),
        star_range=(star, star_with(criteria, best_by_points, high)),
        exclusions=_exclusions(criteria, given, said),
        counted=counted,
    )


def read_answers(criteria: CriteriaSet, answers: Answers) -> tuple[dict[str, int], dict[str, int]]:
    """Answers by item code, and the most points of items whose case is known; refuses what the set does not have."""
    given: dict[str, int] = {}
    most: dict[str, int] = {}
    for code, points in answers.items():
        case = criteria.by_case.get(code)
        item = case[0] if case else criteria.item(code)
        allowed = (0, *(level.points for level in case[1].levels)) if case else item.points
        if points is not None and (type(points) is not int or points not in allowed):
            raise Refusal("error.score_points", item=code, points=points, allowed=tuple(sorted(set(allowed))))
        if case:
            if item.code in most or (code != item.code and item.code in answers):
                raise Refusal("error.score_both_cases", item=item.code)
            most[item.code] = max(allowed)
        if points is not None:
            given[item.code] = points
    return given, most


def star_with(criteria: CriteriaSet, by_points: int, points: Mapping[str, int]) -> int:
    """The highest star up to `by_points` whose minima `points` meets."""
    for star in range(by_points, 0, -1):
        if all(points[code] >= least for code, least in criteria.required.get(star, {}).items()):
            return star
    return 1


def missed(criteria: CriteriaSet, up_to: int, points: Mapping[str, int]) -> dict[int, tuple[str, ...]]:
    """Star → items below its minimum, best star first, only stars that miss one."""
    found: dict[int, tuple[str, ...]] = {}
    for star in range(up_to, 0, -1):
        below = tuple(code for code, least in criteria.required.get(star, {}).items() if points[code] < least)
        if below:
            found[star] = below
    return found


def _exclusions(criteria: CriteriaSet, given: Mapping[str, int], said: Collection[str]) -> tuple[Exclusion, ...]:
    """Those the producer names, and those that an item without points makes certain."""
    known = {exclusion.id for exclusion in criteria.exclusions}
    for name in said:
        if name not in known:
            raise Refusal("error.score_exclusion", exclusion=name, allowed=tuple(sorted(known)))
    return tuple(e for e in criteria.exclusions if e.id in said or any(given.get(code) == 0 for code in e.at_zero))
