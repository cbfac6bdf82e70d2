"""How far a year is: what is registered, at which step, with which star; held against the plan's quotas and goals.

Everything is counted from two lists that the database gives (`progress_in`, `taking_part` of the reads): an `Entry` for
each application, a `TakingPart` for each producer. What is counted here is counted once for the chat, the picture, the
workbook, the reports and the dashboard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from ocop_domain.applications import ApplicationState
from ocop_domain.planned import UPGRADE, PlannedUnits
from ocop_domain.programmes import Goal, Programme, Quota
from ocop_domain.recognitions import LEAST
from ocop_domain.selection import Pick


class ProgressStep(StrEnum):
    """How far an application has come, in the order of the way."""

    SENT = "sent"
    ACCEPTED = "accepted"
    CHOSEN = "chosen"
    """The level above has chosen its idea."""
    PLANNED = "planned"
    """Its business plan was chosen."""
    FILED = "filed"
    CHECKED = "checked"
    PASSED = "passed"
    """A council has judged it and sent it up."""
    JUDGED = "judged"
    """The last council that it came to gave no star that is recognised."""
    RECOGNISED = "recognised"


STEPS = tuple(ProgressStep)
CLOSED = frozenset({ApplicationState.REFUSED, ApplicationState.DUPLICATE, ApplicationState.WITHDRAWN})


@dataclass(frozen=True)
class ProgressEntry:
    """One application as it is counted. `star` is what a council's decision gave it, 0 for none; `level` the highest
    council that has told a result; `owner` the account of its producer; `year` the one in which it was sent."""

    application: str
    product: str
    owner: int
    programme: str
    area: str
    name: str
    producer: str
    state: ApplicationState
    closed: str
    kind: str
    legal_form: str
    set_id: str
    """Of the list of product sets of its programme."""
    sent_on: date
    updated_on: date
    idea: str = ""
    plan: str = ""
    level: str = ""
    star: int = 0
    recognised_on: date | None = None

    @property
    def year(self) -> int:
        return self.sent_on.year

    @property
    def upgrade(self) -> bool:
        return self.kind == UPGRADE

    @cached_property
    def out(self) -> bool:
        """It goes on no more and nothing came of it."""
        return self.state in CLOSED or (self.closed == "ended" and self.state is not ApplicationState.JUDGED)

    @property
    def recognised(self) -> bool:
        return self.star >= LEAST

    @cached_property
    def step(self) -> ProgressStep:
        if self.recognised:
            return ProgressStep.RECOGNISED
        if self.state is ApplicationState.JUDGED:
            return ProgressStep.JUDGED
        if self.state is ApplicationState.CHECKED:
            return ProgressStep.PASSED if self.level else ProgressStep.CHECKED
        if self.state in {ApplicationState.FILED, ApplicationState.SUPPLEMENT}:
            return ProgressStep.FILED
        return self._before_dossier()

    def _before_dossier(self) -> ProgressStep:
        picked = {Pick.CHOSEN, Pick.CONDITIONAL}
        if self.plan in picked:
            return ProgressStep.PLANNED
        if self.idea in picked:
            return ProgressStep.CHOSEN
        return ProgressStep.ACCEPTED if self.state is ApplicationState.ACCEPTED else ProgressStep.SENT


@dataclass(frozen=True, slots=True)
class TakingPart:
    """A producer as goals count it: `marks` is what is known of it (`Mark`), True or False; missing: not known."""

    account: int
    name: str
    area: str
    legal_form: str
    phone: str = ""
    marks: Mapping[str, bool] = field(default_factory=dict)
    stars: int = 0
    """The highest star of its products that is recognised and holds; 0 for none."""


class Mark(StrEnum):
    """What is known of a producer only because a plan counts it."""

    TRAINED = "trained"
    MODERN = "modern"
    """Sells through a modern channel: supermarket, shop of OCOP, e-shop."""
    CIRCULAR = "circular"
    """Has a circular value chain, green OCOP tied to the area of its material."""
    SMALL = "sme"
    """A small or medium enterprise."""


class GoalMeasure(StrEnum):
    """What a goal counts, where the assistant can count it."""

    REGISTERED = "registered"
    REGISTERED_NEW = "registered_new"
    RECOGNISED = "recognised"
    RECOGNISED_NEW = "recognised_new"
    RECOGNISED_UPGRADE = "recognised_upgrade"
    REGISTERED_UPGRADE = "registered_upgrade"
    FIVE_STARS = "five_stars"
    PRODUCERS = "producers"
    COOPERATIVE_SHARE = "cooperative_share"
    SME_SHARE = "sme_share"
    CIRCULAR_SHARE = "circular_share"
    TRAINED_SHARE = "trained_share"
    MODERN_SHARE = "modern_share"


ASKED: Mapping[GoalMeasure, Mark] = {
    GoalMeasure.SME_SHARE: Mark.SMALL,
    GoalMeasure.CIRCULAR_SHARE: Mark.CIRCULAR,
    GoalMeasure.TRAINED_SHARE: Mark.TRAINED,
    GoalMeasure.MODERN_SHARE: Mark.MODERN,
}
"""What must be known of producers before a goal can be counted."""

_OF_STARS = frozenset({GoalMeasure.COOPERATIVE_SHARE, GoalMeasure.SME_SHARE, GoalMeasure.CIRCULAR_SHARE})
"""Shares among the producers who have a product of three stars or more."""


def of_year(entries: Iterable[ProgressEntry], year: int) -> list[ProgressEntry]:
    """What counts in a year: sent in it, or recognised in it."""
    return [e for e in entries if e.year == year or (e.recognised_on and e.recognised_on.year == year)]


def at_least(entries: Iterable[ProgressEntry], step: ProgressStep) -> int:
    """How many have come so far, or farther."""
    return _so_far(by_step(entries), step)


def _so_far(found: Mapping[ProgressStep, int], step: ProgressStep) -> int:
    return sum(found.get(one, 0) for one in STEPS[STEPS.index(step) :])


def by_step(entries: Iterable[ProgressEntry]) -> dict[ProgressStep, int]:
    """How many are at each step now."""
    found = Counter(e.step for e in entries if not e.out)
    return {step: found[step] for step in STEPS if found[step]}


Dimension = Callable[[ProgressEntry], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: registered, in the dossier's part of the way, recognised, by stars, and out."""

    key: str
    registered: int
    accepted: int
    filed: int
    checked: int
    recognised: int
    stars: Mapping[int, int]
    out: int


