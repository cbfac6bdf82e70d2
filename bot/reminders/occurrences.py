"""What the rules look at: the year's occurrences, each with the date that holds and where it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ocop_domain.areas import Areas
from ocop_domain.duties.agenda import Moved
from ocop_domain.duties.audience import Open, Wave
from ocop_domain.duties.calendar import dated
from ocop_domain.duties.model import Occurrence
from ocop_domain.programmes import Programme


@dataclass(frozen=True, slots=True)
class Variant:
    """An occurrence as it holds `within` some areas (everywhere when empty), but not in those of `beside`."""

    occurrence: Occurrence
    within: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    moved: Moved | None = None
    moves: int = 0
    """How often the date was moved up to now."""

    @property
    def open(self) -> Open:
        return Open(self.occurrence, self.within, self.beside)

    @property
    def topic(self) -> str:
        return f"{self.occurrence.key}:{self.moved.area if self.moved else ''}"


@dataclass(frozen=True, slots=True)
class Year:
    """A programme with the dates that hold today."""

    programme: Programme
    variants: tuple[Variant, ...]

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
    waves: Callable[[Year, date], Iterator[Wave]]


def year_of(programme: Programme, moved: Sequence[Moved], areas: Areas) -> Year:
    """The year with every moved date in its place: of several moves the last holds."""
    variants: list[Variant] = []
    for occurrence in programme.occurrences:
        taken: set[str] = set()
        everywhere = False
        own = [m for m in moved if (m.duty, m.occurrence) == (occurrence.duty.id, occurrence.id)]
        for move in reversed(own):
            inside = {move.area, *(a.code for a in areas.below(move.area))} if move.area else set()
            there = dated(occurrence, move.last_day)
            if not move.area:
                variants.append(Variant(there, beside=tuple(sorted(taken)), moved=move, moves=len(own)))
                everywhere = True
                break
            if fresh := inside - taken:
                variants.append(Variant(there, within=tuple(sorted(fresh)), moved=move, moves=len(own)))
            taken |= inside
        if not everywhere:
            variants.append(Variant(occurrence, beside=tuple(sorted(taken))))
    return Year(programme, tuple(variants))
