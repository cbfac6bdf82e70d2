"""Duties of two programmes that ask the same of the same people at the same time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from ocop_domain.duties.model import Done, Duty
from ocop_domain.programmes import Programme
from ocop_domain.text import fold

_ALIKE = 85
"""How much two titles must agree, of 100, for people to take them for the same."""
_YEAR = re.compile(r"\b20\d\d\b")


def doubles(first: Programme, second: Programme) -> Iterator[tuple[Duty, Duty]]:
    """Pairs of duties of which one is enough, where neither programme replaces the other's."""
    replaced = {(row.programme, row.duty) for plan in (first, second) for row in plan.replaces}
    left, right = (_still(plan, replaced) for plan in (first, second))
    for one in left:
        yield from ((one, other) for other in right if _same(one, other) and _together(one, other, first, second))


def _still(plan: Programme, replaced: set[tuple[str, str]]) -> list[Duty]:
    return [duty for duty in plan.duties if (plan.id, duty.id) not in replaced]


def _same(one: Duty, other: Duty) -> bool:
    """The same people, and either the same way of being done or the same words."""
    if (one.role, one.level) != (other.role, other.level):
        return False
    if one.done is other.done and one.done not in {Done.TAP, Done.REPORT}:
        return True
    return fuzz.token_sort_ratio(_words(one), _words(other)) >= _ALIKE


def _words(duty: Duty) -> str:
    return _YEAR.sub("", fold(duty.title))


def _together(one: Duty, other: Duty, first: Programme, second: Programme) -> bool:
    """Whether they are open at the same time; what has no date is always."""
    day = max(first.valid_from, second.valid_from)
    mine = [o for o in first.around(day) if o.duty.id == one.id]
    theirs = [o for o in second.around(day) if o.duty.id == other.id]
    if not mine or not theirs:
        return True
    return any(a.opens <= b.last_day and b.opens <= a.last_day for a in mine for b in theirs)
