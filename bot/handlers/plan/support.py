"""Who helps with what is still open, and which policy may pay: as the programme's plan says it."""

from __future__ import annotations

from bot.handlers.turn import Turn
from ocop_domain.programmes import Programme
from ocop_domain.support import help_in


def lines(turn: Turn, point: str, programme: Programme, most: int = 2) -> list[str]:
    """The most useful help first; empty where the plan names none."""
    t = turn.t
    return [
        t("aid.paid" if h.policy else "aid.line", who=h.who, what=h.what, policy=h.policy)
        for h in help_in(point, programme)[:most]
    ]
