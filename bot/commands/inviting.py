"""Makes one-time invitations to a role: for exactly the unit that was named, at a level that the role has."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.bootstrap import clock_of, open_store
from bot.handlers.account.codes import hash_token
from bot.kit.clock import day_of
from bot.records.people import Invitation
from bot.settings.config import BadSettings, Settings
from bot.storage.store import Store
from ocop_domain.agencies import AgencyKind, known_agencies
from ocop_domain.areas import Area, load_areas
from ocop_domain.areas.exact import named
from ocop_domain.rights import SPECS, Role


@dataclass(frozen=True, slots=True)
class MadeInvitation:
    """An invitation and how it is given away; the token is shown once and not kept."""

    token: str
    link: str
    role: Role
    place: str
    expires: datetime
    whom: str = ""


@dataclass(frozen=True, slots=True)
class InvitationRequest:
    """Whom to invite: to which role, for which unit (None for a role without one), written down as whom."""

    role: Role
    unit: Area | None
    whom: str = ""
    until: date | None = None
    agency: str = ""


async def invite(
    settings: Settings,
    role: str,
    area: str,
    holds: timedelta,
    *,
    whom: str = "",
    until: date | None = None,
    agency: str = "",
) -> MadeInvitation:
    """Keeps the hash of a new token; `BadSettings` when role or area are not clear: then nothing is made."""
    chosen, today = role_of(role), day_of(clock_of(settings)())
    wanted = InvitationRequest(chosen, unit_of(area, chosen, today), whom, until, agency_of(agency, chosen))
    store = await open_store(settings)
    try:
        return (await make(store, settings, [wanted], holds))[0]
    finally:
        await store.close()


async def make(
    store: Store, settings: Settings, wanted: Sequence[InvitationRequest], holds: timedelta
) -> list[MadeInvitation]:
    """One invitation for each."""
    now, areas = clock_of(settings)(), load_areas()
    base = (settings.web_url or f"http://localhost:{settings.web_port}").rstrip("/")
    made = []
    for one in wanted:
        token, code = secrets.token_hex(12), one.unit.code if one.unit else ""
        kept = Invitation(
            hash_token(token), now + holds, one.role, code, until=one.until, whom=one.whom, agency=one.agency
        )
        await store.invite(kept, now)
        agency = known_agencies().get(one.agency)
        place = ", ".join([*([agency.name] if agency else []), areas.label(code) if code else "–"])
        made.append(MadeInvitation(token, f"{base}/join/{token}", one.role, place, kept.expires, one.whom))
    return made


def role_of(role: str) -> Role:
    """The role that is meant; `BadSettings` names those that there are."""
    if role not in set(Role):
        raise BadSettings(f"--role: choose one of {', '.join(Role)}")
    return Role(role)


def agency_of(agency: str, role: Role) -> str:
    """The agency for which somebody in this role may speak; `BadSettings` names those that there are."""
    if not agency:
        return ""
    levels = SPECS[role].levels
    may = {id_: one for id_, one in known_agencies().items() if one.kind is AgencyKind.AGENCY and one.level in levels}
    if agency in may:
        return agency
    lines = "\n".join(f"  {id_}  {one.name}" for id_, one in sorted(may.items()))
    raise BadSettings(f"--agency: nobody speaks for “{agency}” as {role}; choose one of:\n{lines}")


def unit_of(area: str, role: Role, today: date) -> Area | None:
    """Exactly the unit that was named; else `BadSettings` with those that may be meant."""
    levels = SPECS[role].levels
    if not levels:
        return None
    found = named(load_areas(), area, today, levels)
    if found.unit:
        return found.unit
    wanted = " or ".join(levels)
    if not found.candidates:
        raise BadSettings(f'--area: no {wanted} found for "{area}"')
    lines = "\n".join(f"  {unit.code}  {load_areas().label(unit.code)}" for unit in found.candidates)
    raise BadSettings(f'--area: "{area}" does not name one {wanted}; give the code of the one that is meant:\n{lines}')
