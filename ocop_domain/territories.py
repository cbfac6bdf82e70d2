"""Where a programme holds."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from ocop_domain.areas import NATION, Areas, Territory
from ocop_domain.programmes import Programme


def territory_of(programme: Programme, areas: Areas) -> Territory:
    """The unit of the day on which the programme began, with every later unit that has a part of it."""
    return _ordered_for(areas, programme.province, programme.valid_from) if programme.province else NATION


@lru_cache(maxsize=256)
def _ordered_for(areas: Areas, province: str, day: date) -> Territory:
    (unit,) = areas.search(province, day, level="province", limit=1)
    return areas.territory(unit.code)
