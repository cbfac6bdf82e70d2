"""Whom to call about a notice to many: who has not opened it, as far as can be known, and was not called yet."""

from __future__ import annotations

from bot.handlers.broadcast import steer
from bot.handlers.shared import calls
from bot.handlers.shared.calls import SHOWN, Callee
from bot.handlers.turn import Turn
from bot.records.broadcast import LedgerLine
from bot.writes.leaves import MarkCalled
from ocop_domain.broadcasts import NOT_SURELY, Fate


def _matter(broadcast_id: str) -> str:
    return f"cast:{broadcast_id}"


async def show(turn: Turn, broadcast_id: str, after: int = 0) -> None:
    """A page of them, with numbers; pages part between people."""
    cast = await steer.seen(turn, broadcast_id)
    if cast is None:
        return
    matter, fates = _matter(cast.id), (Fate.SENT, *NOT_SURELY)
    lines = await turn.reads.ledger(cast.id, fates, uncalled=matter, limit=SHOWN + 1, after=after)
    shown = [_callee(turn, line) for line in lines[:SHOWN]]
    more = [turn.button(f"tocall:{cast.id}:{shown[-1].person}", "nav.more")] if len(lines) > SHOWN else []
    nav = (turn.button(f"ledger:{cast.id}", "cast.ledger"), turn.button("menu", "menu.back"))
    done = await turn.reads.called(matter)
    title = turn.t("calls.open")
    calls.screen(turn, title, shown, called=len(done), mark=lambda p: f"calledup:{cast.id}:{p}", more=more, nav=nav)


def _callee(turn: Turn, line: LedgerLine) -> Callee:
    unit = turn.areas.find(line.area)
    name = line.name or (unit.name if unit else turn.t("who.unnamed"))
    return Callee(line.person, name, line.phone)


async def called(turn: Turn, broadcast_id: str, person: int) -> None:
    """Somebody was called: the next ones are shown."""
    cast = await steer.seen(turn, broadcast_id)
    if cast is None:
        return
    lines = await turn.reads.ledger(cast.id, limit=1, after=person - 1)
    if any(line.person == person for line in lines):
        turn.do(MarkCalled(_matter(cast.id), person))
    turn.tell("calls.kept", turn.button(f"tocall:{cast.id}", "calls.next"), turn.button("menu", "menu.back"))
