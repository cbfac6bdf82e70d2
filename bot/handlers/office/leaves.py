"""Somebody stands in for an official who is away: named, told, and all comes back after the last day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.conversations.form import Draft
from bot.conversations.forms.leaves import LEAVE
from bot.handlers.account import phones, summary
from bot.handlers.account.codes import fresh_code, hash_token
from bot.handlers.forms import filling
from bot.handlers.office.holders import below, found, named, short
from bot.handlers.shared.paging import earlier, few, start_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.leaves import ON, OVER, PLANNED, Leave
from bot.records.offices import Holding
from bot.records.people import Invitation
from bot.texts import Translator
from bot.writes.leaves import BeginLeave, EndLeave, PlanLeave, SetDeputy
from bot.writes.people import AddInvitation, Notify
from ocop_domain.areas import Areas

_SHOWN = 5
_LONGEST = timedelta(days=366)


async def door(turn: Turn, holding: Holding) -> tuple[str, list[Choice]]:
    """What is said of a leave on the page of who holds a role, and the buttons for it."""
    leave = await turn.reads.leave_of(holding.person, holding.grant)
    if leave is None:
        return "", [turn.button(f"offduty:{named(holding)}", "leaves.open")]
    return await _said(turn, leave), [turn.button(f"endleave:{leave.id}", "leaves.end")]


async def _said(turn: Turn, leave: Leave) -> str:
    official = await turn.reads.official_of(leave.deputy) if leave.deputy else None
    who = official.name if official and official.name else turn.t("leaves.not_named")
    return turn.t("leaves.line", since=f"{leave.since:%d/%m/%Y}", until=f"{leave.until:%d/%m/%Y}", who=who)


async def begin(turn: Turn, person: int, role: str, area: str) -> None:
    """Asks from when to when."""
    holding = await found(turn, person, role, area)
    if holding and not phones.waits(turn):
        draft = Draft(turn.new_id(), LEAVE.id, LEAVE.version, turn.programme.id, subject=named(holding))
        await filling.enter(turn, draft)


async def planned(turn: Turn, draft: Draft) -> None:
    """The days are kept; who stands in is asked."""
    person, role, area = draft.subject.split(":")
    holding = await found(turn, int(person), role, area)
    if holding is None:
        return
    since, until = (date.fromisoformat(draft.answers[f"leave_{name}"]) for name in ("from", "until"))
    if until < since or until - since > _LONGEST:
        again = Draft(turn.new_id(), LEAVE.id, LEAVE.version, turn.programme.id, subject=draft.subject)
        await filling.enter(turn, again, turn.t("leaves.wrong_days"))
        return
    leave = Leave(turn.new_id(), holding.person, holding.grant, since, until, turn.person.id)
    turn.do(PlanLeave(leave))
    await _ask(turn, leave, 0)


async def who(turn: Turn, leave_id: str, start: int = 0) -> None:
    """A further page of who may stand in."""
    leave = await _open(turn, leave_id)
    if leave:
        await _ask(turn, leave, start)


async def _ask(turn: Turn, leave: Leave, start: int) -> None:
    people = {one.person: one for one in await below(turn) if one.person != leave.person}
    doors = [Choice(f"standin:{leave.id}:{person}", short(turn, one)) for person, one in people.items()]
    start = start_of(start, len(doors))
    route = f"leavewho:{leave.id}"
    choices = [*few(turn, doors, route, start)[:_SHOWN], turn.button(f"standcode:{leave.id}", "leaves.newcomer")]
    nav = (*earlier(turn, route, start), turn.button("staff", "people.title"))
    turn.say(Reply(turn.t("leaves.who"), turn.t("leaves.open"), tuple(choices), nav))


async def _open(turn: Turn, leave_id: str) -> Leave | None:
    """A leave that is not over, of somebody whom this person may replace; else says so."""
    leave = await turn.reads.leave(leave_id)
    if leave is None or leave.state == OVER:
        turn.tell("leaves.gone", turn.button("staff", "people.title"), turn.button("menu", "menu.back"))
        return None
    holding = await found(turn, leave.person, leave.grant.role.value, leave.grant.area)
    return leave if holding else None


async def stand_in(turn: Turn, leave_id: str, deputy: int) -> None:
    """Who stands in is named; both are told, and on the first day it passes over."""
    leave = await _open(turn, leave_id)
    if leave is None or phones.waits(turn):
        return
    if leave.state != PLANNED or deputy == leave.person or deputy not in {one.person for one in await below(turn)}:
        turn.tell("leaves.gone", turn.button("staff", "people.title"), turn.button("menu", "menu.back"))
        return
    now = replace(leave, deputy=deputy)
    turn.do(SetDeputy(now))
    begins = leave.since <= turn.today
    if begins:
        turn.do(BeginLeave(now))
    for person in (leave.person, deputy):
        told = await turn.reads.recipient(person)
        t = turn.texts[told.language] if told else turn.t
        reply = told_begun(t, turn.areas, now, person) if begins else told_planned(t, turn.areas, now, person)
        turn.do(Notify(person, reply, f"leave:{leave.id}:{'on' if begins else 'planned'}:{person}"))
    await _kept(turn, now)


async def _kept(turn: Turn, leave: Leave) -> None:
    choices = (turn.button("staff", "people.title"), turn.button("menu", "menu.back"))
    turn.tell("leaves.kept", *choices, line=await _said(turn, leave))


async def by_code(turn: Turn, leave_id: str) -> None:
    """A code for somebody who is not here yet; the role ends with the leave."""
    leave = await _open(turn, leave_id)
    if leave is None or phones.waits(turn):
        return
    if leave.state != PLANNED:
        turn.tell("leaves.gone", turn.button("staff", "people.title"), turn.button("menu", "menu.back"))
        return
    code = fresh_code(turn)
    token = hash_token(code)
    away = await found(turn, leave.person, leave.grant.role.value, leave.grant.area)
    if away is None:
        return
    grant = replace(away.grant, until=leave.until)
    expires = turn.now + timedelta(days=max(7, (leave.since - turn.today).days + 1))
    whom = turn.t("leaves.whom")
    invitation = Invitation(
        token_hash=token,
        expires=expires,
        role=grant.role,
        area=grant.area,
        by=turn.person.id,
        whom=whom,
        until=leave.until,
        agency=grant.agency,
    )
    turn.do(AddInvitation(invitation), SetDeputy(replace(leave, deputy=0, token=token)))
    links, picture = await turn.papers.invitation(code)
    role = summary.office(turn, grant)
    lines = [turn.t("leaves.code", code=code, role=role, until=f"{leave.until:%d/%m/%Y}")]
    lines += [turn.t(f"assist.link_{channel}", link=link) for channel, link in links.items()]
    choices = (turn.button("staff", "people.title"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n\n".join(lines), turn.t("leaves.open"), choices, files=(picture,) if picture else ()))


async def end(turn: Turn, leave_id: str) -> None:
    """Back earlier, or never away."""
    leave = await _open(turn, leave_id)
    if leave is None or phones.waits(turn):
        return
    turn.do(EndLeave(leave))
    if leave.state == ON:
        for person in (leave.person, leave.deputy):
            told = await turn.reads.recipient(person)
            t = turn.texts[told.language] if told else turn.t
            key = f"leave:{leave.id}:over:{person}"
            turn.do(Notify(person, told_back(t, turn.areas, leave, person), key))
    turn.tell("leaves.ended", turn.button("staff", "people.title"), turn.button("menu", "menu.back"))


# What both are told


def _place(areas: Areas, leave: Leave) -> str:
    return areas.label(leave.grant.area) if areas.find(leave.grant.area) else ""


def told_planned(t: Translator, areas: Areas, leave: Leave, person: int) -> Reply:
    """What will be, as soon as it is known."""
    since, until, place = f"{leave.since:%d/%m/%Y}", f"{leave.until:%d/%m/%Y}", _place(areas, leave)
    if person == leave.person:
        return Reply(t("leaves.notice_away", place=place, since=since, until=until), t("notice.title"))
    return Reply(t("leaves.notice_deputy", place=place, since=since, until=until), t("notice.title"))


def told_begun(t: Translator, areas: Areas, leave: Leave, person: int) -> Reply:
    """From today on."""
    place, until = _place(areas, leave), f"{leave.until:%d/%m/%Y}"
    if person == leave.person:
        return Reply(t("leaves.notice_passed", place=place, until=until), t("notice.title"))
    door_ = (Choice("menu", t("menu.back")),)
    return Reply(t("leaves.notice_stands_in", place=place, until=until), t("notice.title"), door_)


def told_back(t: Translator, areas: Areas, leave: Leave, person: int) -> Reply:
    """It is over."""
    place = _place(areas, leave)
    door_ = (Choice("menu", t("menu.back")),)
    if person == leave.person:
        return Reply(t("leaves.notice_back", place=place), t("notice.title"), door_)
    return Reply(t("leaves.notice_over", place=place), t("notice.title"), door_)
