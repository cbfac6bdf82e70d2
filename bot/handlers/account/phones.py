"""The phones that use an account: who is told of a new one, what a new one may not do yet, how one is ended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.handlers.forms import filling
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.kit.clock import VIETNAM, day_of
from bot.messages import Choice, Reply
from bot.records.account import WAIT, Account, Phone, until_of
from bot.records.dashboard import DASHBOARD
from bot.texts import Translator
from bot.writes.account import EndPhone, TellAt, TellPhones
from bot.writes.dashboard import EndDashboard

_SHOWN = 3
"""Phones on one screen that can be ended: three buttons, and those that are always there."""
_TOLD = 5
"""Changes that are told when a phone is ended; the rest stands in the history of each product."""
KINDS = ("android", "android_tablet", "iphone", "ipad", "computer", "telegram")
"""Kinds of phones that have a name; any other is called a phone."""
HISTORY = frozenset({"sent", "resent", "filed"})
"""What a phone may have done to a product; the words for it are those of the product's history."""


def moment(t: Translator, at: datetime) -> str:
    """A moment as people write it: "09:00 thứ Sáu 18/02/2022"."""
    local = at.astimezone(VIETNAM)
    return f"{local:%H:%M} {t.day(local.date())}"


def kind(t: Translator, phone: Phone) -> str:
    """What kind of phone it is, in plain words; a browser that shows the dashboard says so."""
    named = t(f"phones.kind.{phone.kind}") if phone.kind in KINDS else t("phones.kind.other")
    return t("phones.dashboard", kind=named) if phone.channel == DASHBOARD else named


def this_of(turn: Turn, account: Account) -> Phone | None:
    """The phone that speaks at this moment; None where it belongs to another account."""
    here = (turn.said.channel, turn.said.address)
    return next((p for p in account.phones if (p.channel, p.address) == here), None)


# What a new phone may not do yet


def waits(turn: Turn) -> bool:
    """Whether this phone is too new in the account to erase, to take all along, or to let others in; then says so.

    Asked where the act is done, so that no forged button gets past it.
    """
    until = until_of(turn.person.joined, turn.now)
    if until is None:
        return False
    choices = (turn.button("phones", "phones.title"), turn.button("menu", "menu.back"))
    turn.tell("phones.wait", *choices, at=moment(turn.t, until))
    return True


async def tell_of(turn: Turn, account: Account, newcomer: Phone) -> None:
    """The phones that use the account hear at once of the one that comes in, and can send it out with one tap."""
    t = turn.texts[account.language]
    text = t("phones.joined", phone=kind(t, newcomer), at=moment(t, turn.now))
    choices = (Choice(f"out:{newcomer.tag}", t("phones.not_mine")), Choice("phones", t("phones.title")))
    notice = Reply(text, t("notice.title"), choices)
    turn.do(TellPhones(account.person, notice, f"joined:{newcomer.tag}:{turn.new_id()}"))


def told_in(turn: Turn) -> str:
    """What the phone that came in is told of its first days."""
    return turn.t("phones.new", at=moment(turn.t, turn.now + WAIT))


# The list


async def show(turn: Turn, start: int = 0, note: str = "") -> None:
    """Every phone of the account: what kind, since when, last used when; and what can be ended."""
    account = await turn.reads.account(turn.person.id)
    assert account, "whoever speaks has an account"
    this, t = this_of(turn, account), turn.t
    everywhere = await _everywhere(turn, account)
    start = start if 0 <= start < len(everywhere) else 0
    shown = everywhere[start : start + _SHOWN]
    lines = [_line(turn, n, phone, here=phone == this) for n, phone in enumerate(shown, start + 1)]
    choices = [
        Choice(f"askout:{phone.tag}", t("phones.end", number=n))
        for n, phone in enumerate(shown, start + 1)
        if phone != this
    ]
    if everywhere[2:]:
        choices.append(turn.button("askothers", "phones.end_others"))
    if everywhere[start + _SHOWN :]:
        choices.append(Choice(f"phones:{start + _SHOWN}", t("nav.more")))
    choices.append(turn.button("logout", "phones.logout"))
    text = "\n\n".join([*([note] if note else []), *lines])
    nav = [turn.button("menu", "menu.back")]
    if account.phones[1:]:
        nav.insert(0, turn.button("tellwhere", "phones.where"))
    turn.say(Reply(text, t("phones.title"), tuple(choices), tuple(nav)))


