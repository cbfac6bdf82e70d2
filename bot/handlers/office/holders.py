"""Who holds a role below: found for every act on it."""

from __future__ import annotations

from bot.handlers.turn import Turn
from bot.messages import shortened
from bot.records.offices import Holding
from ocop_domain.agencies import known_agencies
from ocop_domain.rights import Act, Grant, Role, appoints, grants_for, may_name


def refuse(turn: Turn) -> None:
    turn.tell("error.not_yours", turn.button("menu", "menu.back"))


async def below(turn: Turn) -> list[Holding]:
    """Everybody who holds a role that this person may give and take."""
    own = grants_for(turn.person.grants, Act.APPOINT)
    units = list(turn.areas.within([grant.area for grant in own if grant.area], turn.today).units)
    everywhere = any(not grant.area for grant in own)
    roles = appoints(own) | {grant.role for grant in own if grant.area}
    held = await turn.reads.holdings(sorted(roles), None if everywhere else units)
    return [one for one in held if may_name(own, one.grant, turn.reaches)]


async def found(turn: Turn, person: int, role: str, area: str) -> Holding | None:
    """Who holds it, where this person may take it away; else says so."""
    own = grants_for(turn.person.grants, Act.APPOINT)
    known = role in set(Role) and turn.areas.find(area) is not None
    held = await turn.reads.holdings([Role(role)], [area]) if known else []
    holding = next((one for one in held if one.person == person), None)
    grant = holding.grant if holding else Grant(Role(role), area) if known else None
    if grant is None or not may_name(own, grant, turn.reaches):
        refuse(turn)
        return None
    if holding is None:
        turn.tell("people.gone", turn.button("staff", "people.title"), turn.button("menu", "menu.back"))
    return holding


def named(holding: Holding) -> str:
    """How a button names it."""
    return f"{holding.person}:{holding.grant.role}:{holding.grant.area}"


def short(turn: Turn, holding: Holding) -> str:
    """The name, else the agency for which they speak, else the unit with the role: one unit has several."""
    if holding.official.name:
        return holding.official.name
    agency, unit = known_agencies().get(holding.grant.agency), turn.areas.find(holding.grant.area)
    if agency or unit is None:
        return agency.name if agency else turn.t("people.nameless")
    return shortened(f"{unit.name}: {turn.t(f'account.role.{holding.grant.role}')}")
