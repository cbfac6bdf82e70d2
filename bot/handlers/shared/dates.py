"""The dates that hold where somebody is: those of the programme, or moved by a plan or by a person."""

from __future__ import annotations

from collections.abc import Iterable

from bot.handlers.turn import Turn
from ocop_domain.applications import Holds, as_planned
from ocop_domain.duties.agenda import Moved, date_for
from ocop_domain.duties.model import Occurrence
from ocop_domain.programmes import Programme


def also(turn: Turn) -> list[Programme]:
    """The plans that hold beside the leading programme where this person has a task."""
    units = [grant.area for grant in turn.person.grants if grant.area]
    plans = (plan for plan in turn.programmes.living(turn.today) if plan.id != turn.programme.id)
    return [plan for plan in plans if any(turn.programmes.covers(plan, unit) for unit in units)]


def declaring(turn: Turn, occurrence: Occurrence) -> Programme:
    """The programme that declares a duty: with it, what is done, moved and reminded is kept."""
    return turn.programmes.find(occurrence.duty.programme) or turn.programme


async def moves(turn: Turn, programme: Programme | None = None) -> list[Moved]:
    """How the dates of a programme's duties were moved: by plans, then by people; of several the last holds."""
    own = programme or turn.programme
    return [*turn.programmes.moved(own.id, turn.today), *await turn.reads.moved(own.id)]


async def holding(turn: Turn, areas: Iterable[str], programme: Programme | None = None) -> Holds:
    """What gives an occurrence of a programme the date that holds in these areas."""
    moved = await moves(turn, programme)
    if not moved:
        return as_planned
    own = tuple(areas)

    def holds(occurrence: Occurrence) -> Occurrence:
        return date_for(occurrence, own, moved, turn.areas.reaches)

    return holds
