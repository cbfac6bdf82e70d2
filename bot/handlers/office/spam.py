"""Many new ones that came from one place: each to be opened, or all returned by one press."""

from __future__ import annotations

from bot.handlers.office import listing, review
from bot.handlers.office.above import left
from bot.handlers.office.queue import queue
from bot.handlers.shared.paging import SHOWN
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.records.registration import QueuePage
from bot.writes.registration import MoveApplication
from ocop_domain.applications import Application, ApplicationState, Move, after
from ocop_domain.rights import Act

_THROWN = 50
"""Returned by one press: each is told, and a turn stays short."""


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
    listing.show(turn, found, f"gathered:{place}", title, nav, last_days={})


async def _gathered(turn: Turn, place: str, start: int, limit: int) -> QueuePage:
    communes = units_of(turn, Act.CHECK)
    also = await left(turn)
    return await turn.reads.gathered(communes, place, start, limit, but=turn.person.id, also=also)


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
