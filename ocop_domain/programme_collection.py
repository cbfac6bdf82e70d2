"""The law and all plans that are laid on it: what holds over a unit on a day, and which one leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from zlib import crc32

from ocop_domain.areas import LEVELS, NATION, Areas, Territory
from ocop_domain.duties.agenda import Moved
from ocop_domain.duties.calendar import dated
from ocop_domain.duties.model import Duty, Occurrence
from ocop_domain.law import law_named, law_on, laws
from ocop_domain.product_sets import KeptSet, ProductSets
from ocop_domain.programme_changes import as_of
from ocop_domain.programmes import HandsUp, PlanMove, Programme
from ocop_domain.territories import duty_territory, territory_of, unit_of

WARNED = 60
"""Days before a plan ends without a successor from which it is told."""

MARK = "@"
"""Stands between the data of a button and what tells its plan apart."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Whose applications count where a programme asks who takes part: its own, and of those that hold beside it what
    was sent in its time. A duty of the law is done by who registered under a plan, and one of a plan likewise."""

    programme: str
    beside: tuple[str, ...] = ()
    since: date = date.min
    until: date = date.max
    only_checked: tuple[str, ...] = ()
    """Those of the programmes whose lists take checked dossiers only."""
    sets: Mapping[str, ProductSets] = field(default_factory=dict, compare=False, repr=False)
    """Of which sets the products of each programme are."""

    def in_group(self, group: str) -> tuple[KeptSet, ...]:
        """As what the products of a group are kept, whichever decision their programme stands on."""
        return tuple(KeptSet(id_, one) for id_, sets in self.sets.items() for one in sets.kept_in_group(group))

    @property
    def programmes(self) -> tuple[str, ...]:
        return (self.programme, *self.beside)

    def counts(self, programme: str, sent: date) -> bool:
        """Whether an application of a programme, sent on a day, counts."""
        return programme == self.programme or (programme in self.beside and self.since <= sent <= self.until)


class Programmes:
    """Every programme of one house; never changes after it is built."""

    def __init__(self, plans: Iterable[Programme], areas: Areas, known: Iterable[Programme] = ()) -> None:
        """`known` are found by their id too, for things that were begun in them, but they hold nowhere."""
        self.plans = tuple(plan for plan in plans if not plan.is_law)
        self._areas = areas
        self._by_id = {plan.id: plan for plan in (*known, *self.plans)}
        self._replaced = {(row.programme, row.duty) for plan in self.plans for row in plan.replaces}
        self._leads: dict[str | None, Programme] = {}
        self._leads_on = date.min
        self._counted: dict[str, Counted] = {}
        self._changed: dict[tuple[str, str], Programme] = {}
        self._duties = Counter(duty.id for plan in self.plans for duty in plan.duties)

    def __iter__(self) -> Iterator[Programme]:
        return iter(self.plans)

    def find(self, id_: str) -> Programme | None:
        """The plan or the law's calendar with this id."""
        return self._by_id.get(id_) or law_named(id_)

    def mark(self, duty: Duty) -> str:
        """Tells its plan apart behind a button's data, where several plans have a duty of this id; else ""."""
        return f"{MARK}{_short(duty.programme)}" if self._duties[duty.id] > 1 else ""

    def mark_of(self, plan: Programme) -> str:
        """Tells this plan apart behind a button's data."""
        return f"{MARK}{_short(plan.id)}"

    def sharing(self, duty: str, occurrence: str, day: date) -> tuple[Programme, ...]:
        """The plans begun by a day which share a duty of this id, at this time if one is named; () where one has it."""
        if self._duties[duty] < 2:
            return ()
        begun = (plan for plan in self.plans if plan.valid_from <= day and plan.duty(duty))
        return tuple(plan for plan in begun if not occurrence or plan.occurrence(duty, occurrence))

    def marked(self, mark: str) -> Programme | None:
        """The plan whose mark this is."""
        return next((plan for plan in self.plans if mark and _short(plan.id) == mark), None)

    def over(self, unit: str | None, day: date) -> tuple[Programme, ...]:
        """All that hold over a unit on a day: the law first, the one that leads last; over no unit the law alone."""
        plans = [plan for plan in self.plans if plan.holds(day) and self.covers(plan, unit)]
        return (law_on(day), *sorted(plans, key=self._rank))

    def lead(self, unit: str | None, day: date) -> Programme:
        """The one for new applications: of the deepest unit, then the shortest, then the latest; else the law.

        Asked in every turn: what was found for a unit is kept until another day is asked about.
        """
        if day != self._leads_on:
            self._leads, self._leads_on = {}, day
        if unit not in self._leads:
            self._leads[unit] = self.as_of(self.over(unit, day)[-1], day)
        return self._leads[unit]

    def as_of(self, plan: Programme, day: date) -> Programme:
        """A plan as the law of a day changes it; the same object for the same law."""
        key = plan.id, law_on(day).id
        if key not in self._changed:
            self._changed[key] = as_of(plan, day)
        return self._changed[key]

    def counted(self, id_: str) -> Counted:
        """Whose applications count for the duties of a programme."""
        if id_ not in self._counted:
            own = self.find(id_)
            self._counted[id_] = self._counting(own) if own else Counted(id_)
        return self._counted[id_]

    def asking(self, units: Iterable[str], day: date) -> list[Programme]:
        """All that may ask something of who is in these units: the law, and each plan of which something is left."""
        here = set(units)
        return [law_on(day), *(plan for plan in self.living(day) if any(self.covers(plan, unit) for unit in here))]

    def covers(self, plan: Programme, unit: str | None) -> bool:
        """Whether a unit, of any era, belongs to the unit whose plan it is; no unit belongs to the country alone."""
        territory = territory_of(plan, self._areas)
        return territory.whole if unit is None else territory.has(unit)

    def territory(self, plan: Programme) -> str | None:
        """The code of the unit whose plan it is, as it was when the plan was issued; None: the whole country."""
        return unit_of(plan, self._areas)

    def duties(self, unit: str | None, day: date) -> tuple[Duty, ...]:
        """The duties of all that hold over a unit, without those for which a plan has its own."""
        held = self.over(unit, day)
        gone = {(row.programme, row.duty) for plan in held for row in plan.replaces}
        return tuple(
            duty
            for plan in held
            for duty in plan.duties
            if (duty.programme, duty.id) not in gone and self.asks(plan, duty, unit)
        )

    def asks(self, plan: Programme, duty: Duty, unit: str | None) -> bool:
        """Whether a duty of a programme is a matter of a unit: it names none, this one, or one in or above it."""
        return not duty.units or unit is None or duty_territory(plan, duty, self._areas).has(unit)

    def occurrences(self, unit: str | None, day: date) -> tuple[Occurrence, ...]:
        """What is to be done over a unit, as seen on a day, each with the date that the plans give it.

        A duty lives by its own dates: of a programme that has ended, those stay whose last day is still to come.
        """
        begun = self._begun(unit, day)
        moves = {key: move for plan in begun for key, move in _moves(plan)}
        found = []
        for programme in begun:
            for declared in programme.around(day):
                here = _dated(declared, moves.get((programme.id, declared.duty.id, declared.id)))
                now = here.opens <= day <= here.last_day
                living = now if here.undated else programme.holds(day) or here.last_day >= day
                own = _is_replaced(here, begun) or any(_is_dated_by(here, programme, plan) for plan in begun)
                if living and not own and self.asks(programme, here.duty, unit):
                    found.append(here)
        return _in_order(found)

    def living(self, day: date) -> tuple[Programme, ...]:
        """The plans that have begun and of which something is still to be done, whether they hold or have ended."""
        begun = (plan for plan in self.plans if plan.valid_from <= day)
        left = (plan for plan in begun if plan.holds(day) or any(o.last_day >= day for o in plan.occurrences))
        return tuple(self.as_of(plan, day) for plan in left)

    def last_begin(self, day: date) -> date:
        """The last day on which a plan began: until the next begins, what is done where stays as it is."""
        return max((plan.valid_from for plan in self.plans if plan.valid_from <= day), default=date.min)

    def where(self, here: Occurrence, day: date) -> Territory:
        """Where an occurrence is to be done: in the unit of its programme, but not where a plan has its own instead."""
        declared = self.find(here.duty.programme)
        found = duty_territory(declared, here.duty, self._areas) if declared else NATION
        if (here.duty.programme, here.duty.id) not in self._replaced:
            return found
        for plan in self.plans:
            if plan.valid_from <= day and (_is_replaced(here, (plan,)) or _is_dated_by(here, declared, plan)):
                found = found.without(territory_of(plan, self._areas).units)
        return found

    def year(self, unit: str | None, year: int) -> tuple[Occurrence, ...]:
        """All that is to be done over a unit in a year, by last day, each with the date that the plans give it."""
        plans = sorted((plan for plan in self.plans if self.covers(plan, unit)), key=self._rank)
        moves = {key: move for plan in plans for key, move in _moves(plan)}
        found = []
        for programme in (*laws(), *plans):
            for declared in programme.around(date(year, 7, 1)):
                here = _dated(declared, moves.get((programme.id, declared.duty.id, declared.id)))
                own = _is_replaced(here, plans) or any(_is_dated_by(here, programme, plan) for plan in plans)
                if here.last_day.year == year and not own and self.asks(programme, here.duty, unit):
                    found.append(here)
        return _in_order(found)

    def moved(self, programme: str, day: date) -> list[Moved]:
        """The dates of a programme's duties that plans which have begun set for their own territory.

        They come before the moves that people make: of several the last holds.
        """
        own = self.find(programme)
        begun = sorted((plan for plan in self.plans if plan.valid_from <= day), key=self._rank)
        return [
            self._as_moved(own, plan, move)
            for plan in begun
            for move in plan.moves
            if own is not None and move.programme == programme
        ]

    def ending(self, day: date, days: int = WARNED) -> list[Programme]:
        """The plans that end within so many days while none is known that goes on in their unit."""
        near = [plan for plan in self.plans if day <= plan.valid_to <= day + timedelta(days=days)]
        return [plan for plan in near if not self._goes_on(plan)]

    def ties(self) -> list[tuple[Programme, Programme]]:
        """Plans of which nobody can say which one leads: the same unit, the same length, issued on the same day."""
        plans = sorted(self.plans, key=lambda plan: plan.id)
        pairs = [(first, second) for n, first in enumerate(plans) for second in plans[n + 1 :]]
        return [pair for pair in pairs if self._tied(*pair)]

    def meet(self, first: Programme, second: Programme) -> bool:
        """Whether both hold somewhere on some day."""
        overlap = first.valid_from <= second.valid_to and second.valid_from <= first.valid_to
        inside = self.covers(first, self.territory(second)) or self.covers(second, self.territory(first))
        return overlap and inside

    def _counting(self, own: Programme) -> Counted:
        others = [other for other in (*laws(), *self.plans) if other.id != own.id]
        beside = tuple(other.id for other in others if self.meet(own, other))
        counted = (own, *(other for other in others if other.id in beside))
        checked = tuple(one.id for one in counted if one.hands_up is HandsUp.CHECKED)
        sets = {one.id: one.product_sets for one in counted}
        return Counted(own.id, beside, own.valid_from, own.valid_to, checked, sets)

    def _tied(self, first: Programme, second: Programme) -> bool:
        same = self.territory(first) == self.territory(second)
        return same and self.meet(first, second) and self._rank(first)[:-1] == self._rank(second)[:-1]

    def _rank(self, plan: Programme) -> tuple[int, int, date, str]:
        """Rises: the one that leads is the greatest; the id is there only to make the order certain."""
        territory = self.territory(plan)
        depth = 0 if territory is None else 1 + LEVELS.index(self._areas.get(territory).level)
        return depth, -(plan.valid_to - plan.valid_from).days, plan.issued or plan.valid_from, plan.id

    def _begun(self, unit: str | None, day: date) -> tuple[Programme, ...]:
        """The law of the day, then every plan that has begun, whether it has ended or not."""
        plans = [plan for plan in self.plans if plan.valid_from <= day and self.covers(plan, unit)]
        return (law_on(day), *sorted(plans, key=self._rank))

    def _goes_on(self, plan: Programme) -> bool:
        after, unit = plan.valid_to + timedelta(days=1), self.territory(plan)
        return any(other.holds(after) and self.covers(other, unit) for other in self.plans if other is not plan)

    def _as_moved(self, own: Programme, plan: Programme, move: PlanMove) -> Moved:
        declared = own.occurrence(move.duty, move.occurrence)
        was = declared.last_day if declared else move.last_day
        area, on = self.territory(plan) or "", max(plan.issued or plan.valid_from, plan.valid_from)
        return Moved(move.duty, move.occurrence, area, was, move.last_day, f"{plan.document}, {move.source}", on)


