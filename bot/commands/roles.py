"""Who holds which role, which invitations are out, and how both end."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from bot.bootstrap import clock_of, open_store
from bot.commands.inviting import role_of, unit_of
from bot.handlers.services import Conflict
from bot.kit.clock import VIETNAM, day_of
from bot.operation.terms import end_role
from bot.records.offices import Holding, OpenInvitation
from bot.settings.config import BadSettings, Settings
from bot.storage.account import offices
from bot.storage.writes import By
from bot.texts import Texts
from bot.writes.people import EndGrant
from ocop_domain.areas import Areas, load_areas
from ocop_domain.rights import SPECS, Grant

SHORT = 10
"""Characters of an invitation's id that are shown and taken."""


async def roles(settings: Settings, *, past: bool, as_json: bool) -> str:
    """Every role that is held (or was): who, where, since when, by whose invitation."""
    store = await open_store(settings)
    try:
        found = await (offices.formerly_held if past else offices.held)(store.database)
    finally:
        await store.close()
    areas = load_areas()
    if as_json:
        return json.dumps([_holding_json(holding, areas) for holding in found], ensure_ascii=False, indent=2)
    return "\n".join(_holding_line(holding, areas) for holding in found) or "nobody"


def _holding_json(holding: Holding, areas: Areas) -> dict[str, Any]:
    grant, official = holding.grant, holding.official
    return {
        "person": holding.person,
        "role": str(grant.role),
        "area": grant.area,
        "place": _place(grant, areas),
        "since": holding.since.isoformat() if holding.since else None,
        "until": grant.until.isoformat() if grant.until else None,
        "invited_by": holding.by or None,
        "ended": holding.ended.isoformat() if holding.ended else None,
        "how": holding.how or None,
        "name": official.name or None,
        "post": official.post or None,
        "phone": official.phone or None,
    }


def _holding_line(holding: Holding, areas: Areas) -> str:
    grant, official = holding.grant, holding.official
    by = f"invited by {holding.by_name or holding.by}" if holding.by else "invited at the machine"
    parts = [str(holding.person), str(grant.role), grant.area or "–", _place(grant, areas)]
    parts += [f"since {_day(holding.since)}", by]
    parts += [f"until {grant.until:%d/%m/%Y}"] if grant.until else []
    parts += [f"ended {holding.ended:%d/%m/%Y} ({holding.how})"] if holding.ended else []
    said = ", ".join(part for part in (official.name, official.post, official.phone) if part)
    return " · ".join([*parts, said or "no name given"])


def _place(grant: Grant, areas: Areas) -> str:
    return areas.label(grant.area) if areas.find(grant.area) else "–"


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y}" if moment else "?"


async def remove(settings: Settings, person: int, role: str, area: str) -> str:
    """Takes a role away at once; the person is told, what they did stays readable."""
    chosen, now = role_of(role), clock_of(settings)()
    store = await open_store(settings)
    try:
        held = [h.grant for h in await offices.held(store.database) if h.person == person and h.grant.role is chosen]
        grant = _one_of(held, area, settings)
        await end_role(store, Texts(), load_areas(), EndGrant(person, grant, 0, "removed"), now)
    except Conflict:
        raise BadSettings(f"Person {person} does not hold {role} there any more.") from None
    finally:
        await store.close()
    return f"{person} · {role} · {_place(grant, load_areas())} · removed; they are told."


def _one_of(held: list[Grant], area: str, settings: Settings) -> Grant:
    """The one that is meant: by its unit where there are several."""
    if not held:
        raise BadSettings("Nobody with this number holds this role; `ocop-bot roles` lists who holds what.")
    code = area.strip()
    if code and SPECS[held[0].role].levels and code not in {grant.area for grant in held}:
        unit = unit_of(code, held[0].role, day_of(clock_of(settings)()))
        code = unit.code if unit else ""
    fitting = [grant for grant in held if not code or grant.area == code]
    if len(fitting) == 1:
        return fitting[0]
    lines = "\n".join(f"  {grant.area}  {_place(grant, load_areas())}" for grant in held)
    raise BadSettings(f"Give the unit of the role that is to end:\n{lines}")


async def invitations(settings: Settings, *, everything: bool, as_json: bool) -> str:
    """Invitations that can be taken; with `everything` also those that were, or are over."""
    store, now = await open_store(settings), clock_of(settings)()
    try:
        found = await offices.invitations(store.database)
    finally:
        await store.close()
    shown = [invitation for invitation in found if everything or invitation.state(now) == "open"]
    areas = load_areas()
    if as_json:
        return json.dumps([_invitation_json(one, areas, now) for one in shown], ensure_ascii=False, indent=2)
    return "\n".join(_invitation_line(one, areas, now) for one in shown) or "none"


def _invitation_json(one: OpenInvitation, areas: Areas, now: datetime) -> dict[str, Any]:
    return {
        "id": one.id[:SHORT],
        "role": str(one.grant.role),
        "area": one.grant.area,
        "place": _place(one.grant, areas),
        "for": one.whom or None,
        "state": one.state(now),
        "made": one.made.isoformat() if one.made else None,
        "expires": one.expires.isoformat(),
        "taken_by": one.used_by or None,
    }


def _invitation_line(one: OpenInvitation, areas: Areas, now: datetime) -> str:
    parts = [one.id[:SHORT], str(one.grant.role), _place(one.grant, areas), one.whom or "for nobody named"]
    taken = f" by {one.used_name or one.used_by}" if one.used_by else ""
    state = one.state(now)
    parts.append(f"until {_day(one.expires)}" if state == "open" else f"{state}{taken}")
    return " · ".join(parts)


async def cancel(settings: Settings, id_: str) -> str:
    """An invitation that is still open cannot be taken any more."""
    store, now = await open_store(settings), clock_of(settings)()
    try:
        found = [one for one in await offices.invitations(store.database) if one.id.startswith(id_) and len(id_) >= 6]
        open_ = [one for one in found if one.state(now) == "open"]
        if len(open_) != 1:
            states = ", ".join(f"{one.id[:SHORT]} {one.state(now)}" for one in found) or "none of this id"
            raise BadSettings(f"No open invitation {id_} ({states}): see `ocop-bot invitations`.")
        await store.database.write([offices.cancel(open_[0].id, By(0, "", "", now).at)])
    except Conflict:
        raise BadSettings("It was taken in this moment: see `ocop-bot invitations --all`.") from None
    finally:
        await store.close()
    return f"{open_[0].id[:SHORT]} · {open_[0].grant.role} · {_place(open_[0].grant, load_areas())} · cancelled"
