"""A phone of before, when the account was given back to another one: it may look, and object while that one is new."""

from __future__ import annotations

from bot.handlers import menu
from bot.handlers.account.phones import kind, moment
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from bot.records.account import Account, Phone, Recovery
from bot.writes.account import ObjectRecovery, TakeRecovery, TellPhones
from bot.writes.people import Notify

LOOKS = frozenset({"menu", "mine", "p", "calendar", "phones", "help", "privacy"})
"""Buttons that only show something."""


async def taken(turn: Turn, account: Account, recovery: Recovery, newcomer: Phone) -> str:
    """The new phone works at once; the others hear it, and may object. Returns what the new one is told."""
    turn.do(TakeRecovery(recovery.token_hash))
    t = turn.texts[account.language]
    at = moment(t, turn.now)
    if recovery.by:
        place = turn.areas.get(recovery.area).inline
        text = t("recovery.told_by", phone=kind(t, newcomer), at=at, place=place)
    else:
        text = t("recovery.told_admin", phone=kind(t, newcomer), at=at)
    objects = Choice("notme", t("recovery.not_me"))
    turn.do(TellPhones(account.person, Reply(text, t("notice.title"), (objects,)), f"recovered:{newcomer.tag}"))
    return turn.t("recovery.works")


async def answer(turn: Turn) -> bool:
    """Whatever a phone of before says: it is told where the account is used now, and how to object."""
    if not turn.person.read_only:
        return False
    name = turn.said.data.partition(":")[0] if turn.said.kind == "press" else ""
    if name == "notme":
        await _object(turn)
        return True
    if name in LOOKS:
        return False
    await say(turn)
    return True


async def say(turn: Turn) -> None:
    """Where the account is used now; on any other phone the main screen."""
    if not turn.person.read_only:
        await menu.show(turn)
        return
    recovery = await turn.reads.last_recovery(turn.person.me.id)
    until = recovery.open_until(turn.now) if recovery else None
    choices = [turn.button("mine", "menu.mine"), turn.button("calendar", "menu.calendar")]
    text = turn.t("recovery.read_only")
    if until:
        text = f"{text} {turn.t('recovery.may_object', at=moment(turn.t, until))}"
        choices.insert(0, turn.button("notme", "recovery.not_me"))
    turn.say(Reply(text, turn.t("recovery.former_title"), tuple(choices)))


async def _object(turn: Turn) -> None:
    """All goes back at once; the official and the administrators hear it."""
    recovery = await turn.reads.last_recovery(turn.person.me.id)
    if recovery is None or recovery.open_until(turn.now) is None:
        await say(turn)
        return
    account = await turn.reads.account(turn.person.me.id)
    t = turn.t
    turn.do(ObjectRecovery(recovery, Reply(t("recovery.farewell"), choices=(Choice("havecode", t("back.have")),))))
    turn.say(
        Reply(
            t("recovery.back"),
            t("recovery.former_title"),
            (turn.button("mine", "menu.mine"), turn.button("menu", "menu.back")),
        )
    )
    officials = {admin.person for admin in await turn.reads.administrators()}
    officials |= {recovery.by} if recovery.by else set()
    for official in sorted(officials):
        recipient = await turn.reads.recipient(official)
        if recipient:
            t = turn.texts[recipient.language]
            name = account.name if account and account.name else t("account.nameless")
            notice = Reply(t("recovery.objected", name=name), t("notice.title"))
            turn.do(Notify(recipient.person, notice, f"objected:{recovery.token_hash[:16]}:{recipient.person}"))


ALLOWED = (ObjectRecovery, Notify)
"""What a phone of before may write: that it objects, and who hears it."""