async def _everywhere(turn: Turn, account: Account) -> list[Phone]:
    """The phones, then the browsers that show the dashboard."""
    return [*account.phones, *await turn.reads.dashboards(account.person, turn.now)]


def _line(turn: Turn, number: int, phone: Phone, *, here: bool) -> str:
    t = turn.t
    since, seen = f"{day_of(phone.since):%d/%m/%Y}", f"{day_of(phone.last_seen):%d/%m/%Y}"
    line = t("phones.line", number=number, kind=kind(t, phone), since=since, seen=seen)
    marks = [t("phones.this")] * here + [t("phones.told")] * phone.preferred
    return " ".join([line, *marks])


# Where one is told things


async def ask_where(turn: Turn, start: int = 0) -> None:
    """Asks to which phone notices go; answers always come where something was said."""
    account, t = await turn.reads.account(turn.person.id), turn.t
    assert account, "whoever speaks has an account"
    this = this_of(turn, account)
    shown = account.phones[start : start + _SHOWN]
    lines = [_line(turn, n, phone, here=phone == this) for n, phone in enumerate(shown, start + 1)]
    choices = [
        Choice(f"tellat:{phone.tag}", t("phones.where_here", number=n)) for n, phone in enumerate(shown, start + 1)
    ]
    if account.phones[start + _SHOWN :]:
        choices.append(Choice(f"tellwhere:{start + _SHOWN}", t("nav.more")))
    choices.append(turn.button("tellat", "phones.where_last"))
    nav = (turn.button("phones", "phones.title"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n\n".join([t("phones.where_ask"), *lines]), t("phones.where"), tuple(choices), nav))


async def tell_at(turn: Turn, tag: str = "") -> None:
    """Notices go to this phone from now on, or to the one used last; a phone that came in lately may not say so."""
    if waits(turn):
        return
    account = await turn.reads.account(turn.person.id)
    assert account, "whoever speaks has an account"
    if not tag:
        turn.do(TellAt())
        choices = (turn.button("phones", "phones.title"), turn.button("menu", "menu.back"))
        turn.tell("phones.where_set_last", *choices)
        return
    phone = next((phone for phone in account.phones if phone.tag == tag), None)
    if phone is None:
        await show(turn, note=turn.t("phones.gone"))
        return
    turn.do(TellAt(phone.channel, phone.address))
    choices = (turn.button("phones", "phones.title"), turn.button("menu", "menu.back"))
    turn.tell("phones.where_set", *choices, kind=kind(turn.t, phone))


# Ending another phone


async def _find(turn: Turn, tag: str) -> tuple[Account, Phone] | None:
    """One of the other phones; None when it is gone, and says so."""
    account = await turn.reads.account(turn.person.id)
    others = await _to_end(turn, account) if account else []
    found = next((phone for phone in others if phone.tag == tag), None)
    if account and found:
        return account, found
    await show(turn, note=turn.t("phones.gone"))
    return None


def _others(turn: Turn, account: Account) -> list[Phone]:
    this = this_of(turn, account)
    return [phone for phone in account.phones if phone != this]


async def _to_end(turn: Turn, account: Account) -> list[Phone]:
    """All but the phone that speaks at this moment."""
    this = this_of(turn, account)
    return [phone for phone in await _everywhere(turn, account) if phone != this]


async def ask_out(turn: Turn, tag: str) -> None:
    """Asks before a phone is sent out."""
    if waits(turn):
        return
    found = await _find(turn, tag)
    if found:
        _, phone = found
        since = f"{day_of(phone.since):%d/%m/%Y}"
        text = turn.t("phones.ask", kind=kind(turn.t, phone), since=since)
        choices = (turn.button("phones", "phones.keep"), turn.button(f"out:{tag}", "phones.out"))
        turn.say(Reply(text, turn.t("phones.title"), choices))


async def out(turn: Turn, tag: str) -> None:
    """Sends a phone out: with one tap while it is new, else from the screen that asked."""
    if waits(turn):
        return
    found = await _find(turn, tag)
    if not found:
        return
    account, phone = found
    if phone.new_until(turn.now) is None and not _was_asked(turn, f"out:{tag}"):
        await ask_out(turn, tag)
        return
    _end(turn, account, [phone])
    lines = [turn.t("phones.ended", kind=kind(turn.t, phone)), *await _changes(turn, phone.since)]
    choices = (turn.button("phones", "phones.title"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), turn.t("phones.title"), choices))
    await filling.resume(turn)


def _was_asked(turn: Turn, data: str) -> bool:
    """Whether the screen that was shown last asked for this."""
    pressed_there = turn.said.kind != "press" or turn.fresh
    return pressed_there and any(offered == data for offered, _ in turn.person.choices)


def _end(turn: Turn, account: Account, phones: Iterable[Phone]) -> None:
    t = turn.texts[account.language]
    farewell = Reply(t("phones.farewell"), choices=(Choice("havecode", t("back.have")),))
    for phone in phones:
        if phone.channel == DASHBOARD:
            turn.do(EndDashboard(phone.address))
        else:
            turn.do(EndPhone(phone.channel, phone.address, "ended", farewell))


async def _changes(turn: Turn, since: datetime) -> list[str]:
    """What happened to the products since then: it stays, and is told."""
    t = turn.t
    lines = []
    for application in await turn.reads.applications_of(turn.person.id):
        for event in await turn.reads.history(application.id):
            if event.at >= since and event.kind in HISTORY:
                lines.append(f"• {day_of(event.at):%d/%m/%Y} {called(t, application)}: {t(f'history.{event.kind}')}")
    if not lines:
        return []
    return ["", t("phones.changed"), *lines[:_TOLD]]


async def ask_others(turn: Turn) -> None:
    """Asks before all other phones are sent out."""
    if waits(turn):
        return
    choices = (turn.button("phones", "phones.keep"), turn.button("others", "phones.out"))
    turn.say(Reply(turn.t("phones.ask_others"), turn.t("phones.title"), choices))


async def end_others(turn: Turn) -> None:
    """Sends all other phones out, from the screen that asked."""
    if waits(turn):
        return
    account = await turn.reads.account(turn.person.id)
    if account is None or not _was_asked(turn, "others"):
        await ask_others(turn)
        return
    others = await _to_end(turn, account)
    _end(turn, account, others)
    lines = [turn.t("phones.ended_others", count=len(others))]
    if others:
        lines += await _changes(turn, min(phone.since for phone in others))
    choices = (turn.button("phones", "phones.title"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n".join(lines), turn.t("phones.title"), choices))


# Leaving


async def ask_logout(turn: Turn) -> None:
    """Says what leaving means, and offers the code first."""
    account, t = await turn.reads.account(turn.person.id), turn.t
    alone = account is None or not _others(turn, account)
    if alone and account and account.grants:
        choices = (turn.button("link", "menu.link"), turn.button("menu", "menu.back"))
        turn.say(Reply(t("phones.last_of_office"), t("phones.logout"), choices))
        return
    lines = [t("phones.logout_means"), t("phones.logout_alone" if alone else "phones.logout_back")]
    stay, code = turn.button("menu", "phones.stay"), turn.button("link", "menu.link")
    turn.say(Reply("\n\n".join(lines), t("phones.logout"), (stay, code, turn.button("leave", "phones.leave"))))


async def leave(turn: Turn) -> None:
    """This phone leaves the account, from the screen that asked; nothing of the account is lost."""
    account = await turn.reads.account(turn.person.id)
    this = this_of(turn, account) if account else None
    stranded = account and account.grants and not _others(turn, account)
    if this is None or stranded or not _was_asked(turn, "leave"):
        await ask_logout(turn)
        return
    turn.do(EndPhone(this.channel, this.address, "left"))
    turn.tell("phones.left", turn.button("havecode", "back.have"))
