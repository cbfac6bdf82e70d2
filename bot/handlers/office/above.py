"""What waits where nobody may check it: the level above does, until an officer is named there."""

from __future__ import annotations

from bot.handlers.shared.territory import sitting_for
from bot.handlers.turn import Turn
from bot.messages import Choice
from ocop_domain.rights import SPECS, Act, rank_of, roles_for


def units(turn: Turn) -> list[str]:
    """All that is a matter of the units in which this person stands above those who check."""
    checks = max(rank_of(SPECS[role].duty) for role in roles_for(Act.CHECK))
    held = [grant.area for grant in turn.person.grants if SPECS[grant.role].rank > checks and grant.area]
    return list(turn.areas.within(held, turn.today).units)


async def left(turn: Turn) -> list[str]:
    """What waits in communes without an officer, or where the only one speaks for the producer.

    Staff of a district see it, and those of the province.
    """
    areas = await turn.reads.waiting_areas(units(turn))
    return await turn.reads.left_to_above({area: sitting_for(turn, area) for area in areas})


async def changes_left(turn: Turn) -> list[str]:
    """Requests of change in communes without an officer, or where the only one speaks for the producer."""
    areas = await turn.reads.change_areas(units(turn))
    return await turn.reads.changes_left({area: sitting_for(turn, area) for area in areas})


async def door(turn: Turn) -> list[Choice]:
    """The way to it, with how much it is; nothing where nothing waits."""
    waiting = await left(turn)
    return [turn.button("queue", "queue.left_to_above", count=len(waiting))] if waiting else []
