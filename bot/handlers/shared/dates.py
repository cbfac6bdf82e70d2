"""The dates that hold where somebody is: those of the programme, or moved."""

from __future__ import annotations

from collections.abc import Iterable

from bot.handlers.turn import Turn
from ocop_domain.applications import Holds, as_planned
from ocop_domain.duties.agenda import date_for
from ocop_domain.duties.model import Occurrence


async def holding(turn: Turn, areas: Iterable[str]) -> Holds:
    """What gives an occurrence the date that holds in these areas."""
    moved = await turn.reads.moved(turn.programme.id)
    if not moved:
        return as_planned
    own = tuple(areas)

    def holds(occurrence: Occurrence) -> Occurrence:
        return date_for(occurrence, own, moved, turn.areas.reaches)

    return holds
