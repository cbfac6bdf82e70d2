"""Units by their names, and what lies or lay over each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ocop_domain.areas.mentions import UPPER_KINDS, Mention
from ocop_domain.areas.unit import LEVELS, Area
from ocop_domain.text import fold, natural_key

if TYPE_CHECKING:
    from ocop_domain.areas.tree import Areas

COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class Scope:
    """The day, and the only unit inside which something may be chosen."""

    on: date
    within: str | None = None


class Gazetteer:
    """Finds units by folded name, of every era."""

    def __init__(self, areas: Areas) -> None:
        self._areas = areas
        self.by_name: dict[str, list[Area]] = defaultdict(list)
        for area in areas:
            self.by_name[fold(area.bare)].append(area)
        uppers = [area for area in areas if area.level != COMMUNE]
        self.uppers = {
            name: frozenset(area.kind for area in self.by_name[name] if area.level != COMMUNE)
            for name in sorted({fold(area.bare) for area in uppers})
        }
        self.over = lru_cache(maxsize=None)(self._find_over)

    def search(self, text: str, scope: Scope, limit: int) -> list[Area]:
        """Communes of a name like the typed one."""
        return self._areas.search(text, scope.on, scope.within, level=COMMUNE, limit=limit)

    def is_open(self, unit: Area, scope: Scope) -> bool:
        """Whether the unit exists on the day and may be chosen."""
        is_inside = scope.within is None or self._areas.contains(scope.within, unit.code)
        return is_inside and unit.in_force(scope.on)

    def now(self, unit: Area, scope: Scope) -> list[Area]:
        """What an ended unit is part of on the day."""
        if not unit.valid_to or unit.valid_to >= scope.on:
            return []
        return [now for now in self._areas.successors(unit.code) if self.is_open(now, scope)]

    def districts_and_provinces(self, name: str, scope: Scope) -> list[Area]:
        """Those of this name that exist, and what the ended ones are part of; provinces first."""
        found: list[Area] = []
        for unit in self.by_name[name]:
            if unit.level != COMMUNE:
                found += [unit] if self.is_open(unit, scope) else self.now(unit, scope)
        return sorted(by_name(found), key=lambda unit: LEVELS.index(unit.level))

    def is_claim(self, mention: Mention) -> bool:
        """Whether the text says that the place lies in the unit of this name: a kind stands there, or only the name."""
        if mention.kind in UPPER_KINDS:
            return mention.name in self.uppers
        return mention.whole and mention.kind is None and mention.name in self.uppers and mention.start > 0

    def is_elsewhere(self, mention: Mention) -> bool:
        """Whether a commune has this name, though not where the text puts it: it is no slip of the finger."""
        is_commune = any(unit.level == COMMUNE for unit in self.by_name.get(mention.name, ()))
        return is_commune and mention.ends and mention.kind is not None and mention.kind not in UPPER_KINDS

    def lies_over(self, mention: Mention, unit: Area) -> bool:
        """By name and kind; by name alone where no unit of that kind has it ("huyện Cà Mau")."""
        over = self.over(unit.code)
        if (mention.kind, mention.name) in over:
            return True
        known = any(one.kind == mention.kind for one in self.by_name.get(mention.name, ()))
        return not known and (None, mention.name) in over

    def _find_over(self, code: str) -> frozenset[tuple[str | None, str]]:
        """Kind and name of all that lies over a unit, or lay over what went into it; each also without its kind.

        Over an ended unit lies also the province of what it is part of now: people write the old commune with it.
        """
        found: set[tuple[str | None, str]] = set()
        own = self._areas.get(code)
        uppers = [upper for unit in (own, *self._before(code)) for upper in self._areas.path(unit.code)]
        if own.valid_to:
            uppers += [self._areas.path(now.code)[0] for now in self._areas.successors(code)]
        for upper in uppers:
            if upper.level != COMMUNE:
                found |= {(None, fold(upper.bare)), (upper.kind, fold(upper.bare))}
                if upper.kind == "thành phố" and upper.level == "province":
                    found.add(("tỉnh", fold(upper.bare)))
        return frozenset(found)

    def _before(self, code: str) -> Iterable[Area]:
        for old in self._areas.predecessors(code):
            yield old
            yield from self._before(old.code)


def by_name(units: Iterable[Area]) -> list[Area]:
    """Units in the order of a list."""
    return sorted(units, key=lambda unit: (natural_key(unit.name), unit.code))
