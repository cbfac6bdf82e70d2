"""Reads the data files of the units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from sys import intern
from types import MappingProxyType

from ocop_domain.areas.names import KINDS
from ocop_domain.areas.tree import Areas
from ocop_domain.areas.unit import TWO_LEVELS_SINCE, Area

_DATA = Path(__file__).parents[1] / "data" / "areas"
_LEVEL = MappingProxyType({2: "province", 3: "district", 5: "commune"})


@cache
def load_areas() -> Areas:
    """All units, read once from the data files in `ocop_domain/data/areas`."""
    areas: dict[str, Area] = {}
    last = TWO_LEVELS_SINCE - timedelta(days=1)
    for code, parent, name in _rows("until_2025.tsv"):
        areas[code] = _area(code, parent, name, None, last)
    for code, parent, name in _rows("since_2025.tsv"):
        areas[code] = _area(code, parent, name, TWO_LEVELS_SINCE, None)
    successors = {intern(old): tuple(map(intern, news.split(","))) for old, news in _rows("successors.tsv")}
    for code, parent, name, begin, end, into, _source in _rows("supplement.tsv"):
        if code in areas:
            areas[code] = replace(areas[code], valid_from=date.fromisoformat(begin))
        else:
            areas[code] = _area(code, parent, name, None, date.fromisoformat(end))
            successors[code] = tuple(into.split(","))
    return Areas(areas.values(), successors)


def _rows(file: str) -> Iterator[list[str]]:
    for line in (_DATA / file).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def _area(code: str, parent: str, name: str, begin: date | None, end: date | None) -> Area:
    first, second = name.casefold().split(" ", 2)[:2]
    kind = first if first in KINDS else f"{first} {second}"
    # Each code and kind is kept once: fourteen thousand units repeat them.
    return Area(intern(code), name, intern(kind), _LEVEL[len(code) - 1], intern(parent) if parent else None, begin, end)
