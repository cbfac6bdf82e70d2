"""What is never urgent: what informs, what names no day, what an agency leads for which nobody speaks yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from bot.handlers.shared.meant import button_of
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
    names = _names(turn, shown)
    numbered = list(enumerate(shown, 1))
    parts = []
    for why, group in groupby(numbered, lambda one: _why(one[1])):
        lines = [f"{n}. {names[n - 1]}" for n, task in group]
        parts.append("\n".join([turn.t(f"calendar.apart_{why}"), *lines]))
    choices = [Choice(button_of(turn, k.occurrence), name) for k, name in zip(shown, names, strict=True)]
    choices += more(turn, "apart", start, len(found))
    nav = (
        *earlier(turn, "apart", start),
        turn.button("agencies", "agencies.title"),
        turn.button("calendar", "menu.calendar"),
        turn.button("menu", "menu.back"),
    )
    text = "\n\n".join(parts) or turn.t("calendar.apart_none")
    turn.say(Reply(text, turn.t("calendar.apart_title"), tuple(choices), nav))


def _names(turn: Turn, shown: Sequence[Task]) -> list[str]:
    """What each is called; two of one name are told apart by their plans."""
    names = [agenda.name_of(turn, task) for task in shown]
    twice = {name for name, count in Counter(names).items() if count > 1}
    plans = [turn.programmes.find(task.occurrence.duty.programme) for task in shown]
    return [
        f"{name} ({plan.name})" if plan and name in twice else name for name, plan in zip(names, plans, strict=True)
    ]


async def _now(turn: Turn) -> list[Task]:
    """Of a duty that comes each week the one of this week stands for all."""
    every = [task for task in await agenda.own_tasks(turn) if task.quiet and agenda.is_open(turn, task)]
    newest = {(task.occurrence.duty.programme, task.occurrence.duty.id, task.scope): task for task in every}
    return list(newest.values())


def _why(task: Task) -> str:
    if task.stands_in:
        return "theirs"
    return "informs" if task.occurrence.duty.informs else "undated"
