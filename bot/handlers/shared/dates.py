"""The dates that hold where somebody is: those of the programme, or moved by a plan or by a person."""

from __future__ import annotations

from collections.abc import Iterable

from bot.handlers.turn import Turn
from ocop_domain.applications import Holds, as_planned
from ocop_domain.duties.agenda import Moved, date_for
from ocop_domain.duties.model import Occurrence
from ocop_domain.programmes import Programme


async def own_units(turn: Turn) -> set[str]:
    """Where this person works or makes something."""
    units = {grant.area for grant in turn.person.grants if grant.area}
    if turn.person.makes_in:
        units |= {turn.person.makes_in}
        units |= {one.area for one in await turn.reads.applications_over_years(turn.person.id)}
    return units


async def asking(turn: Turn) -> list[Programme]:
    """All that may ask something of this person: the law, and the plans of where they work or make something."""
    found = turn.programmes.asking(await own_units(turn), turn.today)
    return found if any(one.id == turn.programme.id for one in found) else [*found, turn.programme]


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
        return date_for(occurrence, own, moved, turn.areas.binds)

    return holds
