"""Who holds a role below: given by a one-time code, taken away, handed from one to another."""

from __future__ import annotations

from datetime import timedelta

from bot.conversations.form import Draft
from bot.conversations.forms.appoint import APPOINT, APPOINT_AGENCY, REPLACE
from bot.handlers.account import phones, summary
from bot.handlers.account.codes import fresh_code, hash_token
from bot.handlers.account.office import end, line
from bot.handlers.forms import filling
from bot.handlers.office import leaves
from bot.handlers.office.holders import below, named, refuse, short
from bot.handlers.office.holders import found as holder
from bot.handlers.shared.paging import earlier, few, start_of, taken
from bot.handlers.turn import Turn
from bot.kit.clock import day_of
from bot.messages import Choice, Reply
from bot.records.offices import Holding
from bot.records.people import Invitation
from bot.writes.people import AddInvitation
from ocop_domain.agencies import Agency, AgencyKind, known_agencies
from ocop_domain.rights import SPECS, Act, Grant, grants_for, may_name, may_seat, role_at

CODE_DAYS = 7
_SHOWN = 5


def door(turn: Turn) -> list[Choice]:
    """The way to the people below, for who may name them."""
    return [turn.button("staff", "people.title")] if grants_for(turn.person.grants, Act.APPOINT) else []


async def show(turn: Turn, start: int = 0) -> None:
    """Who holds which role in the own area, since when; the way to name somebody more."""
    if not grants_for(turn.person.grants, Act.APPOINT):
        refuse(turn)
        return
    found = await below(turn)
    start = start_of(start, len(found))
    shown = found[start : start + taken(start, len(found), _SHOWN)]
    lines = [f"{n}. {_line(turn, one)}" for n, one in enumerate(shown, start + 1)]
    doors = [Choice(f"holder:{named(one)}", short(turn, one)) for one in found]
    choices = [*few(turn, doors, "staff", start)[:_SHOWN], turn.button("appoint", "people.appoint")]
    more = (turn.button("agencies", "people.appoint_agency"), turn.button("invitemany", "invite.many"))
    nav = (*earlier(turn, "staff", start, _SHOWN), *more, turn.button("menu", "menu.back"))
    text = "\n".join(lines) or turn.t("people.none")
    turn.say(Reply(text, turn.t("people.title"), tuple(choices), nav))


def _line(turn: Turn, holding: Holding) -> str:
    said = line(holding.official) or turn.t("people.nameless")
    since = turn.t.day(day_of(holding.since)) if holding.since else "–"
    return turn.t("people.line", role=summary.office(turn, holding.grant), who=said, day=since)


async def one(turn: Turn, person: int, role: str, area: str) -> None:
    """One who holds a role: to take it away, or to hand it to somebody else."""
    found = await holder(turn, person, role, area)
    if found:
        away, leave = await leaves.door(turn, found)
        choices = (
            turn.button(f"replace:{named(found)}", "people.replace"),
            *leave,
            turn.button(f"askdismiss:{named(found)}", "people.dismiss"),
        )
        nav = (turn.button("staff", "people.title"), turn.button("menu", "menu.back"))
        text = "\n".join(line for line in (_line(turn, found), away) if line)
        turn.say(Reply(text, turn.t("people.title"), choices, nav))


async def ask_dismiss(turn: Turn, person: int, role: str, area: str) -> None:
    """Says what it means, and asks."""
    found = await holder(turn, person, role, area)
    if found:
        turn.tell(
            "people.ask_dismiss",
            turn.button(f"holder:{named(found)}", "nav.back"),
            turn.button(f"dismiss:{named(found)}", "people.dismiss_yes"),
            who=_line(turn, found),
        )


async def dismiss(turn: Turn, person: int, role: str, area: str) -> None:
    """The role ends at once; the holder hears it."""
    found = await holder(turn, person, role, area)
    if found is None or phones.waits(turn):
        return
    await end(turn, found.person, found.grant, turn.person.id)
    turn.tell("people.dismissed", turn.button("staff", "people.title"), turn.button("menu", "menu.back"))


