"""The money of a plan, by unit: the own one first, each line with what it is for."""

from __future__ import annotations

from bot.handlers.knowledge import here
from bot.handlers.shared.paging import earlier, few, start_of
from bot.handlers.support.seeker import place_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from ocop_domain.budgets import BudgetSum, budget_of
from ocop_domain.text import fold

_LINES = 4


async def units(turn: Turn, start: int = 0) -> None:
    """Which units have money in the plan, the own one first."""
    place = await place_of(turn)
    budget = budget_of(place.programme)
    if budget is None:
        back = (turn.button("support", "aid.back"), turn.button("menu", "menu.back"))
        turn.tell("aid.no_money", *back, document=place.programme.document)
        return
    own = await _own_names(turn)
    numbered = sorted(enumerate(budget.units), key=lambda pair: fold(pair[1].name) not in own)
    doors = [Choice(f"aidunit:{number}", unit.name) for number, unit in numbered]
    start = start_of(start, len(doors))
    text = turn.t("aid.money_all", sum=said(turn, budget.sum), document=place.programme.document, source=budget.source)
    nav = (*earlier(turn, "aidmoney", start), turn.button("support", "aid.back"), turn.button("menu", "menu.back"))
    turn.say(Reply(text, turn.t("aid.money"), tuple(few(turn, doors, "aidmoney", start)), nav))


async def unit(turn: Turn, number: int, start: int = 0) -> None:
    """What one unit has, line by line."""
    t = turn.t
    place = await place_of(turn)
    budget = budget_of(place.programme)
    if budget is None or number >= len(budget.units):
        await units(turn)
        return
    chosen = budget.units[number]
    start = start_of(start, len(chosen.lines))
    shown = chosen.lines[start : start + _LINES]
    lines = [t("aid.money_sum", sum=said(turn, chosen.sum)), *(f"• {row.what}: {said(turn, row.sum)}" for row in shown)]
    lines += [chosen.note] if chosen.note else []
    rest = start + _LINES < len(chosen.lines)
    choices = (turn.button(f"aidunit:{number}:{start + _LINES}", "nav.more"),) if rest else ()
    back = turn.button(f"aidunit:{number}:{max(0, start - _LINES)}", "nav.earlier")
    nav = (*((back,) if start else ()), turn.button("aidmoney", "aid.money"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), chosen.name, choices, nav))


def said(turn: Turn, money: BudgetSum) -> str:
    """An amount in words, with who gives which part, so far as the plan prints it."""
    t = turn.t
    if money.total is None:
        return t("aid.money_none")
    total = t.number(money.total)
    if not money.counterpart:
        return t("aid.money_province", total=total)
    province, counterpart = t.number(money.province or 0), t.number(money.counterpart)
    return t("aid.money_both", total=total, province=province, counterpart=counterpart)


async def _own_names(turn: Turn) -> set[str]:
    area = await here.area_of(turn)
    return {fold(each.name) for each in turn.areas.path(area)} if area else set()
