"""Where a programme holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from ocop_domain.areas import NATION, Areas, Territory
from ocop_domain.duties.model import Duty
from ocop_domain.programmes import Programme


def territory_of(programme: Programme, areas: Areas) -> Territory:
    """The unit of the day on which it was issued, with every later unit that has a part of it."""
    unit = unit_of(programme, areas)
    return _ordered_for(areas, unit) if unit else NATION


def duty_territory(programme: Programme, duty: Duty, areas: Areas) -> Territory:
    """Where a duty of a programme is to be done: all over it, or in the units that the duty names.

    The units above those belong to it too: whoever leads or helps from there does so for them.
    """
    own = territory_of(programme, areas)
    return own.part(_around(areas, named_units(programme, duty.units, areas))) if duty.units else own


def named_units(programme: Programme, names: Iterable[str], areas: Areas) -> tuple[str, ...]:
    """The codes of units that a programme names, as they were when it was issued."""
    day = programme.issued or programme.valid_from
    inside = ", ".join(part for part in (programme.unit, programme.province) if part)
    return tuple(_code(areas, _address(name, programme, inside), None, day) for name in names)


def _address(name: str, programme: Programme, inside: str) -> str:
    """A unit with what it lies in; the programme's own unit is named once."""
    return inside if name == programme.unit else ", ".join(part for part in (name, inside) if part)


def unit_of(programme: Programme, areas: Areas) -> str | None:
    """The code of the unit whose plan it is, as it was when the plan was issued; None: the whole country."""
    named = ", ".join(part for part in (programme.unit, programme.province) if part)
    level = None if programme.unit else "province"
    return _code(areas, named, level, programme.issued or programme.valid_from) if named else None


@lru_cache(maxsize=256)
def _code(areas: Areas, named: str, level: str | None, day: date) -> str:
    (unit,) = areas.search(named, day, level=level, limit=1)
    return unit.code


@lru_cache(maxsize=256)
def _around(areas: Areas, named: tuple[str, ...]) -> frozenset[str]:
    """The units, all in them and all above them."""
    inside = {code for unit in named for code in _ordered_for(areas, unit).units}
    return frozenset(above.code for code in inside for above in areas.path(code))


@lru_cache(maxsize=256)
def _ordered_for(areas: Areas, unit: str) -> Territory:
    return areas.territory(unit)