# Somebody else, and somebody more


async def begin(turn: Turn) -> None:
    """Asks for which commune, and who it is."""
    if not grants_for(turn.person.grants, Act.APPOINT):
        refuse(turn)
    elif not phones.waits(turn):
        await filling.enter(turn, Draft(turn.new_id(), APPOINT.id, APPOINT.version, turn.programme.id))


async def begin_replacing(turn: Turn, person: int, role: str, area: str) -> None:
    """Asks who takes over."""
    found = await holder(turn, person, role, area)
    if found and not phones.waits(turn):
        draft = Draft(turn.new_id(), REPLACE.id, REPLACE.version, turn.programme.id, subject=named(found))
        await filling.enter(turn, draft, _line(turn, found))


async def appointed(turn: Turn, draft: Draft) -> None:
    """A code for an officer of a commune."""
    await offer(turn, str(draft.answers["appoint_name"]), Grant(role_at("commune"), str(draft.answers["appoint_area"])))


async def begin_for_agency(turn: Turn, agency: str) -> None:
    """Asks who shall speak for an agency of the own unit."""
    grant = for_agency(turn, known_agencies().get(agency))
    if grant is None:
        refuse(turn)
    elif not phones.waits(turn):
        form = APPOINT_AGENCY
        await filling.enter(turn, Draft(turn.new_id(), form.id, form.version, turn.programme.id, subject=agency))


async def appointed_for_agency(turn: Turn, draft: Draft) -> None:
    """A code for whoever speaks for an agency."""
    grant = for_agency(turn, known_agencies().get(draft.subject))
    if grant is None:
        refuse(turn)
        return
    await offer(turn, str(draft.answers["appoint_name"]), grant)


def for_agency(turn: Turn, agency: Agency | None) -> Grant | None:
    """The role of who speaks for an agency in the own territory; None where it is not this person's to give."""
    if agency is None or agency.kind is not AgencyKind.AGENCY or not agency.level:
        return None
    own = grants_for(turn.person.grants, Act.APPOINT)
    role = role_at(agency.level)
    meant = (Grant(role, grant.area, agency=agency.id) for grant in own if SPECS[grant.role].levels == (agency.level,))
    return next((grant for grant in meant if may_name(own, grant, turn.reaches)), None)


async def replacing(turn: Turn, draft: Draft) -> None:
    """A code for whoever takes over; who holds the role keeps it until the code is taken."""
    person, role, area = draft.subject.split(":")
    found = await holder(turn, int(person), role, area)
    if found:
        await offer(turn, str(draft.answers["appoint_name"]), found.grant, instead=found.person)


async def offer(turn: Turn, name: str, grant: Grant, instead: int = 0) -> None:
    """A one-time code for a role; `instead` holds it until the code is taken."""
    own = grants_for(turn.person.grants, Act.APPOINT)
    if phones.waits(turn):
        return
    if not may_name(own, grant, turn.reaches) and not may_seat(turn.person.grants, grant.role, grant.area):
        refuse(turn)
        return
    code = fresh_code(turn)
    expires = turn.now + timedelta(days=CODE_DAYS)
    invitation = Invitation(
        token_hash=hash_token(code),
        expires=expires,
        role=grant.role,
        area=grant.area,
        by=turn.person.id,
        whom=name,
        account=instead,
        agency=grant.agency,
    )
    turn.do(AddInvitation(invitation))
    links, picture = await turn.papers.invitation(code)
    role, days = summary.office(turn, grant), CODE_DAYS
    if instead:
        lines = [turn.t("people.code_instead", name=name, role=role, code=code, days=days)]
    else:
        lines = [turn.t("people.code", name=name, role=role, code=code, days=days)]
    lines += [turn.t(f"assist.link_{channel}", link=link) for channel, link in links.items()]
    choices = (*door(turn), turn.button("menu", "menu.back"))
    turn.say(Reply("\n\n".join(lines), turn.t("people.title"), choices, files=(picture,) if picture else ()))
