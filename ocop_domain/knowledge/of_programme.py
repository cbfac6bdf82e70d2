"""Entries that follow from a programme's data: each duty, goal and kind of help can be asked for by its words.

So a plan that was made yesterday for another province answers too; what somebody wrote about a plan comes before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ocop_domain.agencies import AgencyKind
from ocop_domain.data import read_yaml
from ocop_domain.knowledge.entries import Entry, EntryKind
from ocop_domain.programmes import Programme
from ocop_domain.support import support_of

DUTY, GOAL, SUPPORT, AGENCY = "duty", "goal", "support", "agency"
"""The facts that are about one row of the data; its number or id stands behind the name."""


def entries_of_programme(programme: Programme) -> tuple[Entry, ...]:
    """What can be asked of the rows of this programme and of the law below it."""
    return _entries(SameProgramme(programme))


class SameProgramme:
    """A programme as a key: the same object is the same programme."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    def __hash__(self) -> int:
        return id(self.programme)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameProgramme) and other.programme is self.programme


@lru_cache(maxsize=32)
def _entries(same: SameProgramme) -> tuple[Entry, ...]:
    programme = same.programme
    patterns: Mapping[str, Sequence[str]] = read_yaml("asking.yaml")["patterns"]
    return (
        *(entry for part in (programme, programme.base) if part for entry in _duties(part, patterns[DUTY])),
        *_goals(programme, patterns[GOAL]),
        *_supports(programme, patterns[SUPPORT]),
        *(entry for part in (programme, programme.base) if part for entry in _agencies(part, patterns[AGENCY])),
    )


def _duties(programme: Programme, patterns: Sequence[str]) -> Iterator[Entry]:
    for duty in programme.duties:
        words = {"title": _begin_small(duty.title), "deliver": duty.deliver}
        yield _made(f"{DUTY}:{programme.id}:{duty.id}", patterns, words, duty.source, "dates")


def _goals(programme: Programme, patterns: Sequence[str]) -> Iterator[Entry]:
    for number, goal in enumerate(programme.targets):
        words = {"what": _begin_small(goal.what), "unit": goal.unit}
        yield _made(f"{GOAL}:{programme.id}:{number}", patterns, words, goal.source)


def _supports(programme: Programme, patterns: Sequence[str]) -> Iterator[Entry]:
    for number, row in enumerate(support_of(programme)):
        words = {"what": _begin_small(row.what), "who": row.who}
        yield _made(f"{SUPPORT}:{programme.id}:{number}", patterns, words, row.source, "support")


def _agencies(programme: Programme, patterns: Sequence[str]) -> Iterator[Entry]:
    for one in programme.agencies:
        if one.kind is AgencyKind.AGENCY:
            yield _made(f"{AGENCY}:{programme.id}:{one.id}", patterns, {"name": one.name, "does": one.does}, one.source)


def _made(fact: str, patterns: Sequence[str], words: Mapping[str, Any], source: str, action: str = "") -> Entry:
    asked = tuple(pattern.format(**words) for pattern in patterns)
    first = asked[0][:1].upper() + asked[0][1:]
    return Entry(fact, EntryKind.FACT, (first, *asked[1:]), {}, source, action=action, fact=fact)


def _begin_small(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
