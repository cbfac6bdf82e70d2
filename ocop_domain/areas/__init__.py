"""Vietnam's administrative units, those in force on a date, and what became of the others.

A code is the official number behind one letter, so that it stays unique over time:
`n` in force since 2025-07-01 (n96, n32041), `o` until 2025-06-30 (o96, o964, o32035),
`h` ended before that by an earlier merger (h32002). Two digits are a province, three a district,
five a commune. At most six characters.
"""

from ocop_domain.areas.load import load_areas
from ocop_domain.areas.territory import NATION, NOBODY, Territory
from ocop_domain.areas.tree import Areas
from ocop_domain.areas.typed import Place
from ocop_domain.areas.unit import LEVELS, TWO_LEVELS_SINCE, Area, UnknownArea

__all__ = [
    "LEVELS",
    "NATION",
    "NOBODY",
    "TWO_LEVELS_SINCE",
    "Area",
    "Areas",
    "Place",
    "Territory",
    "UnknownArea",
    "load_areas",
]
