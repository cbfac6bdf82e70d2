"""For whom one works: the own producers, one more, and how one comes into somebody's."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations.forms.consent import DOSSIER
from bot.handlers import menu
from bot.handlers.account import consent
from bot.handlers.members import vouched
from bot.handlers.members.session import enter, named, working
from bot.handlers.shared.paging import earlier, few, start_of
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.people import Invitation, MemberPart, Team
from bot.writes.members import AddMember, BeginProducer, SetTeam
from bot.writes.people import Notify, UseInvitation

MOST = 20
"""Producers of one person."""


async def show(turn: Turn, start: int = 0) -> None:
    """Every producer for whom one may work, and the one in hand."""
    me, t = turn.person.me, turn.t
    found = await turn.reads.teams(me.id)
    if me.member or not found:
        found = [await turn.reads.team(me.id, me.id), *found]
    now = next((team for team in found if team.account == turn.person.id), found[0])
    others = [Choice(f"workfor:{team.account}", named(turn, team)) for team in found if team.account != now.account]
    start = start_of(start, len(others))
    choices = [*few(turn, others, "producers", start)[:5], turn.button("otherproducer", "members.another")]
    nav = (*earlier(turn, "producers", start), turn.button("team", "members.title"), turn.button("menu", "menu.back"))
    text = t("members.working_ask" if others else "members.working_only", name=named(turn, now))
    turn.say(Reply(text, t("members.switch"), tuple(choices), nav))


async def work_for(turn: Turn, account: int) -> None:
    """Works for this producer from now on, at this phone."""
    if not await enter(turn, account):
        turn.tell("error.not_yours", turn.button("producers", "members.switch"), turn.button("menu", "menu.back"))
        return
    team = turn.person.team or await turn.reads.team(account, account)
    await menu.show(turn, turn.t("members.now", name=named(turn, team)))


async def another(turn: Turn) -> None:
    """A further producer, with lists, papers and people of its own."""
    me = turn.person.me
    if me.consents.get(DOSSIER) is None:
        await consent.ask(turn, then="register")
        return
    if len(me.accounts) >= MOST:
        turn.tell("members.too_many", turn.button("producers", "members.switch"), turn.button("menu", "menu.back"))
        return
    turn.person = me
    turn.do(BeginProducer(turn.new_id()))
    choices = (turn.button("register", f"menu.register_{turn.programme.form}"), turn.button("menu", "menu.back"))
    turn.tell("members.begun", *choices)


# Coming into somebody's


async def ask(turn: Turn, found: Invitation, yes: str) -> bool:
    """Shows for whom one would work; False where the code opens nothing any more."""
    me = turn.person.me
    if not await _open(turn, found):
        return False
    team = await turn.reads.team(found.account, me.id)
    if not team.ended or found.account == me.id:
        turn.tell("members.already", turn.button("menu", "menu.back"), name=named(turn, team))
        return True
    part = found.part or MemberPart.HELPER
    text = turn.t("members.ask_in", name=named(turn, team), part=turn.t(f"members.part.{part}"))
    text = f"{text}\n\n{turn.t('join.careful')}"
    choices = (turn.button(yes, "members.take"), turn.button("nothanks", "link.decline"))
    turn.say(Reply(text, turn.t("members.title"), choices))
    return True


async def _open(turn: Turn, found: Invitation) -> bool:
    """Whether whoever gave the code still says who works for the producer: an owner, or the commune's officer."""
    members = await turn.reads.members(found.account)
    owner = any(member.person == found.by and member.part is MemberPart.OWNER for member in members)
    return owner or await vouched.still_may(turn, found)


async def come_in(turn: Turn, found: Invitation) -> bool:
    """From now on this person works for the producer; the others hear it. False where the code opens nothing."""
    me = turn.person.me
    team = await turn.reads.team(found.account, me.id)
    if not await _open(turn, found) or not team.ended or found.account == me.id:
        return False
    part = found.part or MemberPart.HELPER
    told = await turn.reads.told(found.account)
    by_owner = any(one.person == found.by for one in await turn.reads.members(found.account))
    turn.do(UseInvitation(found.token_hash), AddMember(found.account, me.id, part, found.whom, found.by))
    for recipient in told:
        t = turn.texts[recipient.language]
        producer = team.name or t("members.nameless")
        came = t("members.came", name=found.whom, producer=producer)
        text = came if by_owner else t("members.came_by_officer", name=found.whom, producer=producer)
        notice = Reply(text, t("notice.title"), (Choice(f"for:{found.account}:team", t("members.title")),))
        turn.do(Notify(recipient.person, notice, f"memberin:{found.token_hash[:16]}:{recipient.person}"))
    await start_work(turn, replace(team, part=part, ended=False))
    return True


async def start_work(turn: Turn, team: Team) -> None:
    """Works for a producer to whom this person came by this very turn; a newcomer is asked for consent."""
    me = replace(turn.person.me, accounts=tuple(sorted({*turn.person.me.accounts, team.account})))
    turn.do(SetTeam(team.account))
    turn.person = working(me, team)
    welcome = turn.t("members.welcome", name=named(turn, team), part=turn.t(f"members.part.{team.part}"))
    if DOSSIER in me.consents:
        await menu.show(turn, welcome)
    else:
        await consent.ask(turn, note=welcome)
