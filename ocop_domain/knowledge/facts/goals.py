"""Facts about what a plan wants: goals, quotas, and where it contradicts itself."""

from __future__ import annotations

from collections.abc import Callable

from ocop_domain.knowledge.facts.telling import AskedFact, Told, line
from ocop_domain.programmes import Quota
from ocop_domain.text import fold

_TOLD = 5
"""Goals of one answer."""


def goals(asked: AskedFact) -> Told:
    """The first goals of the plan."""
    found = asked.programme.targets
    if not found:
        return Told((line("goals-none", document=asked.programme.document),), asked.programme.document)
    rows = [line("goals-one", what=goal.what, value=goal.said or goal.value, unit=goal.unit) for goal in found[:_TOLD]]
    rest = len(found) - _TOLD
    return Told((*rows, *([line("goals-rest", count=rest)] if rest > 0 else [])), found[0].source)


def goal(asked: AskedFact) -> Told | None:
    """One goal by the id of its programme and its number."""
    found = asked.programme.targets
    number = int(asked.about.rpartition(":")[2])
    if number >= len(found):
        return None
    one = found[number]
    return Told((line("goals-single", what=one.what, value=one.said or one.value, unit=one.unit),), one.source)


def quota(asked: AskedFact) -> Told:
    """How many products a unit is to bring: the one that is named, the one of who asks, or all together."""
    programme = asked.programme
    year = programme.nearest_year(asked.day)
    rows = tuple(row for row in programme.quotas if programme.quota_year(row) == year)
    if not rows:
        return Told((line("quota-none", document=programme.document),), programme.document)
    named = _named(rows, asked) or _of_area(rows, asked)
    if named:
        return Told((line("quota-one", area=named.area, new=named.new, upgrade=named.upgrade),), programme.document)
    new, upgrade = sum(row.new for row in rows), sum(row.upgrade for row in rows)
    return Told((line("quota-all", count=len(rows), new=new, upgrade=upgrade),), programme.document)


def notes(asked: AskedFact) -> Told:
    """Where the plan says different things in different places."""
    found = asked.programme.notes
    if not found:
        return Told((line("notes-none", document=asked.programme.document),), asked.programme.document)
    return Told(tuple(line("notes-one", note=note) for note in found[:5]), asked.programme.document)


def _named(rows: tuple[Quota, ...], asked: AskedFact) -> Quota | None:
    """The unit whose name stands in the question, with or without what kind of unit it is."""
    text = f" {fold(asked.text)} "
    found = [row for row in rows if f" {bare(row.area)} " in text]
    return max(found, key=lambda row: len(row.area)) if found else None


def _of_area(rows: tuple[Quota, ...], asked: AskedFact) -> Quota | None:
    """The unit in which the one who asks is."""
    if not asked.area:
        return None
    names = {fold(unit.name) for unit in asked.areas.path(asked.area)}
    return next((row for row in rows if fold(row.area) in names), None)


def bare(name: str) -> str:
    """A unit's name without what kind of unit it is, folded."""
    plain = fold(name)
    for kind in ("thanh pho ", "thi xa ", "thi tran ", "huyen ", "phuong ", "xa "):
        if plain.startswith(kind):
            return plain.removeprefix(kind)
    return plain


GOALS: dict[str, Callable[[AskedFact], Told | None]] = {
    "goals": goals,
    "goal": goal,
    "quota": quota,
    "notes": notes,
}
