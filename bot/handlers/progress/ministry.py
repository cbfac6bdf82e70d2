"""Recognised products in the ministry's columns, for the staff of a district or a province."""

from __future__ import annotations

from bot.handlers.turn import Turn
from bot.messages import Reply
from ocop_domain.rights import Act, Subject


async def give(turn: Turn, unit: str) -> None:
    """The workbook of one unit."""
    area = turn.areas.find(unit)
    if area is None or not turn.may(Act.OVERSEE, Subject(unit)):
        turn.tell("who.not_yours", turn.button("menu", "menu.back"))
        return
    rows = await turn.reads.ministry_rows(sorted(turn.areas.reach(unit, turn.today)), turn.today)
    back = (turn.button(f"progress:{unit}:0", "progress.open"), turn.button("menu", "menu.back"))
    if not rows:
        turn.tell("ministry.none", *back)
        return
    file = await turn.papers.ministry_table(rows)
    name = f"PTNT_OCOP {area.bare}"
    turn.say(Reply(turn.t("ministry.made", count=len(rows)), area.name, back, files=(file,), names=(name,)))
