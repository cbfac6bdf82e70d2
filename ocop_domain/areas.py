"""Vietnam's administrative units, those in force on a date, and what became of the others.

A code is the official number behind one letter, so that it stays unique over time:
`n` in force since 2025-07-01 (n96, n32041), `o` until 2025-06-30 (o96, o964, o32035),
`h` ended before that by an earlier merger (h32002). Two digits are a province, three a district,
five a commune. At most six characters.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from rapidfuzz import fuzz, process

from ocop_domain.text import fold, natural_key

TWO_LEVELS_SINCE = date(2025, 7, 1)
LEVELS = ("province", "district", "commune")

_DATA = Path(__file__).parent / "data" / "areas"
_LEVEL = MappingProxyType({2: "province", 3: "district", 5: "commune"})
_NEAR = 75.0  # of 100: one wrong letter of four, two of eight
_MOST_PARTS = 8  # of a pasted text the last ones are read: addresses end with their units
_KINDS = MappingProxyType(
    {
        "tỉnh": ("tinh", "t", "province"),
        "thành phố": ("thanh pho", "tp", "city"),
        "quận": ("quan", "q"),
        "huyện": ("huyen", "h", "district"),
        "thị xã": ("thi xa", "tx", "town"),
        "thị trấn": ("thi tran", "tt", "township"),
        "phường": ("phuong", "p", "f", "ward"),
        "xã": ("xa", "x", "commune"),
        "đặc khu": ("dac khu", "dk"),
    }
)
_KIND_OF = MappingProxyType({word: kind for kind, words in _KINDS.items() for word in words})
_WORDS = "|".join(sorted(_KIND_OF, key=len, reverse=True))
_KIND_FIRST = re.compile(rf"(?P<kind>{_WORDS})(?: |(?=\d))(?P<name>.+)")
_KIND_LAST = re.compile(r"(?P<name>.+) (?P<kind>province|city|district|town|township|ward|commune)")
_KIND_INSIDE = re.compile(r" (?=(?:tinh|thanh pho|tp|quan|huyen|thi xa|tx|thi tran|tt|phuong|xa) \S|tphcm)")
_SEPARATOR = re.compile(r"[,;\n]| [-–] ")
_COUNTRY = frozenset({"viet nam", "vietnam", "vn"})
_SHORT = MappingProxyType({"hcm": "ho chi minh", "tphcm": "ho chi minh", "hn": "ha noi", "brvt": "ba ria vung tau"})


class UnknownArea(KeyError):  # noqa: N818 - named for what is wrong, as the other domain errors
    """No unit has this code."""


@dataclass(frozen=True, slots=True)
class Area:
    """One unit; `name` begins with its kind, no date means always."""

    code: str
    name: str
    kind: str
    level: str
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def bare(self) -> str:
        """The name without its kind: "Định Bình", "7"."""
        return self.name[len(self.kind) + 1 :]

    def in_force(self, on: date) -> bool:
        """Whether the unit exists on this day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


class _Pool(NamedTuple):
    """What a search looks through: the folded bare names in order, and the units that bear each."""

    names: list[str]
    areas: dict[str, list[Area]]


class _Hit(NamedTuple):
    """A unit, how near it is (100 is the same name), and how many of the typed parents it has."""

    area: Area
    score: float
    parents: int


