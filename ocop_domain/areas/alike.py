"""Communes of a name like the typed one: a slip of the finger, or a name begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from rapidfuzz import fuzz

from ocop_domain.areas.gazetteer import Gazetteer, Scope
from ocop_domain.areas.hits import unmet
from ocop_domain.areas.mentions import Mention
from ocop_domain.areas.names import SEPARATOR, readings
from ocop_domain.areas.unit import TWO_LEVELS_SINCE, Area
from ocop_domain.text import fold

_MOST_NEAR = 6
_NEAR, _NEAR_THERE, _ALIKE = 83, 75, 88
"""Of 100: one wrong letter of six; of four where the district or province is typed; so near that it is meant."""


def near(names: Gazetteer, text: str, claims: Sequence[Mention], scope: Scope) -> list[Area]:
    """Communes of a name like the typed one, of the day or of former days; only where the text puts them."""
    like = _like(names, text, claims, scope)
    eve = TWO_LEVELS_SINCE - timedelta(days=1)
    if scope.on > eve and max((score for score, _ in like), default=0) < _ALIKE:
        like += _like(names, text, claims, Scope(eve))
    units: dict[str, Area] = {}
    for _, unit in sorted(like, key=lambda found: -found[0])[:_MOST_NEAR]:
        now = [unit] if unit.in_force(scope.on) else names.now(unit, scope)
        units.update({one.code: one for one in now})
    return list(units.values())


def _like(names: Gazetteer, text: str, claims: Sequence[Mention], scope: Scope) -> list[tuple[float, Area]]:
    found = names.search(text, scope, _MOST_NEAR)
    fits = [unit for unit in found if not unmet(claims, [one for one in claims if names.lies_over(one, unit)])]
    least = _NEAR_THERE if claims else _NEAR
    above = {one.name for one in claims}
    scored = [(_likeness(text, unit, above), unit) for unit in fits]
    return [(score, unit) for score, unit in scored if score >= least]


def _likeness(text: str, unit: Area, above: set[str]) -> float:
    """How like a unit's name the likest part of a text is, of 100; the beginning of a longer name is like it."""
    name = fold(unit.bare)
    several = [readings(fold(raw)) for raw in SEPARATOR.split(text)]
    said = [(kind, typed) for each in several if not above & {typed for _, typed in each} for kind, typed in each]
    parts = [typed for kind, typed in said if kind or not typed.isdecimal()]
    begun = any(len(typed.split()) > 1 and name.startswith(typed) for typed in parts)
    return max([float(_NEAR) if begun else 0.0, *(fuzz.ratio(typed, name) for typed in parts)])
