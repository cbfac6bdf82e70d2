"""What was handed up is taken back by a question, while the level above has not acted on it; and it is told."""

from __future__ import annotations

from bot.handlers.office import handed
from bot.handlers.shared.naming import title
from bot.handlers.turn import Turn
from bot.handlers.year import duty as duties
from bot.records.registration import HandedUp
from bot.texts import Translator
from bot.writes.year import MarkDone
from ocop_domain.duties.agenda import Task


async def undo(turn: Turn, duty: str, occurrence: str, scope: str) -> None:
    """It was not done after all: at once where only the own calendar knows it, asked where others have it."""
    if one := await handed.last_standing(turn, scope, duty, occurrence):
        await handed.ask_back(turn, one.id)
        return
    task = await duties.own_task(turn, duty, occurrence, scope)
    given = await _handed(turn, task) if task else None
    if task is None or given is None:
        await duties.undo(turn, duty, occurrence, scope)
        return
    at = f"{duty}:{occurrence}"
    back = turn.button(f"duty:{at}", "remind.do.look")
    if given.acted:
        turn.tell("handed.acted", back, turn.button("menu", "menu.back"), duty=title(turn.t, task.occurrence))
        return
    sure = turn.button(f"takeup:{at}:{scope}", "handed.sure")
    turn.tell("handed.ask", sure, back, duty=title(turn.t, task.occurrence))


async def _handed(turn: Turn, task: Task) -> HandedUp | None:
    """What the level above was given with it; None where nothing was."""
    area = turn.areas.find(task.scope)
    above = [unit.code for unit in turn.areas.path(area.code)[:-1]] if area else []
    occurrence = task.occurrence
    return await turn.reads.handed_up((occurrence.duty.programme, occurrence.duty.id, occurrence.id, task.scope), above)


async def take_back(turn: Turn, duty: str, occurrence: str, scope: str) -> None:
    """The list or report is open again; the history names who took it back, and the level above hears of it."""
    task = await duties.own_task(turn, duty, occurrence, scope)
    given = await _handed(turn, task) if task else None
    if task is None or given is None or given.acted:
        await undo(turn, duty, occurrence, scope)
        return
    turn.do(MarkDone(task.occurrence.duty.programme, duty, occurrence, scope, given.note, undo=True))

    def words(t: Translator, place: str) -> str:
        return t("notice.taken_back", place=place, duty=title(t, task.occurrence))

    await duties.tell_above(turn, scope, words, f"takenback:{duty}:{occurrence}:{scope}")
    turn.tell(
        "handed.taken_back",
        turn.button(f"duty:{duty}:{occurrence}", "remind.do.look"),
        turn.button("calendar", "menu.calendar"),
        duty=title(turn.t, task.occurrence),
    )
