"""Whom to call about a duty: who has not done it, has not been here since the reminder, and was not called yet."""

from __future__ import annotations

from bot.handlers.shared import calls
from bot.handlers.shared.calls import SHOWN, Callee
from bot.handlers.shared.naming import title
from bot.handlers.shared.paging import earlier, start_of
from bot.handlers.turn import Turn
from bot.handlers.year import oversee, who
from bot.writes.leaves import MarkCalled
from ocop_domain.duties.model import Occurrence


def _matter(here: Occurrence) -> str:
    return f"duty:{here.duty.programme}:{here.duty.id}:{here.id}"


async def _unseen(turn: Turn, here: Occurrence) -> dict[int, str]:
    """By person how the party is called; who was here since it was told has seen it."""
    found = who.waiting(await who.parties(turn, here))
    programme = here.duty.programme
    seen = await turn.reads.seen_reminder(programme, here.duty.id, here.id, list(found))
    return {person: name for person, name in found.items() if person not in seen}


async def show(turn: Turn, duty: str, occurrence: str, start: int = 0) -> None:
    """A page of them, with numbers."""
    here = await oversee.overseen_duty(turn, duty, occurrence)
    if here is None:
        return
    done = await turn.reads.called(_matter(here))
    left = [(person, name) for person, name in (await _unseen(turn, here)).items() if person not in done]
    start = start_of(start, len(left))
    producer = here.duty.role == "producer"
    shown = [await _callee(turn, person, name, producer) for person, name in left[start : start + SHOWN]]
    at = f"{duty}:{occurrence}"
    rest = start + SHOWN < len(left)
    more = [turn.button(f"callduty:{at}:{start + SHOWN}", "nav.more")] if rest else []
    back = (turn.button(f"who:{at}", "remind.do.above"), turn.button("menu", "menu.back"))
    nav = (*earlier(turn, f"callduty:{at}", start, SHOWN + 1), *back)
    calls.screen(
        turn, title(turn.t, here), shown, called=len(done), mark=lambda p: f"dialled:{at}:{p}", more=more, nav=nav
    )


async def _callee(turn: Turn, person: int, name: str, producer: bool) -> Callee:
    """With the phone that the producer gave, or the official's of the office."""
    if producer:
        said = await turn.reads.producer_answers(person)
        return Callee(person, name, str(said.get("phone") or ""))
    official = await turn.reads.official_of(person)
    called_ = f"{official.name}, {name}" if official and official.name else name
    return Callee(person, called_, official.phone if official else "")


async def called(turn: Turn, duty: str, occurrence: str, person: int) -> None:
    """Somebody was called: the next ones are shown."""
    here = await oversee.overseen_duty(turn, duty, occurrence)
    if here is None:
        return
    if person in who.waiting(await who.parties(turn, here)):
        turn.do(MarkCalled(_matter(here), person))
    at = f"{duty}:{occurrence}"
    turn.tell("calls.kept", turn.button(f"callduty:{at}", "calls.next"), turn.button("menu", "menu.back"))
