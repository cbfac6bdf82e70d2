"""Where somebody works: the units in which a role allows something."""

from __future__ import annotations

from bot.handlers.turn import Turn
from ocop_domain.rights import Act, grants_for


def units_of(turn: Turn, act: Act) -> list[str]:
    """All that is a matter of the units in which this person may do something, of every era."""
    held = [grant.area for grant in grants_for(turn.person.grants, act)]
    return list(turn.areas.within(held, turn.today).units)


def sitting_for(turn: Turn, area: str) -> list[str]:
    """The units whose officials see to what lies in this one: itself, and what it is part of now."""
    unit = turn.areas.find(area)
    ended = unit is not None and not unit.in_force(turn.today)
    return [area, *(later.code for later in turn.areas.successors(area))] if ended else [area]
