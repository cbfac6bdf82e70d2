"""What the rules look at: the year's occurrences, each with the date that holds and where it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ocop_domain.areas import Areas, Territory
from ocop_domain.duties.agenda import Moved
from ocop_domain.duties.audience import Open, Wave
from ocop_domain.duties.calendar import dated
from ocop_domain.duties.model import Occurrence
from ocop_domain.duties.reminding import ToldDay, told_on
from ocop_domain.programme_collection import Programmes
from ocop_domain.programmes import Programme
from ocop_domain.territories import duty_territory, territory_of


@dataclass(frozen=True, slots=True)
class Variant:
    """An occurrence as it holds in a territory; `first` names a part of the programme's territory in keys."""

    occurrence: Occurrence
    territory: Territory
    first: str = ""
    moved: Moved | None = None
    moves: int = 0
    """How often the date was moved up to now."""
    told: tuple[ToldDay, ...] = ()
    """On which days it is told, worked out once."""

    @property
    def open(self) -> Open:
        return Open(self.occurrence, self.territory)

    @property
    def topic(self) -> str:
        return f"{self.occurrence.key}:{self.moved.area if self.moved else ''}"


@dataclass(frozen=True, slots=True)
class YearOfDuties:
    """A programme with the dates that hold today, and where it holds."""

    programme: Programme
    territory: Territory
    variants: tuple[Variant, ...]
    planned: tuple[Occurrence, ...] = ()
    """The occurrences as the programme has them, with no date moved."""

    def key(self, rule: str, *parts: object) -> str:
        """The name of a wave: the same for ever, and in every process."""
        return ":".join([self.programme.id, rule, *(str(part) for part in parts)])

    def wave(self, rule: str, variant: Variant, on: date, **changes: object) -> Wave:
        """A wave for those for whom the variant is open."""
        day = variant.occurrence.announced
        fields: dict[str, object] = {
            "key": self.key(rule, variant.topic, day, on),
            "topic": f"open:{variant.topic}",
            "audience": variant.open,
            "day": day,
        }
        return Wave(rule=rule, on=on, **(fields | changes))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Rule:
    """A reminder rule: a pure function from the year and a day to the waves of that day."""

    id: str
    waves: Callable[[YearOfDuties, date], Iterator[Wave]]


def year_of(
    programme: Programme,
    moved: Sequence[Moved],
    areas: Areas,
    day: date,
    programmes: Programmes | None = None,
) -> YearOfDuties:
    """The year around a day with every moved date in its place: of several moves the last holds."""
    territory = territory_of(programme, areas)
    variants: list[Variant] = []
    planned = programme.around(day)
    for occurrence in planned:
        own = [m for m in moved if (m.duty, m.occurrence) == (occurrence.duty.id, occurrence.id)]
        here = programmes.where(occurrence, day) if programmes else duty_territory(programme, occurrence.duty, areas)
        variants += _variants(occurrence, own, here, areas)
    return YearOfDuties(programme, territory, tuple(variants), planned)


def _variants(occurrence: Occurrence, own: Sequence[Moved], territory: Territory, areas: Areas) -> Iterator[Variant]:
    """An occurrence with each of its dates: the last move first, the date as it was written where no move reaches."""
    taken: set[str] = set()
    for move in reversed(own):
        there = dated(occurrence, move.last_day)
        if not move.area:
            yield Variant(there, territory.without(taken), moved=move, moves=len(own), told=told_on(there))
            return
        bound = areas.bound(move.area, move.on)
        here = territory.part(bound - taken)
        if not here.nobody:
            first = min({move.area, *(unit.code for unit in areas.below(move.area))} - taken, default="")
            yield Variant(there, here, first, move, len(own), told_on(there))
        taken |= bound
    yield Variant(occurrence, territory.without(taken), told=told_on(occurrence))
