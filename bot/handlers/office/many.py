"""Agreeing to many at once: those of which there is nothing to notice, named and asked before."""

from __future__ import annotations

import hashlib

from bot.handlers.office import review
from bot.handlers.office.attention import attention
from bot.handlers.office.waiting import in_order
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Reply
from bot.writes.registration import MoveApplication
from ocop_domain.applications import Application, ApplicationState, Move, after

_MOST = 15
"""Named on one screen and agreed to by one press; the others come after them."""


async def ask(turn: Turn, note: str = "") -> None:
    """Names those of which there is nothing to notice, and asks."""
    found = await _plain(turn)
    t = turn.t
    nav = (turn.button("queue", "menu.queue"), turn.button("menu", "menu.back"))
    if not found:
        turn.say(Reply(t("many.none"), choices=nav))
        return
    lines = [f"{n}. {called(t, one)} – {one.producer_name}" for n, one in enumerate(found, 1)]
    text = "\n".join(part for part in (note, t("many.ask", count=len(found)), "", *lines) if part or not note)
    sure = turn.button(f"manyyes:{_digest(found)}", "many.sure", count=len(found))
    turn.say(Reply(text, t("many.title"), (sure,), nav))


async def _plain(turn: Turn) -> list[Application]:
    """Ideas that wait, came alone, were not typed by whoever looks, and have nothing to be noticed."""
    ids = [due.one.id for due in await in_order(turn) if not due.one.place and due.one.state is ApplicationState.SENT]
    known = await turn.reads.applications_by(ids)
    found: list[Application] = []
    for id_ in ids:
        one = known.get(id_)
        if one is None or await attention(turn, one) or await review.helped(turn, one):
            continue
        if await review.may_check(turn, one):
            found.append(one)
        if len(found) == _MOST:
            break
    return found


def _digest(found: list[Application]) -> str:
    """Names exactly these in this state: what was asked is what is done."""
    return hashlib.sha256(" ".join(f"{one.id}:{one.revision}" for one in found).encode()).hexdigest()[:16]


async def agree(turn: Turn, digest: str) -> None:
    """All that were named are agreed to, each producer is told."""
    found = await _plain(turn)
    if not found or _digest(found) != digest:
        await ask(turn, turn.t("many.changed"))
        return
    state = after(ApplicationState.SENT, Move.ACCEPT)
    for one in found:
        turn.do(MoveApplication(one.id, one.revision, state, turn.today))
        await review.tell_owner(turn, one, state, (), "")
    turn.tell(
        "many.done",
        turn.button("queue", "menu.queue"),
        turn.button("area", "menu.area"),
        turn.button("menu", "menu.back"),
        count=len(found),
    )
