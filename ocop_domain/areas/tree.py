"""All units of both eras, and how they hang together."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property

from ocop_domain.areas.search import Search
from ocop_domain.areas.territory import Territory
from ocop_domain.areas.typed import Addresses, Place
from ocop_domain.areas.unit import LEVELS, TWO_LEVELS_SINCE, Area, UnknownArea
from ocop_domain.text import natural_key


class Areas:
    """All units of both eras; never changes after it is built."""

    def __init__(self, areas: Iterable[Area], successors: dict[str, tuple[str, ...]]) -> None:
        self._areas = {area.code: area for area in areas}
        self._successors = successors
        self._predecessors: dict[str, list[str]] = defaultdict(list)
        for old, news in successors.items():
            for new in news:
                self._predecessors[new].append(old)
        self._children: dict[str | None, list[Area]] = defaultdict(list)
        for area in self._areas.values():
            self._children[area.parent].append(area)
        starts = {a.valid_from for a in self._areas.values() if a.valid_from}
        ends = {a.valid_to for a in self._areas.values() if a.valid_to}
        self._ordered: dict[str | None, list[Area]] = {}
        self._changes = sorted(starts | {end + timedelta(days=1) for end in ends})
        self._search = Search(self, self._era_of)
        self._inside: dict[str, frozenset[str]] = {}
        self._holding: dict[str, frozenset[str]] = {}

    def __iter__(self) -> Iterator[Area]:
        """Every unit of every era."""
        return iter(self._areas.values())

    def find(self, code: str) -> Area | None:
        """The unit with this code, if there is one."""
        return self._areas.get(code)

    def get(self, code: str) -> Area:
        """The unit with this code; raises UnknownArea."""
        try:
            return self._areas[code]
        except KeyError:
            raise UnknownArea(code) from None

    def levels_on(self, on: date) -> tuple[str, ...]:
        """The levels of administration on this day, from the top."""
        return LEVELS if on < TWO_LEVELS_SINCE else ("province", "commune")

    def provinces(self, on: date) -> list[Area]:
        """The provinces of this day by name."""
        return [area for area in self._in_order_below(None) if area.in_force(on)]

    def children(self, code: str, on: date) -> list[Area]:
        """The units right below this one on this day: Phường 2 before Phường 10 before An Xuyên."""
        return [area for area in self._in_order_below(self.get(code).code) if area.in_force(on)]

    def path(self, code: str) -> tuple[Area, ...]:
        """The units from the province down to this one."""
        area = self.get(code)
        return (*self.path(area.parent), area) if area.parent else (area,)

    def label(self, code: str) -> str:
        """The full address of the unit: "Xã Định Bình, Thành phố Cà Mau, Tỉnh Cà Mau"."""
        return ", ".join(area.name for area in reversed(self.path(code)))

    def inline(self, code: str) -> str:
        """The full address inside a sentence: "xã Định Bình, thành phố Cà Mau, tỉnh Cà Mau"."""
        return ", ".join(area.inline for area in reversed(self.path(code)))

    def contains(self, outer: str, inner: str) -> bool:
        """Whether `inner` is `outer` or lies in it, within one era."""
        return self.get(outer) in self.path(inner)

    def inside(self, code: str) -> frozenset[str]:
        """The unit, all below it, and all that went into one of them before: of every era."""
        if code not in self._inside:
            self._inside[code] = frozenset(self._gathered({self.get(code).code}))
        return self._inside[code]

    def reach(self, code: str, on: date) -> frozenset[str]:
        """What is a matter of this unit on a day: all inside it.

        What a former unit had is a matter of each unit that a part of it went into. A unit that went into another as
        a whole is continued by that one from then on.
        """
        area = self.get(code)
        later = self._now(area) if area.valid_to and area.valid_to < on else ()
        return self.inside(code).union(*(self.inside(new) for new in later)) if len(later) == 1 else self.inside(code)

    def reaches(self, outer: str, inner: str, on: date) -> bool:
        """Whether what lies in `inner` is a matter of `outer` on a day, also where one of them is of a former era."""
        return inner in self.reach(outer, on)

    def bound(self, code: str, on: date) -> frozenset[str]:
        """Where an order of this unit holds that it gave on a day: in all that was its matter then, and in every later
        unit with a part of it."""
        return self.reach(code, on) | self._held(code)

    def binds(self, outer: str, inner: str, on: date) -> bool:
        """Whether an order that `outer` gave on a day holds in `inner`, also after units were merged or split."""
        return inner in self.bound(outer, on)

    def territory(self, code: str) -> Territory:
        """Where something holds that was ordered for this unit: there, and in every later unit with a part of it."""
        return Territory(tuple(sorted(self._held(code))), unplaced=True)

    def _held(self, code: str) -> frozenset[str]:
        if code not in self._holding:
            inside = self.inside(code)
            self._holding[code] = inside.union(later for unit in inside for later in self._later(unit))
        return self._holding[code]

    def within(self, codes: Iterable[str], on: date) -> Territory:
        """All that is a matter of these units on a day."""
        return Territory(tuple(sorted({unit for code in codes for unit in self.reach(code, on)})))

    def successors(self, code: str) -> list[Area]:
        """What an ended unit is part of now: several when it was split, none when it is still in force."""
        return _in_order(self._areas[new] for new in self._now(self.get(code)))

    def continued(self, code: str, on: date) -> str:
        """The unit that continues this one as a whole on a day; itself while it is there, or where it was split."""
        area = self._areas.get(code)
        if area is None or area.in_force(on):
            return code
        later = self._now(area)
        return next(iter(later)) if len(later) == 1 else code

    def predecessors(self, code: str) -> list[Area]:
        """The units that went, whole or in part, straight into this one."""
        return _in_order(self._areas[old] for old in self._predecessors.get(self.get(code).code, ()))

    def below(self, code: str | None) -> Iterator[Area]:
        """Every unit under this one, of every era; under nothing lie all."""
        for area in self._children.get(None if code is None else self.get(code).code, ()):
            yield area
            yield from self.below(area.code)

    def search(
        self, text: str, on: date, within: str | None = None, level: str | None = None, limit: int = 6
    ) -> list[Area]:
        """The units of this day that the typed words may mean, the nearest first; [] when nothing is near.

        Diacritics, case and kind may be left out or abbreviated; units above follow after a comma.
        """
        return self._search.find(text, on, within, level, limit)

    def read(self, text: str, on: date, within: str | None = None) -> Place:
        """The commune that a typed address means on a day, to be chosen inside `within`; or what else `Place` says."""
        return self._addresses.read(text, on, within)

    @cached_property
    def _addresses(self) -> Addresses:
        return Addresses(self)

    def _in_order_below(self, code: str | None) -> list[Area]:
        """The children of every era by name, sorted when they are first asked for."""
        if code not in self._ordered:
            self._ordered[code] = _in_order(self._children.get(code, ()))
        return self._ordered[code]

    def _era_of(self, on: date) -> date:
        """The first day of the span around `on` in which no unit began or ended."""
        era = bisect_right(self._changes, on)
        return self._changes[era - 1] if era else date.min

    def _gathered(self, codes: Iterable[str]) -> set[str]:
        """These units, all below them, and all that went into one of them before."""
        found: set[str] = set()
        open_ = list(codes)
        while open_:
            unit = open_.pop()
            if unit not in found:
                found.add(unit)
                open_ += [child.code for child in self._children.get(unit, ())]
                open_ += self._predecessors.get(unit, ())
        return found

    def _later(self, code: str) -> set[str]:
        """Every unit that this one went into, straight or by further changes."""
        news = self._successors.get(code, ())
        return {later for new in news for later in (new, *self._later(new))}

    def _now(self, area: Area) -> set[str]:
        if area.code in self._successors:
            news = self._successors[area.code]
            return {now for new in news for now in self._now(self._areas[new]) or {new}}
        below = self._children.get(area.code, ()) if area.valid_to and area.level == "district" else ()
        return {now for child in below for now in self._now(child)}


def _in_order(areas: Iterable[Area]) -> list[Area]:
    return sorted(areas, key=lambda area: (natural_key(area.bare), area.name, area.code))
