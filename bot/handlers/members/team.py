"""Those who speak for the producer in hand: who they are, one more, one less, one who goes."""

from __future__ import annotations

from datetime import timedelta

from bot.conversations.form import Draft
from bot.conversations.forms.members import LET_IN
from bot.handlers import menu
from bot.handlers.account import phones
from bot.handlers.account.codes import fresh_code, hash_token
from bot.handlers.forms import filling
from bot.handlers.members.session import leave as back
from bot.handlers.members.session import named
from bot.handlers.shared.paging import earlier, more, start_of, taken
from bot.handlers.turn import Turn
from bot.kit.clock import day_of
from bot.messages import Choice, Reply
from bot.records.people import Invitation, Member, MemberPart, Team
from bot.texts import Translator
from bot.writes.members import EndMember, SetPart
from bot.writes.people import AddInvitation, Notify

CODE_HOURS = 72
_SHOWN = 4
"""Members on one screen: the other two buttons are to let somebody in, and to leave."""
_BACK = ("team", "members.title")


async def _ours(turn: Turn) -> tuple[list[Member], MemberPart]:
    """Who speaks for the producer in hand, and what this person is among them."""
    found = await turn.reads.members(turn.person.id)
    mine = next((member.part for member in found if member.person == turn.person.me.id), MemberPart.OWNER)
    return found, mine


async def _as_owner(turn: Turn, person: int = 0) -> Member | None:
    """The member whom an owner wants to change; None where this person may not, or nobody is meant, and says so."""
    found, mine = await _ours(turn)
    meant = next((member for member in found if member.person == person), None)
    if mine is not MemberPart.OWNER:
        turn.tell("members.owners_only", turn.button(*_BACK), turn.button("menu", "menu.back"))
        return None
    if meant is None:
        turn.tell("members.gone", turn.button(*_BACK), turn.button("menu", "menu.back"))
    return meant


async def producer_of(turn: Turn) -> Team:
    """The producer in hand."""
    return turn.person.team or await turn.reads.team(turn.person.id, turn.person.id)


def called(turn: Turn, t: Translator, member: Member) -> str:
    """How a member is called; oneself and whoever began the account have no name there."""
    if member.person == turn.person.me.id:
        return t("members.you")
    return member.name or t("members.began")


async def show(turn: Turn, start: int = 0) -> None:
    """Everybody who speaks for the producer, since when, and what each may do."""
    t = turn.t
    found, mine = await _ours(turn)
    producer = named(turn, await producer_of(turn))
    start = start_of(start, len(found))
    shown = found[start : start + taken(start, len(found), _SHOWN)]
    lines = [f"{n}. {_line(turn, one)}" for n, one in enumerate(shown, start + 1)]
    choices = [Choice(f"member:{one.person}", called(turn, t, one)) for one in shown if _may_change(turn, one, mine)]
    choices += more(turn, "team", start, len(found), _SHOWN)
    if mine is MemberPart.OWNER:
        choices.append(turn.button("letin", "members.let_in"))
    if found[1:] or turn.person.team:
        choices.append(turn.button("askleaveteam", "members.leave"))
    nav = (*earlier(turn, "team", start, _SHOWN), turn.button("producers", "members.switch"))
    text = "\n".join([t("members.head", producer=producer), *lines, "", t("members.what")])
    turn.say(Reply(text, t("members.title"), tuple(choices), (*nav, turn.button("menu", "menu.back"))))


def _line(turn: Turn, member: Member) -> str:
    part = turn.t(f"members.part.{member.part}")
    return turn.t("members.line", name=called(turn, turn.t, member), part=part, day=_since(turn, member))


def _since(turn: Turn, member: Member) -> str:
    return turn.t.day(day_of(member.since))


def _may_change(turn: Turn, member: Member, mine: MemberPart) -> bool:
    return mine is MemberPart.OWNER and member.person != turn.person.me.id


async def one(turn: Turn, person: int) -> None:
    """One member: to make them owner or helper, or to send them out."""
    member = await _as_owner(turn, person)
    if member is None:
        return
    other = MemberPart.HELPER if member.part is MemberPart.OWNER else MemberPart.OWNER
    name = called(turn, turn.t, member)
    choices = (
        turn.button(f"memberpart:{person}:{other}", f"members.make_{other}"),
        turn.button(f"askmemberout:{person}", "members.out"),
    )
    text = turn.t("members.one", name=name, part=turn.t(f"members.part.{member.part}"), day=_since(turn, member))
    turn.say(Reply(text, turn.t("members.title"), choices, (turn.button(*_BACK), turn.button("menu", "menu.back"))))


# One more


async def let_in(turn: Turn) -> None:
    """Asks who it is, and what they may do."""
    _, mine = await _ours(turn)
    if phones.waits(turn):
        return
    if mine is not MemberPart.OWNER:
        turn.tell("members.owners_only", turn.button(*_BACK), turn.button("menu", "menu.back"))
        return
    await filling.enter(turn, Draft(turn.new_id(), LET_IN.id, LET_IN.version, turn.programme.id))


