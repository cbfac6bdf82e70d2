"""Where somebody works: the communes of the units in which a role is held."""

from __future__ import annotations

from bot.handlers.turn import Turn
from ocop_domain.rights import Role


def communes_of(turn: Turn, roles: tuple[Role, ...]) -> list[str]:
    """The communes in which this person holds one of the roles."""
    codes: list[str] = []
    for grant in turn.person.grants:
        if grant.role in roles and grant.programme == turn.programme.id:
            codes += _inside(turn, grant.area)
    return list(dict.fromkeys(codes))


def _inside(turn: Turn, area: str) -> list[str]:
    if turn.areas.get(area).level == "commune":
        return [area]
    return [code for unit in turn.areas.children(area, turn.today) for code in _inside(turn, unit.code)]
