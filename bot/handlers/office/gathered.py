"""What came and what is late, in one message a time of day: for who checks, and for the levels above."""

from __future__ import annotations

from datetime import datetime

from bot.handlers.office.waiting import DatedWaiting, in_order
from bot.handlers.shared import dossier_office
from bot.handlers.turn import Turn
from bot.handlers.visits import findings
from bot.handlers.year import late
from bot.kit.clock import day_of
from bot.messages import Reply
from ocop_domain.rights import Act, grants_for

ALONE = 1
"""So many that came were told at once: only more than that are worth another message."""


async def notice(turn: Turn, since: datetime, *, morning: bool) -> Reply | None:
    """What an official should hear now; None where nothing is new and nothing is late.

    `since` is when the last such message left. What is late is told each morning, the levels above only when
    something has become late for them, and once a week.
    """
    lines = await _own(turn, since, morning=morning)
    buttons = [turn.button("queue", "menu.queue")] if lines else []
    if morning and (above := await _above(turn, since)):
        lines.append(above)
        buttons.append(turn.button("late", "late.title"))
    if morning and (to_mend := await findings.late_line(turn, day_of(since))):
        lines.append(to_mend)
        buttons.append(turn.button("findings", "visit.findings"))
    if not lines:
        return None
    return Reply("\n".join(lines), turn.t("gathered.title"), tuple(buttons), (turn.button("menu", "menu.back"),))


async def _own(turn: Turn, since: datetime, *, morning: bool) -> list[str]:
    """What waits for this official's check: what is new, what is nearly late, what is late."""
    if not grants_for(turn.person.grants, Act.CHECK) and not dossier_office.units_below(turn):
        return []
    found = await in_order(turn)
    new = await turn.reads.came_since([due.one.id for due in found], since)
    behind = sum(due.late(turn.today) for due in found)
    if new <= ALONE and not (morning and behind):
        return []
    return _lines(turn, found, new, behind)


def _lines(turn: Turn, found: list[DatedWaiting], new: int, behind: int) -> list[str]:
    t = turn.t
    soon = sum(due.soon(turn.today) for due in found)
    parts = [t("gathered.new", count=t.number(new))] if new else []
    parts += [t("gathered.soon", count=t.number(soon))] if soon else []
    lines = [", ".join(parts) + "."] if parts else []
    return [*lines, t("gathered.late", count=t.number(behind))] if behind else lines


async def _above(turn: Turn, since: datetime) -> str:
    """Which communes owe a check for too long, where one has come to that since, or a week has begun."""
    before = day_of(since)
    week = turn.today.isocalendar().week != before.isocalendar().week
    found = await late.units(turn)
    if not week and not any(one.newest - late.GRACE.days < (turn.today - before).days for one in found):
        return ""
    return await late.line(turn)
