"""Gathers the figures of a unit: read once, counted by the domain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.records.progress import GoalProgress, ProgressFigures
from ocop_domain.areas import Areas
from ocop_domain.planned import PlannedProduct, PlannedUnits, of_year
from ocop_domain.planned_matching import Comparison, Registered, compare
from ocop_domain.programme_collection import Counted, Programmes
from ocop_domain.programmes import Programme
from ocop_domain.progress import ProgressEntry, QuotaProgress, TakingPart, counted, quota_progress, unknown
from ocop_domain.progress import of_year as entries_of
from ocop_domain.territories import unit_of


class Counts(Protocol):
    """What is read for it."""

    async def progress_in(self, areas: Sequence[str], programme: Counted | str) -> list[ProgressEntry]: ...

    async def taking_part(self, areas: Sequence[str], programme: Counted | str, day: date) -> list[TakingPart]: ...


class House(Protocol):
    """Where programmes and units are found, and on which day."""

    @property
    def programmes(self) -> Programmes: ...

    @property
    def areas(self) -> Areas: ...

    @property
    def today(self) -> date: ...


@dataclass(frozen=True, slots=True)
class HouseOf:
    """A house where no turn is."""

    programmes: Programmes
    areas: Areas
    today: date


def plans_over(house: House, unit: str) -> list[Programme]:
    """The programmes whose progress can be looked at in a unit, the one that leads first."""
    return list(reversed(house.programmes.over(unit, house.today)))


async def gather(house: House, reads: Counts, unit: str, programme: Programme | None = None) -> ProgressFigures:
    """All figures of a unit on the day of the house; `programme` is the one that leads there where none is named."""
    own = programme or house.programmes.lead(unit, house.today)
    day, here = house.today, house.areas.reach(unit, house.today)
    year = own.nearest_year(day)
    counting = house.programmes.counted(own.id)
    # A commune's product may be registered in another commune of the district: its row of the list is no missing one.
    around = house.areas.reach(_around(house, unit), day)
    wide = await reads.progress_in(sorted(around), counting)
    entries = [one for one in wide if one.area in here]
    people = await reads.taking_part(sorted(here), counting, day)
    listed = _listed(house, unit, own, year)
    return ProgressFigures(
        unit=unit,
        level=house.areas.get(unit).level,
        programme=own,
        year=year,
        day=day,
        entries=tuple(entries_of(entries, year)),
        people=tuple(people),
        quotas=tuple(_quotas(house, own, here, entries, year)),
        goals=tuple(_goals(house, own, unit, entries, people)),
        listed=listed,
        compared=_compared(house, listed, (here, around), wide, year) if listed else Comparison((), (), ()),
    )


def places_of(house: House, programme: Programme) -> PlannedUnits:
    """The units that the lists and quotas of a programme name."""
    return PlannedUnits(house.areas, unit_of(programme, house.areas), programme.issued or programme.valid_from)


def _around(house: House, unit: str) -> str:
    above = house.areas.path(unit)[:-1]
    return above[-1].code if above and above[-1].level == "district" else unit


def _listed(house: House, unit: str, own: Programme, year: int) -> Programme | None:
    """The plan whose list is looked at: of the programme itself, else of another that holds over the unit."""
    others = [plan for plan in plans_over(house, unit) if plan.id != own.id]
    return next((plan for plan in (own, *others) if of_year(plan.planned, year)), None)


def _quotas(
    house: House, own: Programme, here: frozenset[str], entries: Sequence[ProgressEntry], year: int
) -> Iterable[QuotaProgress]:
    """The numbers of units that lie in this one: nobody is told those of a unit above."""
    found = quota_progress(own, places_of(house, own), entries, year, lambda unit: house.areas.reach(unit, house.today))
    return (one for one in found if one.unit in here)


def _goals(
    house: House, own: Programme, unit: str, entries: Sequence[ProgressEntry], people: Sequence[TakingPart]
) -> Iterable[GoalProgress]:
    """The goals of a plan are its own unit's: only there they are held against what is counted."""
    if house.programmes.territory(own) != unit and not _continues(house, own, unit):
        return
    for goal in own.targets:
        yield GoalProgress(goal, counted(goal, entries, people), len(unknown(goal, people)))


def _continues(house: House, own: Programme, unit: str) -> bool:
    """Whether a unit is today what the plan's unit was."""
    of_plan = house.programmes.territory(own)
    return of_plan is not None and house.areas.continued(of_plan, house.today) == unit


def _compared(
    house: House,
    listed: Programme,
    within: tuple[frozenset[str], frozenset[str]],
    wide: Sequence[ProgressEntry],
    year: int,
) -> Comparison:
    """All rows around are held against all that was registered around; of that is told what is this unit's own."""
    places, (here, around) = places_of(house, listed), within

    areas = {row.area for row in listed.planned}
    reach = {area: house.areas.reach(places.unit_of(area), house.today) for area in areas if places.unit_of(area)}

    def inside(row: PlannedProduct) -> frozenset[str]:
        return reach.get(row.area, frozenset())

    def own(row: PlannedProduct) -> bool:
        return places.unit_of(row.area, row.commune) in here

    rows = [row for row in of_year(listed.planned, year) if places.unit_of(row.area, row.commune) in around]
    registered = [
        Registered(one.application, one.name, one.producer, one.area, one.owner)
        for one in wide
        if not one.out and one.year == year
    ]
    found = compare(rows, registered, inside)
    return Comparison(
        tuple((row, one) for row, one in found.matched if own(row)),
        tuple(row for row in found.missing if own(row)),
        tuple(one for one in found.unplanned if one.unit in here),
    )
