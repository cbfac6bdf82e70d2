"""Several items named in one text, by number or by name: "1,2", "1 và 3", "so huu tri tue", "1, hữu cơ"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.words import names
from ocop_domain.errors import Refusal
from ocop_domain.reading.counts import read_integer
from ocop_domain.text import fold

_PARTED = re.compile(r"\s*(?:[,;+&\n]|\b(?:và|va|với|voi|cùng với|cung voi|and)\b)\s*", re.IGNORECASE)
_RANGE = re.compile(r"(\d{1,2})\s*(?:-|–|đến|den|tới|toi|to)\s*(\d{1,2})", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,2}(?:\s+\d{1,2})+")
_BEFORE = re.compile(r"^(?:(?:số|so|câu|cau|mục|muc|việc|viec|thứ|thu|no|number)\.?\s+)+(?=\d)", re.IGNORECASE)
_LEAST = 3
"""Letters of a name that are enough to look for it."""


@dataclass(frozen=True, slots=True)
class NamedHit:
    """An item that was named; `points` where one of its levels was named."""

    item: str
    points: int | None = None


@dataclass(frozen=True, slots=True)
class NamedItems:
    """What a text names. `unclear` may be several items each, `unknown` was not understood, both word for word."""

    found: tuple[NamedHit, ...] = ()
    unclear: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unknown: tuple[str, ...] = ()


def named(text: str, criteria: CriteriaSet, listed: Sequence[str], now: Mapping[str, int]) -> NamedItems:
    """The items that a text names; a number is a place in `listed`, `now` are today's points.

    A comma may part two items, and may stand within the name of one.
    """
    parts = [part.strip(" .?!") for part in _PARTED.split(text.strip())]
    parts = [part for part in parts if part]
    found: list[NamedHit] = []
    unclear: list[tuple[str, tuple[str, ...]]] = []
    unknown: list[str] = []
    at = 0
    while at < len(parts):
        for end in range(len(parts), at, -1):
            words = ", ".join(parts[at:end])
            hits = _whole(words, criteria) if end > at + 1 else _part(words, criteria, listed, now)
            if hits:
                break
        at = end
        if not hits:
            unknown.append(words)
        elif hits[0].item and (len(hits) == 1 or _is_numbers(words)):
            found += [hit for hit in hits if hit.item not in {one.item for one in found}]
        elif not hits[0].item:
            unknown.append(words)
        else:
            unclear.append((words, tuple(hit.item for hit in hits)))
    return NamedItems(tuple(found), tuple(unclear), tuple(unknown))


def _whole(words: str, criteria: CriteriaSet) -> list[NamedHit]:
    """The item that is called so, word for word."""
    asked = fold(words)
    return [NamedHit(item.code) for item in criteria.items if asked in map(fold, names(item))][:1]


def _is_numbers(words: str) -> bool:
    return words[:1].isdecimal() or bool(_BEFORE.match(words))


def _part(words: str, criteria: CriteriaSet, listed: Sequence[str], now: Mapping[str, int]) -> list[NamedHit]:
    """What one part names; a hit without item is a number that is not in the list."""
    places = list(_places(_BEFORE.sub("", words)))
    if places:
        return [NamedHit(listed[n - 1]) if 0 < n <= len(listed) else NamedHit("") for n in places]
    return _by_name(words, criteria, now) or _said(words, listed) or _by_level(words, criteria, now)


def _places(words: str) -> Iterator[int]:
    if words.isdecimal() and len(words) <= 2:
        yield int(words)
    elif span := _RANGE.fullmatch(words):
        yield from range(int(span[1]), int(span[2]) + 1)
    elif _NUMBERS.fullmatch(words):
        yield from (int(number) for number in words.split())


def _by_name(words: str, criteria: CriteriaSet, now: Mapping[str, int]) -> list[NamedHit]:
    """The items whose name the words are, or begin, or stand in; the surest way that finds any."""
    asked = fold(words)
    if so_called := [NamedHit(item.code) for item in criteria.items if asked and asked in map(fold, names(item))]:
        return so_called
    if len(asked) < _LEAST:
        return []
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: name.startswith(f"{asked} "),
        lambda name: f" {asked} " in f" {name} ",
        lambda name: set(asked.split()) <= set(name.split()),
    )
    for test in tests:
        if hits := [NamedHit(item.code) for item in criteria.items if any(test(fold(name)) for name in names(item))]:
            rising = [hit for hit in hits if now.get(hit.item, 0) < criteria.item(hit.item).max]
            return rising or hits
    return []


def _by_level(words: str, criteria: CriteriaSet, now: Mapping[str, int]) -> list[NamedHit]:
    """The items of which a higher level has the words: the lowest one of them."""
    asked = f" {fold(words)} "
    hits: list[NamedHit] = []
    if len(asked.strip()) < _LEAST:
        return hits
    for item in criteria.items:
        higher = [level for level in item.all_levels if level.points > now.get(item.code, 0)]
        if level := next((one for one in higher if asked in f" {fold(one.label)} "), None):
            hits.append(NamedHit(item.code, level.points))
    return hits


def _said(words: str, listed: Sequence[str]) -> list[NamedHit]:
    """A number in words: "ba"."""
    try:
        number = read_integer(words, 1, len(listed))
    except Refusal:
        return []
    return [NamedHit(listed[number - 1])]
