"""Which unit a row is of: by today's name, by a former one through the table of successors, by a heading above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ocop_domain.areas import Area, Areas, Place
from ocop_domain.imports.findings import Code
from ocop_domain.text import fold

_MARK = re.compile(r"^\s*(?:[IVXLC]+|[A-Z]|\d+)\s*[.):-]\s*")
_KINDS = ("xã ", "phường ", "thị trấn ", "đặc khu ", "huyện ", "quận ", "thị xã ", "thành phố ", "tỉnh ")
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """The unit, or why there is none; `code` may also be worth telling where there is one."""

    unit: Area | None
    code: Code | None = None
    params: dict[str, str] = field(default_factory=dict)


class Units:
    """Reads the units of a list; what is written alike is read once."""

    def __init__(self, areas: Areas, today: date, within: tuple[str, ...]) -> None:
        self._areas, self._today, self._within = areas, today, within
        self._known: dict[tuple[tuple[str, ...], str, str], FoundUnit] = {}
        self._lowest = areas.levels_on(today)[-1]

    def is_named(self, text: str, *, kind: bool = False) -> bool:
        """Whether a text is the name of a unit, as it stands over a section; with its `kind` where it must."""
        said = _MARK.sub("", text).strip()
        if kind and not said.casefold().startswith(_KINDS):
            return False
        place = self._read(said)
        return bool(place and not place.near and (place.units or place.former))

    def find(self, parts: Sequence[str], section: str, address: str) -> FoundUnit:
        """The commune that the columns (commune, district, province), the section above or the address say."""
        above = _MARK.sub("", section).strip()
        key = (tuple(parts), above, "" if parts[0] else address)
        if key not in self._known:
            self._known[key] = self._found(key)
        return self._known[key]

    def _found(self, key: tuple[tuple[str, ...], str, str]) -> FoundUnit:
        parts, above, address = key
        own = [part for part in parts if part]
        tries = [[*own, above] if above and not any(above in part for part in own) else own]
        if not parts[0]:
            tries = [[address, *own, above], [*own, above]]
        tries += [own] if own else []
        first: FoundUnit | None = None
        for words in tries:
            said = ", ".join(word for word in words if word)
            if not said:
                continue
            found = self._one(said)
            if found.unit:
                return found
            first = first or found
        return first or FoundUnit(None, Code.NO_UNIT)

    def _read(self, said: str) -> Place | None:
        within = self._within[0] if len(self._within) == 1 else None
        return self._areas.read(said, self._today, within)

    def _one(self, said: str) -> FoundUnit:
        place = self._read(said)
        if place is None or place.near or not place.units:
            return self._elsewhere(said)
        lowest = [unit for unit in place.units if unit.level == self._lowest]
        inside = [unit for unit in lowest if self._is_within(unit)]
        named = ", ".join(self._areas.label(unit.code) for unit in inside[:_SHOWN])
        if lowest and not inside:
            return FoundUnit(None, Code.UNIT_OUTSIDE)
        if place.sure and inside:
            return FoundUnit(inside[0])
        if (now := self._so_called(said, place)) and not place.sure:
            code = Code.UNIT_NOW if self._is_within(now) else Code.UNIT_OUTSIDE
            return FoundUnit(now if self._is_within(now) else None, code, {"now": self._areas.label(now.code)})
        if len(inside) == 1 and place.former and len(place.units) == 1:
            return FoundUnit(inside[0], Code.UNIT_FORMER, {"former": place.former.name, "now": named})
        if not inside:
            return FoundUnit(None, Code.UNIT_ABOVE, {"unit": place.units[0].name})
        if len(inside) == 1 and len(place.units) == 1 and place.inside is None:
            return FoundUnit(inside[0])
        return FoundUnit(None, Code.UNIT_SEVERAL, {"units": named, "count": str(len(inside))})

    def _so_called(self, said: str, place: Place) -> Area | None:
        """The one unit of today that has the very name, where former ones of that name went elsewhere."""
        everywhere = self._areas.read(said, self._today, None) if self._within else place
        if everywhere.former or everywhere.many:
            return None
        words = f" {fold(said)} "
        called = [u for u in everywhere.units if u.level == self._lowest and f" {fold(u.name)} " in words]
        return called[0] if len(called) == 1 else None

    def _elsewhere(self, said: str) -> FoundUnit:
        """What is not known here may lie outside the unit for which the list is."""
        if self._within:
            place = self._areas.read(said, self._today, None)
            if place.units and not place.near and (place.sure or place.former):
                outside = [unit for unit in place.units if unit.level == self._lowest]
                if outside and not any(self._is_within(unit) for unit in outside):
                    return FoundUnit(None, Code.UNIT_OUTSIDE)
        return FoundUnit(None, Code.UNIT_UNKNOWN)

    def _is_within(self, unit: Area) -> bool:
        return not self._within or any(self._areas.reaches(one, unit.code, self._today) for one in self._within)
