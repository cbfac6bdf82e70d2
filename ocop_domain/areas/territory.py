"""Where a question about people holds: some units, or the whole country. It always names its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Territory:
    """The units that are meant, of every era, and those of them that are left out (`beside`).

    An empty territory is nobody, never everybody: the whole country has to be said (`whole`), and holds everybody.
    `unplaced`: people who have no place yet are meant too, such as a producer before the first product.
    """

    units: tuple[str, ...]
    beside: tuple[str, ...] = ()
    whole: bool = False
    unplaced: bool = False

    @property
    def nobody(self) -> bool:
        return not self.units and not self.whole

    def part(self, units: Iterable[str]) -> Territory:
        """Those of the units that lie in here; who has no place is in no part."""
        named = set(units)
        inside = named if self.whole else named.intersection(self.units)
        return Territory(tuple(sorted(inside.difference(self.beside))))

    def without(self, units: Iterable[str]) -> Territory:
        """The same, but for these units."""
        beside = {*self.beside, *units}
        return replace(self, beside=tuple(sorted(beside))) if len(beside) > len(self.beside) else self

    def has(self, unit: str) -> bool:
        """Whether this unit is meant."""
        return (self.whole or unit in self.units) and unit not in self.beside

    def holds(self, places: Sequence[str]) -> bool:
        """Whether somebody with these places is meant: with one of them, and with none that is left out."""
        if any(place in self.beside for place in places):
            return False
        if self.whole:
            return True
        return any(place in self.units for place in places) if places else self.unplaced


NOBODY = Territory(())
NATION = Territory((), whole=True, unplaced=True)