class Areas:
    """All units of both eras; never changes after it is built."""

    def __init__(self, areas: Iterable[Area], successors: dict[str, tuple[str, ...]]) -> None:
        self._areas = {area.code: area for area in areas}
        self._successors = successors
        self._predecessors: dict[str, list[str]] = defaultdict(list)
        for old, news in successors.items():
            for new in news:
                self._predecessors[new].append(old)
        self._children: dict[str | None, list[Area]] = defaultdict(list)
        for area in self._areas.values():
            self._children[area.parent].append(area)
        starts = {a.valid_from for a in self._areas.values() if a.valid_from}
        ends = {a.valid_to for a in self._areas.values() if a.valid_to}
        self._changes = sorted(starts | {end + timedelta(days=1) for end in ends})
        self._pool = lru_cache(maxsize=64)(self._build_pool)

    def __iter__(self) -> Iterator[Area]:
        """Every unit of every era."""
        return iter(self._areas.values())

    def find(self, code: str) -> Area | None:
        """The unit with this code, if there is one."""
        return self._areas.get(code)

    def get(self, code: str) -> Area:
        """The unit with this code; raises UnknownArea."""
        try:
            return self._areas[code]
        except KeyError:
            raise UnknownArea(code) from None

    def levels_on(self, on: date) -> tuple[str, ...]:
        """The levels of administration on this day, from the top."""
        return LEVELS if on < TWO_LEVELS_SINCE else ("province", "commune")

    def provinces(self, on: date) -> list[Area]:
        """The provinces of this day by name."""
        return _in_order(area for area in self._children[None] if area.in_force(on))

    def children(self, code: str, on: date) -> list[Area]:
        """The units right below this one on this day: Phường 2 before Phường 10 before An Xuyên."""
        return _in_order(area for area in self._children.get(self.get(code).code, ()) if area.in_force(on))

    def path(self, code: str) -> tuple[Area, ...]:
        """The units from the province down to this one."""
        area = self.get(code)
        return (*self.path(area.parent), area) if area.parent else (area,)

    def label(self, code: str) -> str:
        """The full address of the unit: "Xã Định Bình, Thành phố Cà Mau, Tỉnh Cà Mau"."""
        return ", ".join(area.name for area in reversed(self.path(code)))

    def contains(self, outer: str, inner: str) -> bool:
        """Whether `inner` is `outer` or lies in it, within one era."""
        return self.get(outer) in self.path(inner)

    def successors(self, code: str) -> list[Area]:
        """What an ended unit is part of now: several when it was split, none when it is still in force."""
        return _in_order(self._areas[new] for new in self._now(self.get(code)))

    def predecessors(self, code: str) -> list[Area]:
        """The units that went, whole or in part, straight into this one."""
        return _in_order(self._areas[old] for old in self._predecessors.get(self.get(code).code, ()))

    def search(
        self, text: str, on: date, within: str | None = None, level: str | None = None, limit: int = 6
    ) -> list[Area]:
        """The units of this day that the typed words may mean, the nearest first; [] when nothing is near.

        Diacritics, case and kind may be left out or abbreviated; units above follow after a comma.
        """
        pool = self._pool(bisect_right(self._changes, on), within, level)
        parts = [p for raw in _SEPARATOR.split(text) if (p := fold(raw)) and p not in _COUNTRY]
        hits = self._hits(parts, pool)
        if len(parts) == 1 and max((h.score for h in hits), default=0) < 100:
            spread = _KIND_INSIDE.split(parts[0])
            hits += self._hits(spread, pool) if len(spread) > 1 else []
        typed = unicodedata.normalize("NFC", text).casefold()
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

    def _hits(self, parts: list[str], pool: _Pool) -> list[_Hit]:
        """Each part taken as the unit, the parts after it as the units above."""
        hits: list[_Hit] = []
        parts = parts[-_MOST_PARTS:]
        for skipped, part in enumerate(parts):
            above = [_readings(parent) for parent in parts[skipped + 1 :]]
            known: dict[str | None, int] = {None: 0}
            for area, near in self._near(part, pool).items():
                if area.parent not in known:
                    known[area.parent] = self._matches(area.parent, above)
                parents = known[area.parent]
                score = near + 5 * parents - 10 * (len(above) - parents) - min(10 * skipped, 20)
                if score >= _NEAR:
                    hits.append(_Hit(area, score, parents))
        return hits

    def _near(self, part: str, pool: _Pool) -> dict[Area, float]:
        """Units whose name is like the part: 100 when it is the same, less when the kind is another."""
        found: dict[Area, float] = {}
        for kind, name in _readings(part):
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
        path = self.path(code) if code else ()
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
        return {area.code: fold(area.bare) for area in self._areas.values()}

    def _build_pool(self, era: int, within: str | None, level: str | None) -> _Pool:
        on = self._changes[era - 1] if era else date.min
        inside = None if within is None else self.get(within).code
        areas: dict[str, list[Area]] = defaultdict(list)
        todo = list(self._children.get(inside, ()))
        while todo:
            area = todo.pop()
            todo += self._children.get(area.code, ())
            if area.in_force(on) and level in (None, area.level):
                areas[self._folded[area.code]].append(area)
        return _Pool(sorted(areas), dict(areas))

    def _now(self, area: Area) -> set[str]:
        if area.code in self._successors:
            news = self._successors[area.code]
            return {now for new in news for now in self._now(self._areas[new]) or {new}}
        below = self._children.get(area.code, ()) if area.valid_to and area.level == "district" else ()
        return {now for child in below for now in self._now(child)}


@cache
def load_areas() -> Areas:
    """All units, read once from the data files beside this module."""
    areas: dict[str, Area] = {}
    last = TWO_LEVELS_SINCE - timedelta(days=1)
    for code, parent, name in _rows("until_2025.tsv"):
        areas[code] = _area(code, parent, name, None, last)
    for code, parent, name in _rows("since_2025.tsv"):
        areas[code] = _area(code, parent, name, TWO_LEVELS_SINCE, None)
    successors = {old: tuple(news.split(",")) for old, news in _rows("successors.tsv")}
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
    kind = first if first in _KINDS else f"{first} {second}"
    return Area(code, name, kind, _LEVEL[len(code) - 1], parent or None, begin, end)


def _in_order(areas: Iterable[Area]) -> list[Area]:
    return sorted(areas, key=lambda area: (natural_key(area.bare), area.name, area.code))


def _readings(part: str) -> list[tuple[str | None, str]]:
    """What a folded part may say: (kind or None, bare name), the plain reading first."""
    readings: list[tuple[str | None, str]] = [(None, part)]
    for pattern in (_KIND_FIRST, _KIND_LAST):
        if match := pattern.fullmatch(part):
            readings.append((_KIND_OF[match["kind"]], match["name"]))
    return [(kind, _SHORT.get(name) or re.sub(r"\b0+(?=\d)", "", name)) for kind, name in readings]
