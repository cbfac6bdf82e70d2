"""What is never urgent: what informs, what names no day, what an agency leads for which nobody speaks yet."""

from __future__ import annotations

from itertools import groupby

from bot.handlers.shared.meant import button_of
from bot.handlers.shared.naming import title
from bot.handlers.shared.paging import earlier, more, start_of, taken
from bot.handlers.turn import Turn
from bot.handlers.year import agenda
from bot.messages import Choice, Reply
from ocop_domain.duties.agenda import Task


async def show(turn: Turn, start: int = 0) -> None:
    """Each such matter of now by why it stands here, page by page to the end."""
    found = sorted(await _now(turn), key=lambda task: (_why(task), task.occurrence.duty.id, task.scope))
    start = start_of(start, len(found))
    shown = found[start : start + taken(start, len(found))]
    numbered = list(enumerate(shown, 1))
    parts = []
    for why, group in groupby(numbered, lambda one: _why(one[1])):
        lines = [f"{n}. {title(turn.t, task.occurrence)}" for n, task in group]
        parts.append("\n".join([turn.t(f"calendar.apart_{why}"), *lines]))
    choices = [Choice(button_of(turn, k.occurrence), title(turn.t, k.occurrence)) for k in shown]
    choices += more(turn, "apart", start, len(found))
    nav = (
        *earlier(turn, "apart", start),
        turn.button("agencies", "agencies.title"),
        turn.button("calendar", "menu.calendar"),
        turn.button("menu", "menu.back"),
    )
    text = "\n\n".join(parts) or turn.t("calendar.apart_none")
    turn.say(Reply(text, turn.t("calendar.apart_title"), tuple(choices), nav))


async def _now(turn: Turn) -> list[Task]:
    """Of a duty that comes each week the one of this week stands for all."""
    every = [task for task in await agenda.own_tasks(turn) if task.quiet and agenda.is_open(turn, task)]
    newest = {(task.occurrence.duty.programme, task.occurrence.duty.id, task.scope): task for task in every}
    return list(newest.values())


def _why(task: Task) -> str:
    if task.stands_in:
        return "theirs"
    return "informs" if task.occurrence.duty.informs else "undated"
