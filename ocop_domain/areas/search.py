"""Finds units by what people type: without diacritics, with typos, with or without the units above."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

from rapidfuzz import fuzz, process

from ocop_domain.areas.names import KIND_INSIDE, SEPARATOR, readings
from ocop_domain.areas.unit import LEVELS, Area
from ocop_domain.text import D, fold, natural_key

_NEAR = 75.0  # of 100: one wrong letter of four, two of eight
_MOST_PARTS = 8  # of a pasted text the last ones are read: addresses end with their units
_COUNTRY = frozenset({"viet nam", "vietnam", "vn"})


class Tree(Protocol):
    """The units that are looked through."""

    def __iter__(self) -> Iterator[Area]: ...

    def path(self, code: str) -> tuple[Area, ...]: ...

    def below(self, code: str | None) -> Iterator[Area]: ...


class _SearchPool(NamedTuple):
    """What a search looks through: the folded bare names in order, and the units that bear each."""

    names: list[str]
    areas: dict[str, list[Area]]


class _Hit(NamedTuple):
    """A unit, how near it is (100 is the same name), and how many of the typed parents it has."""

    area: Area
    score: float
    parents: int


class Search:
    """Looks through a tree; what it folded and sorted once is kept. `era_of` gives the first day of a day's era."""

    def __init__(self, tree: Tree, era_of: Callable[[date], date]) -> None:
        self._tree = tree
        self._era_of = era_of
        self._pool = lru_cache(maxsize=64)(self._build_pool)

    def find(
        self, text: str, on: date, within: str | None = None, level: str | None = None, limit: int = 6
    ) -> list[Area]:
        """The units of this day that the typed words may mean, the nearest first; [] when nothing is near.

        Diacritics, case and kind may be left out or abbreviated; units above follow after a comma.
        """
        pool = self._pool(self._era_of(on), within, level)
        parts = [p for raw in SEPARATOR.split(text) if (p := fold(raw)) and p not in _COUNTRY]
        hits = self._hits(parts, pool)
        if len(parts) == 1 and max((h.score for h in hits), default=0) < 100:
            spread = KIND_INSIDE.split(parts[0])
            hits += self._hits(spread, pool) if len(spread) > 1 else []
        typed = unicodedata.normalize("NFC", text).casefold().translate(D)
        best: dict[str, _Hit] = {}
        for hit in sorted(hits, key=lambda h: h.score):
            best[hit.area.code] = hit
        ranked = sorted(
            best.values(),
            key=lambda h: (
                -h.score,
                h.area.bare.casefold() not in typed,
                LEVELS.index(h.area.level),
                natural_key(h.area.name),
                h.area.code,
            ),
        )
        return [hit.area for hit in ranked if hit.parents >= ranked[0].parents][:limit]

    def _hits(self, parts: list[str], pool: _SearchPool) -> list[_Hit]:
        """Each part taken as the unit, the parts after it as the units above."""
        hits: list[_Hit] = []
        parts = parts[-_MOST_PARTS:]
        for skipped, part in enumerate(parts):
            above = [readings(parent) for parent in parts[skipped + 1 :]]
            known: dict[str | None, int] = {None: 0}
            for area, near in self._near(part, pool).items():
                if area.parent not in known:
                    known[area.parent] = self._matches(area.parent, above)
                parents = known[area.parent]
                score = near + 5 * parents - 10 * (len(above) - parents) - min(10 * skipped, 20)
                if score >= _NEAR:
                    hits.append(_Hit(area, score, parents))
        return hits

    def _near(self, part: str, pool: _SearchPool) -> dict[Area, float]:
        """Units whose name is like the part: 100 when it is the same, less when the kind is another."""
        found: dict[Area, float] = {}
        for kind, name in readings(part):
            scores = {
                near: score
                for near, score, _ in process.extract(
                    name, pool.names, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=None
                )
            }
            if len(name) > 2:
                for longer in pool.names[bisect_left(pool.names, name) :]:
                    if not longer.startswith(name):
                        break
                    scores[longer] = max(scores.get(longer, 0), 88 + 12 * len(name) / len(longer))
            for near, score in scores.items():
                for area in pool.areas[near]:
                    fit = score - 8 * (kind is not None and kind != area.kind)
                    found[area] = max(found.get(area, 0), fit)
        return found

    def _matches(self, code: str | None, above: list[list[tuple[str | None, str]]]) -> int:
        """How many of the typed units above are this unit or lie over it."""
        path = self._tree.path(code) if code else ()
        return sum(
            any(
                kind in (None, area.kind) and fuzz.ratio(name, self._folded[area.code]) >= 85
                for kind, name in readings
                for area in path
            )
            for readings in above
        )

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {area.code: fold(area.bare) for area in self._tree}

    def _build_pool(self, era: date, within: str | None, level: str | None) -> _SearchPool:
        areas: dict[str, list[Area]] = defaultdict(list)
        for area in self._tree.below(within):
            if area.in_force(era) and level in (None, area.level):
                areas[self._folded[area.code]].append(area)
        return _SearchPool(sorted(areas), dict(areas))
