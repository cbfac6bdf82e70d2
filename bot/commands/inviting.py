"""Makes one-time invitations to a role."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.bootstrap import clock_of, open_store, programme_of
from bot.handlers.account.codes import hash_token
from bot.kit.clock import day_of
from bot.records.people import Invitation
from bot.settings.config import BadSettings, Settings
from ocop_domain.areas import Area, load_areas
from ocop_domain.programmes import Programme
from ocop_domain.rights import Role

_LEVELS: dict[Role, tuple[str, ...]] = {
    Role.COMMUNE_OFFICER: ("commune",),
    Role.DISTRICT_STAFF: ("district",),
    Role.PROVINCE_STAFF: ("province",),
    Role.COUNCIL_MEMBER: ("district", "province"),
    Role.COUNCIL_SECRETARY: ("district", "province"),
}
"""The levels at which a role may sit."""


@dataclass(frozen=True, slots=True)
class MadeInvitation:
    """An invitation and how it is given away; the token is shown once and not kept."""

    token: str
    link: str
    role: Role
    place: str
    programme: str
    expires: datetime


async def invite(settings: Settings, role: str, area: str, holds: timedelta) -> MadeInvitation:
    """Keeps the hash of a new token; `BadSettings` when role or area are not clear."""
    if role not in set(Role):
        raise BadSettings(f"--role: choose one of {', '.join(Role)}")
    chosen, programme, now = Role(role), programme_of(settings), clock_of(settings)()
    unit = None if chosen is Role.ADMIN else _unit(area, chosen, programme, day_of(now))
    token = secrets.token_hex(12)
    store = await open_store(settings)
    try:
        invitation = Invitation(hash_token(token), now + holds, chosen, unit.code if unit else "", programme.id)
        await store.invite(invitation, now)
    finally:
        await store.close()
    base = settings.web_url or f"http://localhost:{settings.web_port}"
    place = load_areas().label(unit.code) if unit else "–"
    return MadeInvitation(token, f"{base.rstrip('/')}/join/{token}", chosen, place, programme.id, invitation.expires)


def _unit(area: str, role: Role, programme: Programme, today: date) -> Area:
    """The unit that is meant, inside the programme's province where it has one."""
    areas = load_areas()
    province = areas.search(programme.province, today, level="province", limit=1) if programme.province else []
    levels = _LEVELS[role]
    if (found := areas.find(area)) and found.in_force(today) and {found.level, "district"} & set(levels):
        return found
    within = province[0].code if province and "province" not in levels else None
    hits = areas.search(area, today, within=within, limit=6) if area else []
    # Without districts the district's staff sit at the province or in a commune.
    fitting = [u for u in hits if u.level in levels] or (hits if levels == ("district",) else [])
    if not fitting:
        raise BadSettings(f'--area: no {" or ".join(levels)} found for "{area}"')
    exact = [u for u in fitting if u.name.casefold() == area.partition(",")[0].strip().casefold()]
    if len(exact or fitting) > 1:
        names = "\n".join(f"  {u.code}  {areas.label(u.code)}" for u in fitting)
        raise BadSettings(f'--area: "{area}" may be several; give the code:\n{names}')
    return (exact or fitting)[0]
