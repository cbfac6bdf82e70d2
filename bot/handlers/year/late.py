"""Checks that communes owe for too long: the levels above see where, how many, and whom to call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from bot.handlers.office.waiting import LastDays
from bot.handlers.shared.paging import SHOWN, earlier, more, start_of, taken
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from ocop_domain.rights import SPECS, Act, grants_for, rank_of, roles_for

GRACE = timedelta(days=3)
"""How long after the last day of a check the level above sees that it is late."""


@dataclass(frozen=True, slots=True)
class LateUnit:
    """A commune, how many checks of it are late, and by how many days the oldest and the newest one is."""

    unit: str
    count: int
    days: int
    newest: int = 0


async def units(turn: Turn) -> list[LateUnit]:
    """The communes below that are late, the worst first; none for who stands in no line above them."""
    below = _below(turn)
    if not below:
        return []
    days, late = LastDays(turn), list[tuple[str, int]]()
    for one in await turn.reads.waiting_in(below, but=turn.person.id, also=()):
        programme = turn.programmes.find(one.programme) or turn.programme
        last_day = await days.of(programme, one.area, one.state, one.since)
        if last_day and last_day + GRACE <= turn.today:
            late.append((one.area, (turn.today - last_day).days))
    return sorted(_by_unit(late), key=lambda found: (-found.days, found.unit))


def _below(turn: Turn) -> list[str]:
    """All units of a territory of which one is above those who check."""
    checks = max(rank_of(SPECS[role].duty) for role in roles_for(Act.CHECK))
    held = grants_for(turn.person.grants, Act.OVERSEE)
    above = any(SPECS[grant.role].rank > checks for grant in held)
    return units_of(turn, Act.OVERSEE) if above else []


def _by_unit(late: Iterable[tuple[str, int]]) -> Iterable[LateUnit]:
    for unit, group in groupby(sorted(late), lambda found: found[0]):
        days = [found[1] for found in group]
        yield LateUnit(unit, len(days), max(days), min(days))


async def line(turn: Turn) -> str:
    """How many communes are late and with how much; "" where none is."""
    found = await units(turn)
    return turn.t("late.line", places=len(found), count=sum(one.count for one in found)) if found else ""


async def show(turn: Turn, start: int = 0) -> None:
    """Each commune that is late, page by page to the end."""
    found, t = await units(turn), turn.t
    start = start_of(start, len(found))
    shown = found[start : start + taken(start, len(found), SHOWN)]
    lines = [t("late.unit", place=_name(turn, one.unit), count=one.count, days=one.days) for one in shown]
    choices = [Choice(f"lateunit:{one.unit}", _name(turn, one.unit)) for one in shown]
    choices += more(turn, "late", start, len(found))
    nav = (*earlier(turn, "late", start), turn.button("overview", "menu.overview"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines) or t("late.none"), t("late.title"), tuple(choices), nav))


def _name(turn: Turn, code: str) -> str:
    unit = turn.areas.find(code)
    return unit.name if unit else turn.t("who.unnamed")


async def unit(turn: Turn, code: str) -> None:
    """One commune: whom to call there."""
    one = next((found for found in await units(turn) if found.unit == code), None)
    if one is None:
        await show(turn)
        return
    known = await turn.reads.officials_for([code])
    lines = [turn.t("late.unit", place=_name(turn, code), count=one.count, days=one.days)]
    lines += [", ".join(part for part in (each.name, each.post, each.phone) if part) for each in known]
    lines += [] if known else [turn.t("who.no_phone")]
    back = (turn.button("late", "late.title"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), _name(turn, code), back))