async def offered(turn: Turn, draft: Draft) -> None:
    """A one-time code for somebody more, with its links and its picture."""
    _, mine = await _ours(turn)
    if mine is not MemberPart.OWNER or phones.waits(turn):
        await show(turn)
        return
    code, name = fresh_code(turn), str(draft.answers["member_name"])
    invitation = Invitation(
        hash_token(code),
        turn.now + timedelta(hours=CODE_HOURS),
        by=turn.person.me.id,
        whom=name,
        account=turn.person.id,
        part=MemberPart(str(draft.answers["member_part"])),
    )
    turn.do(AddInvitation(invitation))
    links, picture = await turn.papers.invitation(code)
    lines = [turn.t("members.code", name=name, code=code, days=CODE_HOURS // 24)]
    lines += [turn.t(f"assist.link_{channel}", link=link) for channel, link in links.items()]
    choices = (turn.button(*_BACK), turn.button("menu", "menu.back"))
    files = (picture,) if picture else ()
    turn.say(Reply("\n\n".join(lines), turn.t("members.let_in"), choices, files=files))


# One less


async def ask_out(turn: Turn, person: int) -> None:
    """Says what it means, and asks."""
    if member := await _as_owner(turn, person):
        turn.tell(
            "members.ask_out",
            turn.button(f"member:{person}", "nav.back"),
            turn.button(f"memberout:{person}", "members.out_yes"),
            name=called(turn, turn.t, member),
        )


async def out(turn: Turn, person: int) -> None:
    """The member is out at once; they and the others hear it."""
    member = await _as_owner(turn, person)
    if member is None or phones.waits(turn):
        return
    if person == turn.person.me.id:
        await ask_leave(turn)
        return
    producer = await producer_of(turn)
    turn.do(EndMember(turn.person.id, person, turn.new_id()))
    told = await turn.reads.recipient(person)
    if told and person != turn.person.id:  # whoever began the account goes on under another number: told below
        t = turn.texts[told.language]
        notice = Reply(t("members.you_are_out", producer=producer.name or t("members.nameless")), t("notice.title"))
        turn.do(Notify(person, notice, f"memberout:{turn.person.id}:{person}:{turn.now:%Y%m%d%H%M%S}"))
    name = called(turn, turn.t, member)
    turn.tell("members.is_out", turn.button(*_BACK), turn.button("menu", "menu.back"), name=name)


async def set_part(turn: Turn, person: int, part: str) -> None:
    """A member becomes owner or helper; they are told."""
    member = await _as_owner(turn, person)
    if member is None or phones.waits(turn):
        return
    if part not in set(MemberPart):
        await one(turn, person)
        return
    turn.do(SetPart(turn.person.id, person, MemberPart(part)))
    await _tell_of_part(turn, person, MemberPart(part))
    name = called(turn, turn.t, member)
    part_now = turn.t(f"members.part.{part}")
    turn.tell("members.part_set", turn.button(*_BACK), turn.button("menu", "menu.back"), name=name, part=part_now)


async def _tell_of_part(turn: Turn, person: int, part: MemberPart) -> None:
    told = await turn.reads.recipient(person)
    if told is None:
        return
    t, producer = turn.texts[told.language], await producer_of(turn)
    text = t("members.your_part", producer=producer.name or t("members.nameless"), part=t(f"members.part.{part}"))
    notice = Reply(text, t("notice.title"), (Choice(f"for:{turn.person.id}:team", t("members.title")),))
    turn.do(Notify(person, notice, f"memberpart:{turn.person.id}:{person}:{part}:{turn.now:%Y%m%d%H%M%S}"))


# One who goes


async def ask_leave(turn: Turn) -> None:
    """What leaving means; the last owner says first who takes over."""
    found, mine = await _ours(turn)
    others = [member for member in found if member.person != turn.person.me.id]
    producer = named(turn, await producer_of(turn))
    if not others:
        turn.tell("members.alone", turn.button("forget", "privacy.forget"), turn.button("menu", "menu.back"))
        return
    nav = (turn.button(*_BACK), turn.button("menu", "menu.back"))
    if mine is MemberPart.OWNER and not any(member.part is MemberPart.OWNER for member in others):
        choices = [
            Choice(f"handover:{one.person}", turn.t("members.hand_to", name=called(turn, turn.t, one)))
            for one in others[:5]
        ]
        turn.say(Reply(turn.t("members.hand_over", producer=producer), turn.t("members.leave"), tuple(choices), nav))
        return
    choices = [turn.button("leaveteam", "members.leave_yes")]
    turn.say(Reply(turn.t("members.ask_leave", producer=producer), turn.t("members.leave"), tuple(choices), nav))


async def hand_over(turn: Turn, person: int) -> None:
    """Another becomes owner, and this person goes."""
    member = await _as_owner(turn, person)
    if member is None or phones.waits(turn):
        return
    if person == turn.person.me.id:
        await ask_leave(turn)
        return
    turn.do(SetPart(turn.person.id, person, MemberPart.OWNER))
    await _tell_of_part(turn, person, MemberPart.OWNER)
    await _goes(turn)


async def leave(turn: Turn) -> None:
    """This person works for the producer no longer."""
    found, mine = await _ours(turn)
    others = [member for member in found if member.person != turn.person.me.id]
    last = mine is MemberPart.OWNER and not any(member.part is MemberPart.OWNER for member in others)
    if last or not others:
        await ask_leave(turn)
        return
    if not phones.waits(turn):
        await _goes(turn)


async def _goes(turn: Turn) -> None:
    account, me = turn.person.id, turn.person.me.id
    producer = await producer_of(turn)
    name = named(turn, producer)
    back(turn)
    turn.do(EndMember(account, me, turn.new_id()))
    for told in await turn.reads.told(account):
        if told.person != me:
            t = turn.texts[told.language]
            text = t("members.one_left", producer=producer.name or t("members.nameless"))
            notice = Reply(text, t("notice.title"), (Choice(f"for:{account}:team", t("members.title")),))
            turn.do(Notify(told.person, notice, f"memberleft:{account}:{me}:{told.person}:{turn.now:%Y%m%d%H%M%S}"))
    if account == me:  # the menu is asked for by the next message, under the new number
        turn.tell("members.left", turn.button("menu", "menu.back"), name=name)
    else:
        await menu.show(turn, turn.t("members.left", name=name))
