"""The one unit that words name, or none: for what must never be guessed, such as a role."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ocop_domain.areas.names import SEPARATOR, readings
from ocop_domain.areas.tree import Areas
from ocop_domain.areas.unit import TWO_LEVELS_SINCE, Area
from ocop_domain.text import fold


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """The unit that was named, or those that may have been meant."""

    unit: Area | None
    candidates: tuple[Area, ...] = ()


def named(areas: Areas, text: str, on: date, levels: Sequence[str]) -> NamedUnit:
    """The unit of this day at one of these levels that a code or a name says, with all units that stand behind it."""
    words = text.strip()
    if found := areas.find(words):
        fits = found.in_force(on) and found.level in levels
        return NamedUnit(found) if fits else NamedUnit(None, _today(areas, [found], on, levels))
    hits = {hit.code: hit for level in levels for hit in areas.search(words, on, level=level)} if words else {}
    exact = [hit for hit in hits.values() if _says(areas, words, hit)]
    told = [hit for hit in exact if _typed(words) in {_plain(hit.name), _plain(hit.bare)}]
    exact = told or exact
    if len(exact) == 1:
        return NamedUnit(exact[0])
    return NamedUnit(None, tuple(exact) or _meant(areas, words, on, levels) or tuple(hits.values())[:6])


def _says(areas: Areas, text: str, unit: Area) -> bool:
    """Whether the first part is the unit's own name and kind, and each further part a unit above it."""
    own, *above = [part for raw in SEPARATOR.split(text) if (part := fold(raw))] or [""]
    path = areas.path(unit.code)[:-1]
    return _calls(own, unit) and all(any(_calls(part, upper) for upper in path) for part in above)


def _calls(part: str, unit: Area) -> bool:
    return any(kind in {None, unit.kind} and name == fold(unit.bare) for kind, name in readings(part))


def _meant(areas: Areas, text: str, on: date, levels: Sequence[str]) -> tuple[Area, ...]:
    """What a unit of the former map is part of now, where such a one was named."""
    eve = TWO_LEVELS_SINCE - timedelta(days=1)
    former = [unit for unit in areas.search(text, eve) if _says(areas, text, unit)] if text and on > eve else []
    return _today(areas, former, on, levels)


def _today(areas: Areas, units: Sequence[Area], on: date, levels: Sequence[str]) -> tuple[Area, ...]:
    later = {new.code: new for unit in units for new in areas.successors(unit.code)}
    return tuple(unit for unit in later.values() if unit.in_force(on) and unit.level in levels)


def _typed(text: str) -> str:
    return _plain(SEPARATOR.split(text)[0].strip())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
