"""The communes that the names in an address may mean, and how well each explains the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ocop_domain.areas.gazetteer import COMMUNE, Gazetteer
from ocop_domain.areas.mentions import UPPER_KINDS, Mention
from ocop_domain.areas.unit import Area


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that a mention names, with the mentions of units over it."""

    unit: Area
    by: Mention
    above: tuple[Mention, ...]

    @property
    def covered(self) -> int:
        return self.by.length + sum(one.length for one in self.above)

    @property
    def says_kind(self) -> bool:
        return self.by.kind == self.unit.kind

    @property
    def rank(self) -> tuple[bool, int, bool, bool, bool, int]:
        """The higher, the better: no street, most words explained, small before large, with a kind, the right kind."""
        in_order = all(one.start > self.by.start for one in self.above)
        return not self.by.smaller, self.covered, in_order, bool(self.by.kind), self.says_kind, self.by.start


def hits_of(names: Gazetteer, mentions: Sequence[Mention], claims: Sequence[Mention]) -> list[Hit]:
    """Each commune that a mention names, where the text does not put it elsewhere."""
    lower = [one for one in mentions if one.kind not in UPPER_KINDS and not one.guessed]
    named = [one for one in lower if not any(_lies_in(names, district, one) for district in mentions)]
    found: list[Hit] = []
    for one in named:
        above = [other for other in mentions if not other.overlaps(one)]
        later = [claim for claim in claims if claim.start >= one.end]
        communes = [unit for unit in names.by_name[one.name] if unit.level == COMMUNE]
        found += [hit for unit in communes if (hit := _hit(names, Hit(unit, one, tuple(above)), later))]
    best: dict[str, Hit] = {}
    for hit in sorted(found, key=lambda hit: hit.rank):
        best[hit.unit.code] = hit
    return list(best.values())


def _lies_in(names: Gazetteer, district: Mention, named: Mention) -> bool:
    """Whether a district told before lies in what this name says: of "TP Tuy Hòa, Phú Yên" it is no commune."""
    if district.kind not in UPPER_KINDS or named.kind or district.end > named.start:
        return False
    units = [unit for unit in names.by_name[district.name] if unit.kind == district.kind]
    return any((None, named.name) in names.over(unit.code) for unit in units)


def _hit(names: Gazetteer, hit: Hit, claims: Sequence[Mention]) -> Hit | None:
    """The hit with those above that lie over it; none where the text puts it where it does not lie."""
    above = [one for one in hit.above if names.lies_over(one, hit.unit)]
    return None if unmet(claims, above) else replace(hit, above=tuple(_longest(above)))


def unmet(claims: Iterable[Mention], known: Sequence[Mention]) -> list[Mention]:
    """Claims in whose place nothing is known to be right."""
    return [one for one in claims if not any(one.overlaps(other) for other in known)]


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Of mentions that overlap the longest one."""
    kept: list[Mention] = []
    for one in sorted(mentions, key=lambda m: (-m.length, m.start)):
        if not any(one.overlaps(other) for other in kept):
            kept.append(one)
    return kept