def rows_by(entries: Iterable[ProgressEntry], dimension: Dimension) -> list[Row]:
    """One row for each value of the dimension, in the order of the keys."""
    groups: dict[str, list[ProgressEntry]] = {}
    for entry in entries:
        groups.setdefault(dimension(entry), []).append(entry)
    return [row_of(key, groups[key]) for key in sorted(groups)]


def row_of(key: str, entries: Sequence[ProgressEntry]) -> Row:
    """All of them as one row."""
    stars = Counter(e.star for e in entries if not e.out and e.recognised)
    found = by_step(entries)
    return Row(
        key,
        _so_far(found, ProgressStep.SENT),
        _so_far(found, ProgressStep.ACCEPTED),
        _so_far(found, ProgressStep.FILED),
        _so_far(found, ProgressStep.CHECKED),
        sum(stars.values()),
        dict(sorted(stars.items())),
        sum(e.out for e in entries),
    )


@dataclass(frozen=True, slots=True)
class QuotaProgress:
    """A unit's number of a year and how far it is; `unit` is its code, "" where nobody knows the name."""

    quota: Quota
    unit: str
    new: int
    upgrade: int
    recognised_new: int
    recognised_upgrade: int

    @property
    def wanted(self) -> int:
        return self.quota.new + self.quota.upgrade

    @property
    def registered(self) -> int:
        return self.new + self.upgrade

    @property
    def recognised(self) -> int:
        return self.recognised_new + self.recognised_upgrade


