"""What waits for an officer and what there is in an area: page by page, to the end, with counts of all."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.knowledge import inquiries
from bot.handlers.office import above, changes, people, review
from bot.handlers.office.blocking import banned_here
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import SHOWN, earlier, more, start_of, taken
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.registration import Gathered, QueueEntry, QueuePage
from bot.writes.registration import MoveApplication
from ocop_domain.applications import HANDED_IN, Application, ApplicationState, Move, after
from ocop_domain.rights import Act

_THROWN = 50
"""Returned by one press: each is told, and a turn stays short."""


async def queue(turn: Turn, start: int = 0) -> None:
    """What waits for this officer, what waits longest first; many new ones from one place are one entry."""
    communes = units_of(turn, Act.CHECK)
    also = await above.left(turn)
    found = await turn.reads.queue_in(communes, start, SHOWN, but=turn.person.id, also=also)
    banned = (*await inquiries.door(turn), *await changes.door(turn), *await banned_here(turn))
    if not found.entries:
        turn.tell("queue.empty", turn.button("area", "menu.area"), *banned, turn.button("menu", "menu.back"))
        return
    title = turn.t("queue.title", count=turn.t.number(found.total))
    nav = (turn.button("area", "menu.area"), *banned, turn.button("menu", "menu.back"))
    _list(turn, found, "queue", title, nav)


async def area(turn: Turn, start: int = 0) -> None:
    """All products of the own area, with a count by state."""
    communes = units_of(turn, Act.SEE)
    counts = await turn.reads.count_in(communes)
    total = sum(counts.values())
    if not total:
        turn.tell("area.none", *people.door(turn), *await banned_here(turn), turn.button("menu", "menu.back"))
        return
    start, t = start_of(start, total), turn.t
    found = await turn.reads.applications_in(communes, tuple(ApplicationState), SHOWN, start)
    states = ", ".join(f"{t(f'state.{s}')}: {n}" for s, n in counts.items())
    nav = (*await above.door(turn), *people.door(turn), *await banned_here(turn), turn.button("menu", "menu.back"))
    _list(turn, QueuePage(total, total, tuple(found), start), "area", t("area.title", total=states), nav)


async def gathered(turn: Turn, place: str, start: int = 0) -> None:
    """What came from one place, each to be opened; or all to be returned."""
    found = await _gathered(turn, place, start, SHOWN)
    if not found.entries:
        await queue(turn)
        return
    title = turn.t("queue.gathered_title", count=turn.t.number(found.total))
    nav = (
        turn.button(f"throw:{place}", "queue.throw"),
        turn.button("queue", "menu.queue"),
        turn.button("menu", "menu.back"),
    )
    _list(turn, found, f"gathered:{place}", title, nav)


async def _gathered(turn: Turn, place: str, start: int, limit: int) -> QueuePage:
    communes = units_of(turn, Act.CHECK)
    also = await above.left(turn)
    return await turn.reads.gathered(communes, place, start, limit, but=turn.person.id, also=also)


def _list(turn: Turn, found: QueuePage, route: str, title: str, nav: Sequence[Choice]) -> None:
    start = found.start
    here = found.shown[: taken(start, found.entries)]
    lines = [_line(turn, entry, number) for number, entry in enumerate(here, start + 1)]
    choices = [_door(turn, entry, queue=route != "area") for entry in here]
    choices += more(turn, route, start, found.entries)
    turn.say(Reply("\n\n".join(lines), title, tuple(choices), (*earlier(turn, route, start), *nav)))


def _line(turn: Turn, entry: QueueEntry, number: int) -> str:
    t = turn.t
    if isinstance(entry, Gathered):
        return t("queue.gathered_line", number=number, count=entry.count, day=t.day(entry.since))
    return t(
        "queue.line",
        number=number,
        product=called(t, entry),
        producer=entry.producer_name,
        place=turn.areas.get(entry.area).name,
        what=t("queue.dossier" if entry.state in HANDED_IN else f"queue.{turn.programme_of(entry).form}"),
        state=t(f"state.{entry.state}"),
        day=t.day(entry.updated_on if entry.state is ApplicationState.FILED else entry.sent_on),
    )


def _door(turn: Turn, entry: QueueEntry, *, queue: bool) -> Choice:
    """Where a line of a list leads: in the queue to what must be checked."""
    if isinstance(entry, Gathered):
        return turn.button(f"gathered:{entry.place}:0", "queue.gathered", count=entry.count)
    filed = queue and entry.state is ApplicationState.FILED
    return Choice(f"filing:{entry.id}" if filed else f"p:{entry.id}", called(turn.t, entry))


async def ask_throw(turn: Turn, place: str) -> None:
    """All that came from one place go back: asked first."""
    found = await _gathered(turn, place, 0, 1)
    if not found.entries:
        await queue(turn)
        return
    turn.tell(
        "queue.throw_ask",
        turn.button(f"thrown:{place}", "queue.throw_sure", count=min(found.total, _THROWN)),
        turn.button(f"gathered:{place}:0", "nav.back"),
        count=min(found.total, _THROWN),
    )


async def throw(turn: Turn, place: str) -> None:
    """They go back to who sent them, each is told: an honest one sends it again, or asks the level above."""
    found = await _gathered(turn, place, 0, _THROWN)
    one_by_one = [p for p in found.shown if isinstance(p, Application)]
    products = [p for p in one_by_one if await review.may_check(turn, p)]
    reason, state = turn.t("queue.thrown_reason"), after(ApplicationState.SENT, Move.RETURN)
    for application in products:
        turn.do(
            MoveApplication(application.id, application.revision, state, turn.today, (), reason),
        )
        await review.tell_owner(turn, application, state, (), reason)
    turn.tell("queue.thrown", turn.button("queue", "menu.queue"), turn.button("menu", "menu.back"), count=len(products))
