"""The agencies of a programme in chat: what each does, what it leads, where to ask; staff fill the contacts in."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.agencies import AGENCY_CONTACT
from bot.handlers.forms import filling
from bot.handlers.office import people
from bot.handlers.shared import dates
from bot.handlers.shared.paging import earlier, more, start_of, taken
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.agencies import AgencyContact
from bot.writes.agencies import PutAgencyContact
from ocop_domain.agencies import Agency, AgencyKind
from ocop_domain.duties.model import Duty
from ocop_domain.rights import Act, grants_for

_SHOWN = 6
"""Duties of an agency that its page names."""


async def _known(turn: Turn) -> dict[str, Agency]:
    """The agencies for which somebody may speak, of all programmes that ask something here; what leads first."""
    programmes = sorted(await dates.asking(turn), key=lambda one: one.id != turn.programme.id)
    found: dict[str, Agency] = {}
    for one in (agency for programme in programmes for agency in programme.agencies):
        if one.kind is AgencyKind.AGENCY:
            found.setdefault(one.id, one)
    return found


async def _led(turn: Turn, agency: str) -> list[Duty]:
    every = (duty for programme in await dates.asking(turn) for duty in programme.duties)
    return [duty for duty in every if any(one.id == agency for one in duty.leading.lead)]


def _unit(turn: Turn, agency: Agency) -> str:
    """The unit of this person's own territory in which the agency sits; "" where none is known."""
    held = [grant.area for grant in turn.person.grants if grant.area]
    areas = held or ([turn.person.home] if turn.person.home else [])
    path = [unit for area in areas for unit in turn.areas.path(area)]
    return next((unit.code for unit in path if unit.level == agency.level), "")


def _may_fill(turn: Turn, agency: Agency) -> bool:
    """Whether this person's own unit is the agency's, and they may do what staff above communes does."""
    own = {grant.area for grant in grants_for(turn.person.grants, Act.MOVE_DATE)}
    return _unit(turn, agency) in own


async def show(turn: Turn, start: int = 0) -> None:
    """All of them, page by page, each to be opened."""
    found = list((await _known(turn)).values())
    start = start_of(start, len(found))
    shown = found[start : start + taken(start, len(found))]
    choices = [Choice(f"agency:{one.id}", one.name) for one in shown]
    choices += more(turn, "agencies", start, len(found))
    nav = (*earlier(turn, "agencies", start), turn.button("menu", "menu.back"))
    text = "\n".join(f"{n}. {one.name}" for n, one in enumerate(shown, 1)) or turn.t("agencies.none")
    turn.say(Reply(text, turn.t("agencies.title"), tuple(choices), nav))


async def one(turn: Turn, agency: str, note: str = "") -> None:
    """One of them: what it does, what it leads, where to ask."""
    found = (await _known(turn)).get(agency)
    if found is None:
        await show(turn)
        return
    t, unit = turn.t, _unit(turn, found)
    contacts = {c.agency: c for c in await turn.reads.agency_contacts([unit])} if unit else {}
    said = contacts[agency].said if agency in contacts else ""
    lines = [note] if note else []
    lines += [found.does] if found.does else []
    lines.append(t("agencies.ask_at", said=said) if said else t("agencies.no_contact"))
    led = await _led(turn, agency)
    lines += [t("agencies.leads"), *(f"• {duty.title}" for duty in led[:_SHOWN])] if led else []
    choices = [turn.button(f"agencysay:{agency}", "agencies.fill")] if _may_fill(turn, found) else []
    choices += [turn.button(f"appointfor:{agency}", "agencies.appoint")] if people.for_agency(turn, found) else []
    nav = (turn.button("agencies", "agencies.title"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), found.name, tuple(choices), nav))


async def begin(turn: Turn, agency: str) -> None:
    """Asks where to ask it."""
    found = (await _known(turn)).get(agency)
    if found is None or not _may_fill(turn, found):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    draft = Draft(turn.new_id(), AGENCY_CONTACT.id, AGENCY_CONTACT.version, turn.programme.id, subject=agency)
    await filling.enter(turn, draft, found.name)


async def filled(turn: Turn, draft: Draft) -> None:
    """The contact is kept for the own unit."""
    found = (await _known(turn)).get(draft.subject)
    if found is None or not _may_fill(turn, found):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return
    said = {name: str(draft.answers.get(f"agency_{name}") or "") for name in ("post", "phone", "place")}
    turn.do(PutAgencyContact(AgencyContact(_unit(turn, found), found.id, **said)))
    buttons = (turn.button(f"agency:{found.id}", "agencies.open"), turn.button("menu", "menu.back"))
    turn.tell("agencies.kept", *buttons, name=found.name)