def quota_progress(
    programme: Programme,
    places: PlannedUnits,
    entries: Sequence[ProgressEntry],
    year: int,
    reach: Callable[[str], frozenset[str]],
) -> list[QuotaProgress]:
    """Each quota of a year with what its unit has; `reach` tells all that is a matter of a unit, of every era."""
    found = []
    for quota in programme.quotas:
        if programme.quota_year(quota) != year:
            continue
        unit = places.unit_of(quota.area)
        inside = reach(unit) if unit else frozenset()
        own = [e for e in entries if e.area in inside and not e.out]
        sent, starred = [e for e in own if e.year == year], [e for e in own if e.recognised]
        starred = [e for e in starred if e.recognised_on is None or e.recognised_on.year == year]
        found.append(QuotaProgress(quota, unit, *_halves(sent), *_halves(starred)))
    return found


def _halves(entries: Sequence[ProgressEntry]) -> tuple[int, int]:
    upgrades = sum(e.upgrade for e in entries)
    return len(entries) - upgrades, upgrades


def counted(goal: Goal, entries: Sequence[ProgressEntry], people: Sequence[TakingPart], year: int = 0) -> float | None:
    """How far a goal is, as its number is written; None where nobody can count it from what the assistant knows.

    A goal of one year counts that year (`goal.year`), another the whole programme.
    """
    if not goal.measure:
        return None
    measure = GoalMeasure(goal.measure)
    own = [e for e in of_year(entries, goal.year or year) if not e.out] if goal.year or year else entries
    own = [e for e in own if not e.out]
    if measure in _COUNTS:
        return float(_COUNTS[measure](own, people))
    among = [one for one in people if one.stars >= LEAST] if measure in _OF_STARS else list(people)
    if not among:
        return 0.0
    return round(100 * sum(_fits(measure, one) for one in among) / len(among), 1)


def unknown(goal: Goal, people: Iterable[TakingPart]) -> list[TakingPart]:
    """The producers of whom is not known what the goal counts."""
    mark = ASKED.get(GoalMeasure(goal.measure)) if goal.measure else None
    return [one for one in people if mark and not _knows(mark, one)]


def marks_counted(programmes: Iterable[Programme]) -> tuple[Mark, ...]:
    """What these plans count of producers: nothing else is asked."""
    goals = (goal for programme in programmes for goal in programme.targets if goal.measure)
    wanted = {ASKED[GoalMeasure(goal.measure)] for goal in goals if GoalMeasure(goal.measure) in ASKED}
    return tuple(mark for mark in Mark if mark in wanted)


def asked_of(mark: Mark, legal_form: str) -> bool:
    """Whether it can be asked of such a producer: only of a company whether it is a small one."""
    return mark is not Mark.SMALL or legal_form == "company"


def _knows(mark: Mark, one: TakingPart) -> bool:
    return mark in one.marks or not asked_of(mark, one.legal_form)


def _fits(measure: GoalMeasure, one: TakingPart) -> bool:
    if measure is GoalMeasure.COOPERATIVE_SHARE:
        return one.legal_form == "cooperative"
    return bool(one.marks.get(ASKED[measure]))


_Counting = Callable[[Sequence[ProgressEntry], Sequence[TakingPart]], int]
_COUNTS: Mapping[GoalMeasure, _Counting] = {
    GoalMeasure.REGISTERED: lambda own, people: len(own),
    GoalMeasure.REGISTERED_NEW: lambda own, people: sum(not e.upgrade for e in own),
    GoalMeasure.REGISTERED_UPGRADE: lambda own, people: sum(e.upgrade for e in own),
    GoalMeasure.RECOGNISED: lambda own, people: sum(e.recognised for e in own),
    GoalMeasure.RECOGNISED_NEW: lambda own, people: sum(e.recognised and not e.upgrade for e in own),
    GoalMeasure.RECOGNISED_UPGRADE: lambda own, people: sum(e.recognised and e.upgrade for e in own),
    GoalMeasure.FIVE_STARS: lambda own, people: sum(e.star == 5 for e in own),
    GoalMeasure.PRODUCERS: lambda own, people: len({e.owner for e in own}),
}
