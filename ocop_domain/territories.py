"""Where a programme holds."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from ocop_domain.areas import NATION, Areas, Territory
from ocop_domain.programmes import Programme


def territory_of(programme: Programme, areas: Areas) -> Territory:
    """The unit of the day on which it was issued, with every later unit that has a part of it."""
    unit = unit_of(programme, areas)
    return _ordered_for(areas, unit) if unit else NATION


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
def _ordered_for(areas: Areas, unit: str) -> Territory:
    return areas.territory(unit)
