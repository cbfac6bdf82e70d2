"""Whether a registration may be refused or merged with its double, and the buttons for it."""

from __future__ import annotations

from bot.handlers.office import review
from bot.handlers.office.attention import doubles
from bot.handlers.turn import Turn
from bot.messages import Choice
from ocop_domain.applications import Application, Move, after
from ocop_domain.errors import Refusal


async def doors(turn: Turn, application: Application) -> list[Choice]:
    """The buttons for what is still to be decided: merging where there are two, and refusing."""
    if not await review.may_check(turn, application):
        return []
    stamp = f"{application.id}:{application.revision}"
    found = []
    if can(application, Move.MERGE) and await doubles(turn, application):
        found.append(turn.button(f"merge:{stamp}", "merge.open"))
    if can(application, Move.REFUSE):
        found.append(turn.button(f"refuse:{stamp}", "refuse.open"))
    return found


def can(application: Application, move: Move) -> bool:
    try:
        after(application.state, move)
    except Refusal:
        return False
    return not application.closed
