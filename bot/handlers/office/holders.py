"""Who holds a role below: found for every act on it."""

from __future__ import annotations

from bot.handlers.turn import Turn
from bot.records.offices import Holding
from ocop_domain.rights import Act, Role, appoints, grants_for, may_appoint


def refuse(turn: Turn) -> None:
    turn.tell("error.not_yours", turn.button("menu", "menu.back"))


async def below(turn: Turn) -> list[Holding]:
    """Everybody who holds a role that this person may give and take."""
    own = grants_for(turn.person.grants, Act.APPOINT)
    units = list(turn.areas.within([grant.area for grant in own if grant.area], turn.today).units)
    everywhere = any(not grant.area for grant in own)
    held = await turn.reads.holdings(sorted(appoints(own)), None if everywhere else units)
    return [one for one in held if may_appoint(own, one.grant.role, one.grant.area, turn.reaches)]


async def found(turn: Turn, person: int, role: str, area: str) -> Holding | None:
    """Who holds it, where this person may take it away; else says so."""
    own = grants_for(turn.person.grants, Act.APPOINT)
    known = role in set(Role) and turn.areas.find(area) is not None
    if not known or not may_appoint(own, Role(role), area, turn.reaches):
        refuse(turn)
        return None
    held = await turn.reads.holdings([Role(role)], [area])
    holding = next((one for one in held if one.person == person), None)
    if holding is None:
        turn.tell("people.gone", turn.button("staff", "people.title"), turn.button("menu", "menu.back"))
    return holding


def named(holding: Holding) -> str:
    """How a button names it."""
    return f"{holding.person}:{holding.grant.role}:{holding.grant.area}"


def short(turn: Turn, holding: Holding) -> str:
    """The name, else the unit."""
    unit = turn.areas.find(holding.grant.area)
    return holding.official.name or (unit.name if unit else turn.t("people.nameless"))
