"""The commune of a typed address: today's first, what became of a former one, or what is not known.

An address is read by the names in it, not by its commas: hamlet and street may stand in front, kinds may be left out.
A typed district or province is never overruled: a commune that does not lie there, or has no part of what lay there,
is not offered. Former communes lead to what they are part of now.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ocop_domain.areas.alike import near
from ocop_domain.areas.gazetteer import COMMUNE, Gazetteer, Scope, by_name
from ocop_domain.areas.hits import Hit, hits_of
from ocop_domain.areas.mentions import UPPER_KINDS, Mention, TypedAddress
from ocop_domain.areas.unit import Area
from ocop_domain.spelling import stands_in
from ocop_domain.text import D, fold

if TYPE_CHECKING:
    from ocop_domain.areas.tree import Areas


@dataclass(frozen=True, slots=True)
class Place:
    """What a typed address means. `units` are to be chosen from, the best first; `sure`: the first one is meant.

    `former` is an ended unit of that name, of which the units are parts now; `many` is how many former units have the
    name; `inside` is where the commune was looked for and is not known; `near`: the name is only like the typed one.
    """

    units: tuple[Area, ...] = ()
    sure: bool = False
    former: Area | None = None
    many: int = 0
    inside: Area | None = None
    near: bool = False


class Addresses:
    """Reads typed addresses on any day."""

    def __init__(self, areas: Areas) -> None:
        self._names = Gazetteer(areas)

    def read(self, text: str, on: date, within: str | None = None) -> Place:
        """What `text` means on a day; `within` is the only unit inside which something may be chosen."""
        text = _AS_BEFORE.sub("", text)
        names, scope, typed = self._names, Scope(on, within), TypedAddress.of(text)
        mentions = typed.mentions(names.by_name, names.uppers)
        claims = [one for one in mentions if names.is_claim(one)]
        hits = [hit for hit in hits_of(names, mentions, claims) if stands_in(text, hit.unit.bare)]
        hits = _of_the_told(hits, text)
        present = [hit for hit in hits if names.is_open(hit.unit, scope)]
        former = [hit for hit in hits if names.now(hit.unit, scope)]
        best = max((hit.rank for hit in present), default=None)
        if best and not any(_says_more(hit, best) for hit in former):
            first = _of_these_letters([hit for hit in present if hit.rank == best], text)
            found = self._present(first, [*present, *former], scope, is_all=first[0].by.length == typed.count)
            return found if found.sure or _is_read(first[0]) else self._with_longer(found, text, claims, scope)
        if former:
            return self._former(former, scope)
        upper = self._uppermost(mentions, scope)
        if upper and upper.inside is None:
            return upper
        alike = near(names, text, claims, scope)
        if upper and (not alike or any(names.is_elsewhere(one) for one in mentions)):
            return replace(upper, units=_once(alike, upper.units))
        return Place(tuple(alike), near=True)

    def _present(self, first: Sequence[Hit], hits: Sequence[Hit], scope: Scope, *, is_all: bool) -> Place:
        """Units of the day: those that fit best, then others of the name; sure if nothing else may be meant."""
        best = first[0]
        by = best.by
        same = [hit for hit in hits if hit.by == by and hit not in first]
        ended = [now for hit in same if _is_as_good(hit, best) for now in self._names.now(hit.unit, scope)]
        others = [hit.unit for hit in same if self._names.is_open(hit.unit, scope)]
        uppers = [] if by.kind or best.above else self._names.districts_and_provinces(by.name, scope)
        units = _once(by_name(hit.unit for hit in first), by_name(ended), uppers, by_name(others))
        is_told = bool(by.kind or best.above or is_all)
        is_alone = len(first) == 1 and not uppers and set(ended) <= {best.unit}
        return Place(units, sure=is_told and _is_read(best) and is_alone and not by.smaller)

    def _with_longer(self, found: Place, text: str, claims: Sequence[Mention], scope: Scope) -> Place:
        """With the communes whose longer name is like what was typed: "Sơn Tây Thhượng" begins as Sơn Tây."""
        return replace(found, units=_once(found.units, near(self._names, text, claims, scope)))

    def _former(self, former: Sequence[Hit], scope: Scope) -> Place:
        best = max(hit.rank[:-1] for hit in former)
        first = [hit.unit for hit in former if hit.rank[:-1] == best]
        units = _once(*(self._names.now(unit, scope) for unit in first))
        if len(first) > 1:
            return Place(tuple(by_name(units)), many=len(first))
        return Place(_of_its_name_first(units, first[0]), former=first[0])

    def _uppermost(self, mentions: Sequence[Mention], scope: Scope) -> Place | None:
        """The smallest district or province that the text says, where it says no commune that is known there."""
        for one in mentions:
            units = self._uppers_of(one, [other for other in mentions if other.start >= one.end])
            present = [unit for unit in units if self._names.is_open(unit, scope)]
            ended = [unit for unit in units if self._names.now(unit, scope)]
            if present and one.start:
                return Place(tuple(present[:1]), inside=present[0])
            if present:
                return Place(tuple(by_name(present)), sure=len(present) == 1)
            if ended:
                parts = _of_its_name_first(self._names.now(ended[0], scope), ended[0])
                return Place(parts, inside=ended[0]) if one.start else Place(parts, former=ended[0])
        return None

    def _uppers_of(self, mention: Mention, rest: Sequence[Mention]) -> list[Area]:
        """Districts and provinces of this name that lie where the rest of the text says."""
        claims = [one for one in rest if one.kind in UPPER_KINDS or one.whole]
        named = [unit for unit in self._names.by_name[mention.name] if unit.level != COMMUNE]
        named = [unit for unit in named if mention.kind in (None, unit.kind)]
        return [unit for unit in named if all((one.kind, one.name) in self._names.over(unit.code) for one in claims)]


_AS_BEFORE = re.compile(
    r"^\s*(?:(?:xã|xa|phường|phuong|tên|ten|địa chỉ|dia chi|quê|que)\s+)?"
    r"(?:cũ|cu|trước đây|truoc day|hồi trước|hoi truoc|hồi xưa|hoi xua)\s+(?:tên\s+|ten\s+)?(?:là|la)\s+",
    re.IGNORECASE,
)
"""What people say in front of a former name: "xã cũ là …"."""
_TOLD = re.compile(r"(?<!\w)(?<!thị )(?:xã|phường|thị trấn|x\.|p\.|tt\.)\s*(?P<name>\w[^,;\n]*)")
_TOLD_PLAIN = re.compile(
    r"(?<!\w)(?<!thi )(?:xa|phuong|thi tran|x\.|p\.|tt\.)\s*(?P<name>(?!(?:huyen|tinh|tp)\b)\w[^,;\n]*)"
)


def _of_the_told(hits: list[Hit], text: str) -> list[Hit]:
    """Where a commune is told with its kind and is not known, no name without a kind is it: "xã Ấy, Đoan Hùng"."""
    typed = unicodedata.normalize("NFC", text).casefold()
    told = (_TOLD_PLAIN if typed.isascii() else _TOLD).search(typed)
    if told is None:
        return hits
    name = f"{fold(told['name'])} "
    known = any(name.startswith(f"{hit.by.name} ") for hit in hits)
    return hits if known else [hit for hit in hits if hit.by.kind]


def _is_read(hit: Hit) -> bool:
    """Whether nothing that is not understood follows the name."""
    return hit.by.ends or any(one.start == hit.by.end for one in hit.above)


def _is_as_good(hit: Hit, best: Hit) -> bool:
    """Whether a former unit fits as well as the best one: it lay where the text says, or is of the typed kind."""
    fits = hit.rank[:-1] >= best.rank[:-1]
    return fits and (bool(hit.above) or hit.rank[:-1] > best.rank[:-1])


def _of_its_name_first(units: Iterable[Area], former: Area) -> tuple[Area, ...]:
    """What a former unit is part of now, the one that bears its name first."""
    return tuple(sorted(units, key=lambda unit: fold(unit.bare) != fold(former.bare)))


def _once(*several: Iterable[Area]) -> tuple[Area, ...]:
    return tuple(dict.fromkeys(unit for units in several for unit in units))


def _says_more(former: Hit, best: tuple[object, ...]) -> bool:
    """Whether a former unit explains more of the text than the best of today, or is of a kind that there is no more."""
    is_township = former.by.kind == former.unit.kind == "thị trấn"
    return former.rank[:2] > best[:2] or (is_township and former.rank[:2] == best[:2])


def _of_these_letters(hits: list[Hit], text: str) -> list[Hit]:
    """Those whose name stands first in the text with its diacritics; all where none does."""
    typed = unicodedata.normalize("NFC", text).casefold().translate(D)
    places = {hit.unit.code: typed.find(hit.unit.bare.casefold().translate(D)) for hit in hits}
    first = min((place for place in places.values() if place >= 0), default=-1)
    return [hit for hit in hits if places[hit.unit.code] == first] or hits