def _moves(plan: Programme) -> Iterator[tuple[tuple[str, str, str], PlanMove]]:
    for move in plan.moves:
        yield (move.programme, move.duty, move.occurrence), move


def _is_dated_by(here: Occurrence, declared: Programme | None, plan: Programme) -> bool:
    """Whether a plan says, for the same people and step, what the law asks for without naming a day."""
    if not here.undated or declared is None or not declared.is_law or plan.is_law:
        return False
    asked = here.duty
    meets = plan.valid_from <= here.last_day and here.opens <= plan.valid_to
    above = asked.role == "ministry"  # no plan has duties of the ministry
    return meets and (above or any((duty.role, duty.step) == (asked.role, asked.step) for duty in plan.duties))


def _in_order(found: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    return tuple(sorted(found, key=lambda o: (o.last_day, o.opens, o.duty.programme, o.duty.id)))


def _dated(declared: Occurrence, move: PlanMove | None) -> Occurrence:
    return dated(declared, move.last_day) if move else declared


def _is_replaced(here: Occurrence, plans: Sequence[Programme]) -> bool:
    """Whether a plan that holds on its last day has a duty of its own instead."""
    key = here.duty.programme, here.duty.id
    return any(key == (row.programme, row.duty) for plan in plans if plan.holds(here.last_day) for row in plan.replaces)


def _short(programme: str) -> str:
    """Four letters of an id: a button's data are short."""
    return f"{crc32(programme.encode()) & 0xFFFF:04x}"
