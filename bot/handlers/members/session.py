"""For which of one's producers one works: the way in and out, and what every screen says of it."""

from __future__ import annotations

from dataclasses import replace

from bot.handlers import menu
from bot.handlers.shared.policy import Policy, Side
from bot.handlers.turn import Turn
from bot.messages import Reply, shortened
from bot.records.people import PRODUCER, Person, Team
from bot.writes.forms import SetPlace
from bot.writes.members import SetTeam

OWN_DRAFTS = frozenset({"draft"})
"""Buttons whose first argument names a form that was begun."""


async def enter(turn: Turn, account: int) -> bool:
    """Works for this producer from now on; False when it is none of theirs, and nothing was said."""
    if account == turn.person.id and not turn.person.help:
        return True
    me = turn.person.me
    if account == me.id:
        leave(turn)
        return True
    if turn.person.help or account not in me.accounts:
        return False
    team = await turn.reads.team(account, me.id)
    if team.ended:
        return False
    turn.do(SetTeam(account), SetPlace(""))
    turn.person = working(me, team)
    return True


def working(me: Person, team: Team) -> Person:
    """The member as they work for a producer."""
    return replace(me, id=team.account, grants=(), draft="", asked="", help=None, speaker=me, team=team, member=True)


def oneself(turn: Turn) -> None:
    """This one turn is about whoever speaks; the phone goes on working for the producer."""
    turn.person = turn.person.me


def leave(turn: Turn) -> None:
    """Back to the own account; what was typed for the producer is kept."""
    if turn.person.team and turn.person.speaker:
        turn.person = replace(turn.person.speaker, draft="")
        turn.do(SetTeam(0), SetPlace(""))


async def still(turn: Turn) -> bool:
    """Whether the member still works for the producer; else brings them back, and says so."""
    team = turn.person.team
    if team is None or not team.ended:
        return True
    leave(turn)
    await menu.show(turn, turn.t("members.over", name=named(turn, team)))
    return False


async def admits(turn: Turn, name: str, rest: str, policy: Policy) -> None:
    """Sees to it that a button is pressed for whom it is meant: an official's, one's own, another producer's."""
    if name == "as":
        await _other_face(turn, rest)
        return
    if await _to_its_producer(turn, name, rest, policy):
        return
    if policy.own:
        oneself(turn)
    elif turn.person.team and policy.side is Side.OFFICE:
        leave(turn)


async def _other_face(turn: Turn, chosen: str) -> None:
    """An office is one's own; who has no producer of their own works for another's."""
    me = turn.person.me
    if chosen != PRODUCER:
        leave(turn)
    elif me.accounts and not (me.member or turn.person.team or turn.person.help):
        await enter(turn, me.accounts[0])


async def _to_its_producer(turn: Turn, name: str, rest: str, policy: Policy) -> bool:
    """A screen or notice of another producer of theirs: works for that one from now on, and says so."""
    if not turn.person.me.accounts or turn.person.help or policy.side is Side.OFFICE:
        return False
    subject = rest.partition(":")[0]
    owner = await _owner(turn, name, subject) if subject else 0
    if owner in {0, turn.person.id}:
        return False
    if owner not in turn.person.speaks_for:
        if turn.person.team and any(turn.person.me.grants):  # somebody else's: seen as an official, if at all
            leave(turn)
        return False
    return await enter(turn, owner)


async def _owner(turn: Turn, name: str, subject: str) -> int:
    """Whose the thing is that a button names; 0 where it names none."""
    if subject.isdecimal():
        return 0
    application = await turn.reads.application(subject)
    if application or name not in OWN_DRAFTS:
        return application.owner if application else 0
    return await turn.reads.owner_of_draft(subject)


def named(turn: Turn, team: Team) -> str:
    """What the producer is called."""
    return team.name or turn.t("members.nameless")


def frame(turn: Turn) -> None:
    """Says on every screen for which producer one works, where one has more than one."""
    team = turn.person.team
    if team is None or not _several(turn):
        return
    line = turn.t("members.working", name=_short(named(turn, team)))
    turn.replies[:] = [framed(reply, line) for reply in turn.replies]


def framed(reply: Reply, line: str) -> Reply:
    """A screen with a line above its title."""
    return reply.with_(title=f"{line}\n{reply.title}" if reply.title else line)


def _several(turn: Turn) -> bool:
    """Whether there is another producer, or an office, for which this could be taken."""
    me = turn.person.me
    return me.member or bool(me.accounts[1:] or me.grants)


def _short(name: str) -> str:
    return shortened(name, 40)
