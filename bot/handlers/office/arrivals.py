"""What comes to a commune, or to the office that takes dossiers: the first of a time of day is told at once, what is
urgent too; the others are gathered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.handlers.office.waiting import SOON, last_day_of
from bot.handlers.shared import telling
from bot.handlers.turn import Turn
from bot.kit.clock import VIETNAM
from bot.kit.hours import TIMES
from bot.messages import Choice
from bot.records.people import Recipient
from bot.texts import Translator
from ocop_domain.applications import Application
from ocop_domain.working_days import working_days_left


async def tell(turn: Turn, application: Application, words: Callable[[Translator], str], door: str) -> int:
    """Tells the officers of its commune; returns how many there are."""
    said, stamp = await _said(turn, application, words, door, place=application.area)
    return await telling.tell_commune(turn, application, said, door, stamp)


async def tell_office(
    turn: Turn, application: Application, staff: Sequence[Recipient], words: Callable[[Translator], str], door: str
) -> int:
    """Tells the staff of the office above the commune that takes its dossier; returns how many there are."""
    said, stamp = await _said(turn, application, words, door, place="office")
    return telling.tell_staff(turn, staff, said, lambda t: Choice(door, t("notice.open")), stamp=stamp)


async def _said(
    turn: Turn, application: Application, words: Callable[[Translator], str], door: str, *, place: str
) -> tuple[Callable[[Translator], str], str]:
    """The words, and the key of the notice.

    The key names the time of day: the second one that comes in it has the same key, and is not sent.
    Registrations and dossiers have keys of their own.
    """
    if await _urgent(turn, application):
        return words, f"sent:{application.id}:{application.revision}"

    def gathering(t: Translator) -> str:
        return f"{words(t)}\n{t('notice.gathered')}"

    return gathering, f"arrived:{door.partition(':')[0]}:{place}:{_part(turn)}"


async def _urgent(turn: Turn, application: Application) -> bool:
    last_day = await last_day_of(turn, application)
    return last_day is not None and working_days_left(turn.today, last_day) <= SOON


def _part(turn: Turn) -> str:
    """Which time of day it is: the gathered message that comes next tells what came in it."""
    here = turn.now.astimezone(VIETNAM)
    return f"{here:%Y-%m-%d}:{sum(here.time() >= at for at in TIMES)}"
