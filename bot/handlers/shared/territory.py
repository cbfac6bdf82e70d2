"""Where somebody works: the communes of the units in which a role is held."""

from __future__ import annotations

from bot.handlers.turn import Turn
from ocop_domain.rights import Role


def communes_of(turn: Turn, roles: tuple[Role, ...]) -> list[str]:
    """All that is a matter of the units in which this person holds one of the roles, of every era."""
    held = [g.area for g in turn.person.grants if g.role in roles and g.programme == turn.programme.id]
    return list(turn.areas.within(held, turn.today).units)
