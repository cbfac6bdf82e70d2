"""What is needed for a star: the cheapest set of improvements that reaches the points and every minimum."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from ocop_domain.criteria.cheapest import ItemOption, choose
from ocop_domain.criteria.effort import ItemEffort
from ocop_domain.criteria.model import CriteriaSet, Exclusion
from ocop_domain.criteria.score import Answers, Score, read_answers, score
from ocop_domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class Step:
    """Raise one item from `start` to `end` points; `gain` is what the total grows by."""

    item: str
    start: int
    end: int
    gain: int
    effort: int
    lead_days: int


@dataclass(frozen=True, slots=True)
class Considered:
    """A level above today's; `points` is the difference, `allowed` is false where time or the person rules it out."""

    item: str
    to: int
    points: int
    effort: int
    lead_days: int
    allowed: bool


@dataclass(frozen=True, slots=True)
class Path:
    """The way up. Where the target is not `reachable`, the steps lead to the best star that is.

    Items without answer count as not reached, `unanswered` names them. `steps` stand in the order of starting: longest
    lead first. `lead_days` is the longest of them. `blocked` are items whose minimum for the target cannot be met.
    `exclusions` still stand after the steps: they are no matter of points, and must be said first.
    """

    target: int
    reachable: bool
    before: Score
    after: Score
    effort: int
    lead_days: int
    steps: tuple[Step, ...]
    options: tuple[Considered, ...]
    blocked: tuple[str, ...]
    unanswered: tuple[str, ...]
    exclusions: tuple[Exclusion, ...]


def cheapest_path(
    criteria: CriteriaSet,
    answers: Answers,
    target: int,
    effort: Mapping[str, ItemEffort],
    *,
    days_left: int | None = None,
    margin: int = 0,
    without: Collection[str] = (),
    clear_stops: bool = False,
    said: Collection[str] = (),
) -> Path:
    """The least effort to `target` stars; ties: shortest longest lead, then fewest steps.

    `days_left` rules out what takes longer, `without` the items a person cannot change, `margin` aims that many points
    above the band. `clear_stops` also lifts items whose 0 stops the evaluation. `said` are ids of exclusions the
    producer says apply: no step mends them. Refused as `error.score_star`,
    `error.path_margin`, or as `score` refuses.
    """
    criteria.low(target)
    if isinstance(margin, bool) or not isinstance(margin, int) or margin < 0:
        raise Refusal("error.path_margin", margin=margin)
    kept = {criteria.by_case[c][0].code if c in criteria.by_case else criteria.item(c).code for c in without}
    before = score(criteria, answers, said)
    given, most = read_answers(criteria, answers)
    now = {item.code: given.get(item.code, 0) for item in criteria.items}
    options = tuple(_options(criteria, now, most, effort, days_left=days_left, kept=kept))
    ways = _Ways(criteria, now, options, clear_stops)
    moves: dict[str, int] = {}
    reachable = True
    if (found := ways.to(target, margin)) is not None:
        moves = found
    else:
        reachable = False
        for star, room in ways.next_best(target, margin):
            if (found := ways.to(star, room)) is not None:
                moves = found
                break
    after = score(criteria, now | moves, said)
    steps = tuple(_steps(criteria, now, moves, effort))
    return Path(
        target=target,
        reachable=reachable,
        before=before,
        after=after,
        effort=sum(step.effort for step in steps),
        lead_days=max((step.lead_days for step in steps), default=0),
        steps=steps,
        options=options,
        blocked=ways.blocked(target),
        unanswered=before.unanswered,
        exclusions=after.exclusions,
    )


def _options(
    criteria: CriteriaSet,
    now: Mapping[str, int],
    most: Mapping[str, int],
    effort: Mapping[str, ItemEffort],
    *,
    days_left: int | None,
    kept: Collection[str],
) -> Iterator[Considered]:
    for item in criteria.items:
        start = now[item.code]
        for end in item.points:
            if start < end <= most.get(item.code, item.max):
                work, days = effort[item.code].rise(start, end)
                late = days_left is not None and days > days_left
                yield Considered(item.code, end, end - start, work, days, not late and item.code not in kept)


class _Ways:
    """The choices open to one product, and the cheapest of them for a star."""

    def __init__(
        self, criteria: CriteriaSet, now: Mapping[str, int], options: Collection[Considered], clear_stops: bool
    ) -> None:
        self.criteria = criteria
        self.now = now
        self.total = sum(self._counted(now, code) for code in now)
        self.open: dict[str, list[Considered]] = {code: [] for code in now}
        for option in options:
            if option.allowed:
                self.open[option.item].append(option)
        self.stops = {code for e in criteria.exclusions for code in e.at_zero} if clear_stops else set()
        self.needing: dict[str, list[str]] = {}
        for item in criteria.items:
            if item.needs:
                self.needing.setdefault(item.needs, []).append(item.code)

    def to(self, star: int, margin: int) -> dict[str, int] | None:
        """Item → points to reach, the cheapest way to `star` with `margin`; None when there is none."""
        groups = [self._group(code, star) for code in self.now if not self.criteria.by_code[code].needs]
        chosen = choose(groups, self.criteria.low(star) + margin - self.total)
        return None if chosen is None else {code: end for option in chosen for code, end in option.moves}

    def next_best(self, target: int, margin: int) -> Iterator[tuple[int, int]]:
        """What to try when the target with its margin is out of reach: less margin before fewer stars."""
        yield target, 0
        for star in range(target - 1, 0, -1):
            yield star, margin
            yield star, 0

    def blocked(self, star: int) -> tuple[str, ...]:
        """Items that cannot reach what `star` asks of them."""
        asked = self.criteria.required.get(star, {})
        return tuple(
            code for code, least in asked.items() if max([self.now[code], *(o.to for o in self.open[code])]) < least
        )

    def _group(self, code: str, star: int) -> list[ItemOption]:
        """The ways to leave `code` and the items that count only with it, that meet the minima of `star`."""
        asked = self.criteria.required.get(star, {})
        codes = [code, *self.needing.get(code, ())]
        before = sum(self._counted(self.now, c) for c in codes)
        found: list[ItemOption] = []
        for choice in product(*([None, *self.open[c]] for c in codes)):
            moved = [option for option in choice if option is not None]
            then = {c: self.now[c] for c in codes} | {option.item: option.to for option in moved}
            counted = {c: self._counted(then, c) for c in codes}
            if all(counted[c] >= max(asked.get(c, 0), c in self.stops) for c in codes):
                found.append(
                    ItemOption(
                        sum(counted.values()) - before,
                        sum(option.effort for option in moved),
                        max((option.lead_days for option in moved), default=0),
                        tuple((option.item, option.to) for option in moved),
                    )
                )
        return found

    def _counted(self, points: Mapping[str, int], code: str) -> int:
        needs = self.criteria.by_code[code].needs
        return points[code] if needs is None or points[needs] else 0


def _steps(
    criteria: CriteriaSet, now: Mapping[str, int], moves: Mapping[str, int], effort: Mapping[str, ItemEffort]
) -> list[Step]:
    """The moves in the order of starting; gains are taken one after the other, so that they add up."""
    steps: list[Step] = []
    at = dict(now)
    total = score(criteria, at).total
    for code in (c for c in at if c in moves):
        at[code] = moves[code]
        reached = score(criteria, at).total
        work, days = effort[code].rise(now[code], moves[code])
        steps.append(Step(code, now[code], moves[code], reached - total, work, days))
        total = reached
    order = {code: place for place, code in enumerate(now)}
    return sorted(steps, key=lambda step: (-step.lead_days, order[step.item]))
