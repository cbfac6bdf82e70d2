"""Facts about what a plan gives: who helps with what, what a star brings, and the money of each unit."""

from __future__ import annotations

from collections.abc import Callable

from ocop_domain.budgets import BudgetLine, BudgetSum, budget_of
from ocop_domain.knowledge.facts.goals import bare
from ocop_domain.knowledge.facts.telling import AskedFact, Line, Told, line
from ocop_domain.star_benefits import STARS, benefits_of
from ocop_domain.support import support_of
from ocop_domain.text import fold


def supports(asked: AskedFact) -> Told:
    """Who helps with what, the first few."""
    found = support_of(asked.programme)
    if not found:
        return Told((line("support-none", document=asked.programme.document),), asked.programme.document)
    rows = tuple(line("support-line", who=row.who, what=row.what) for row in found[:4])
    return Told(rows, "; ".join(dict.fromkeys(row.source for row in found[:4])))


def support(asked: AskedFact) -> Told | None:
    """One kind of help by the id of its programme and its number."""
    found, number = support_of(asked.programme), int(asked.about.rpartition(":")[2])
    if number >= len(found):
        return None
    row = found[number]
    lines = [line("support-one", who=row.who, what=row.what)]
    if row.policy:
        lines.append(line("support-policy", policy=row.policy))
    return Told(tuple(lines), row.source)


def benefits(asked: AskedFact) -> Told:
    """What a star brings: the one that is named, else the lowest that brings anything."""
    numbers = (int(word) for word in fold(asked.text).split() if word.isdecimal())
    star = next((number for number in numbers if number in STARS), STARS[0])
    found = benefits_of(asked.programme, star)
    if not found:
        return Told((line("benefits-none", document=asked.programme.document),), asked.programme.document)
    rows = tuple(line("benefits-line", what=row.what, who=row.who) for row in found[:4])
    return Told((line("benefits-head", star=star), *rows), "; ".join(dict.fromkeys(row.source for row in found[:4])))


def budget(asked: AskedFact) -> Told:
    """What the plan's money is in the unit that is named, else in the one of who asks: for one thing, or altogether."""
    table = budget_of(asked.programme)
    if table is None:
        return Told((line("budget-none", document=asked.programme.document),), asked.programme.document)
    text = f" {fold(asked.text)} "
    named = [unit for unit in table.units if f" {bare(unit.name)} " in text]
    own = [unit for unit in table.units if fold(unit.name) in _units_of(asked)]
    chosen = (named or own)[:1]
    rows = [row for unit in chosen for row in unit.lines if _asked_for(row, text)]
    lines = [line("budget-line", unit=chosen[0].name, what=row.what, sum=_sum(row.sum)) for row in rows]
    if not rows:
        lines = [line("budget-unit", unit=unit.name, sum=_sum(unit.sum)) for unit in chosen]
    return Told((*lines, line("budget-all", sum=_sum(table.sum)))[:3], table.source)


def _asked_for(row: BudgetLine, text: str) -> bool:
    return any(f" {fold(word)} " in text for word in row.words)


def _sum(money: BudgetSum) -> Line:
    if money.total is None:
        return line("budget-unprinted")
    if not money.counterpart:
        return line("budget-province", total=_grouped(money.total))
    parts = {"province": _grouped(money.province or 0), "counterpart": _grouped(money.counterpart)}
    return line("budget-both", total=_grouped(money.total), **parts)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _units_of(asked: AskedFact) -> set[str]:
    return {fold(unit.name) for unit in asked.areas.path(asked.area)} if asked.area else set()


GIVEN: dict[str, Callable[[AskedFact], Told | None]] = {
    "supports": supports,
    "support": support,
    "budget": budget,
    "benefits": benefits,
}
