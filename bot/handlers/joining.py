"""One-time links: to a role, and to one's own account on another phone. Both are shown first, and taken by a button."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import replace
from datetime import timedelta

from bot.handlers import accounts, assisted, filling, menu
from bot.handlers.records.accounts import Account
from bot.handlers.records.people import Invitation
from bot.handlers.turn import Turn
from bot.handlers.writes.drafts import SetPlace
from bot.handlers.writes.people import AddGrant, AddInvitation, MoveAddress, UseInvitation
from bot.messages import Choice, Reply
from ocop_domain.rights import Grant

LINK_MINUTES = 15
CODE = re.compile(r"[0-9A-F]{4}-?[0-9A-F]{4}-?[0-9A-F]{4}")
"""The shape of a code: a registration number that begins with "Mã số" is not one."""
BARE = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}")
"""A code as it is written down, typed without the word before it."""


def hash_token(token: str) -> str:
    """What the database keeps of a one-time token; letters and digits only count, whatever their case."""
    plain = "".join(c for c in token.upper() if c.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


async def opened(turn: Turn, token: str) -> None:
    """A code was typed or a link opened: shows what it opens and asks. Nothing changes before the answer.

    A code is easily passed on by a stranger: whoever types it must see whose account it is.
    """
    found = await turn.reads.invitation(hash_token(token))
    if found is None or not _valid(turn, found):
        turn.tell("join.invalid", turn.button("menu", "menu.back"))
        return
    help_ = await assisted.invited(turn, found)
    if help_:
        await assisted.opened(turn, found, help_)
    elif found.role:
        await _ask_role(turn, found)
    else:
        await _ask_account(turn, found)


def _valid(turn: Turn, found: Invitation) -> bool:
    return not found.used and found.expires > turn.now


async def _own(turn: Turn) -> Account:
    """The account that is open on this phone."""
    account = await turn.reads.account(turn.person.id)
    assert account, "whoever speaks has an account"
    return account


async def _ask_role(turn: Turn, found: Invitation) -> None:
    own, t = await _own(turn), turn.t
    assert found.role
    lines = [t("join.ask", role=accounts.office(turn, Grant(found.role, found.area, found.programme)))]
    if own.holds or own.phones[1:]:
        lines.append(t("join.ask_here", phones=len(own.phones)) + "\n" + accounts.described(turn, own))
    lines.append(t("join.careful"))
    _ask(turn, "\n\n".join(lines), turn.button(f"take:{packed(found.token_hash)}", "join.take"))


async def _ask_account(turn: Turn, found: Invitation) -> None:
    """Shows whose account it is; a phone that holds something itself stays where it is."""
    theirs, own, t = await turn.reads.account(found.person), await _own(turn), turn.t
    if theirs is None:
        turn.tell("join.invalid", turn.button("menu", "menu.back"))
    elif theirs.person == own.person:
        turn.tell("link.same", turn.button("menu", "menu.back"))
    elif own.holds:
        _stays(turn, own)
    else:
        text = f"{t('link.ask')}\n{accounts.described(turn, theirs)}\n\n{t('link.careful')}"
        _ask(turn, text, turn.button(f"take:{packed(found.token_hash)}", "link.take"))


def _ask(turn: Turn, text: str, yes: Choice) -> None:
    turn.do(SetPlace(""))  # what is typed next answers this question, not one of a form
    turn.say(Reply(text, turn.t("link.title"), (yes, turn.button("nothanks", "link.decline"))))


def _stays(turn: Turn, own: Account) -> None:
    """Two accounts that both hold something are never made one: says so, and what can be done."""
    lines = [turn.t("link.both_stay"), accounts.described(turn, own), turn.t("link.both_stay_why")]
    turn.say(Reply("\n\n".join(lines), turn.t("link.title"), (turn.button("menu", "menu.back"),)))


def packed(token_hash: str) -> str:
    """The digest of a code, short enough for a button."""
    return base64.urlsafe_b64encode(bytes.fromhex(token_hash)).decode().rstrip("=")


def _unpacked(data: str) -> str:
    """The digest again; "" when it is none."""
    try:
        return base64.urlsafe_b64decode(data + "=").hex()
    except (ValueError, binascii.Error):
        return ""


async def take(turn: Turn, data: str) -> None:
    """The person has seen what the code opens, and said yes."""
    found = await turn.reads.invitation(_unpacked(data))
    if found is None or not _valid(turn, found) or await assisted.invited(turn, found):
        turn.tell("join.invalid", turn.button("menu", "menu.back"))
    elif found.role:
        await _take_role(turn, found)
    else:
        await _take_account(turn, found)


async def _take_role(turn: Turn, found: Invitation) -> None:
    assert found.role
    grant = Grant(found.role, found.area, found.programme)
    turn.do(UseInvitation(found.token_hash), AddGrant(grant))
    turn.person = replace(turn.person, grants=(*turn.person.grants, grant))
    await menu.start(turn)


async def _take_account(turn: Turn, found: Invitation) -> None:
    theirs, own = await turn.reads.recipient(found.person), await _own(turn)
    if not theirs or theirs.person == own.person:
        turn.tell("join.invalid", turn.button("menu", "menu.back"))
        return
    if own.holds:
        _stays(turn, own)
        return
    turn.do(UseInvitation(found.token_hash), MoveAddress(theirs.person, own.person))
    turn.person = replace(turn.person, id=theirs.person, language=theirs.language, draft=theirs.draft, menu=theirs.menu)
    if not await filling.resume(turn, turn.t("join.linked")):
        turn.tell("join.linked", turn.button("menu", "menu.back"))


async def decline(turn: Turn) -> None:
    """No: nothing has changed; a newcomer is greeted."""
    if menu.is_newcomer(turn):
        turn.tell("link.declined")
        await menu.start(turn)
    else:
        await menu.show(turn, turn.t("link.declined"))


async def offer_link(turn: Turn) -> None:
    """A code that brings this account to another phone, for a quarter of an hour."""
    raw = turn.new_id().upper()
    code = f"{raw[:4]}-{raw[4:8]}-{raw[8:12]}"
    expires = turn.now + timedelta(minutes=LINK_MINUTES)
    turn.do(AddInvitation(Invitation(hash_token(code), expires, person=turn.person.id)))
    turn.tell("link.code", turn.button("menu", "menu.back"), code=code, minutes=LINK_MINUTES)
    await filling.resume(turn)
