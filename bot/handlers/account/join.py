"""One-time links: to a role, and to one's own account on another phone. Both are shown first, and taken by a button."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.handlers import menu
from bot.handlers.account import former_phone, office, phones, summary
from bot.handlers.account.codes import fresh_code, hash_token
from bot.handlers.activities import attending
from bot.handlers.assistance import producer
from bot.handlers.forms import filling
from bot.handlers.imports import claims
from bot.handlers.members import producers
from bot.handlers.registration import handing
from bot.handlers.turn import Turn
from bot.kit.clock import VIETNAM
from bot.messages import Choice, Reply
from bot.records.account import WAIT, Account, until_of
from bot.records.people import Invitation
from bot.writes.account import CountWrongCode
from bot.writes.forms import SetPlace
from bot.writes.people import AddGrant, AddInvitation, MoveAddress, SetFace, UseInvitation
from ocop_domain.rights import Grant, may_name, may_seat

LINK_MINUTES = 15
FREE, FREE_TOGETHER = 3, 40
"""Wrong codes that cost no waiting: of one phone, and of all behind one address."""


async def opened(turn: Turn, token: str) -> None:
    """A code was typed or a link opened: shows what it opens and asks. Nothing changes before the answer.

    A code is easily passed on by a stranger: whoever types it must see whose account it is.
    """
    digest = hash_token(token)
    keys = _tried(turn, digest)
    if await _slowed(turn, keys):
        return
    if await attending.opened(turn, token):
        return
    imported = await turn.reads.imported_by_code(digest, turn.now)
    if imported and not imported.owner:
        await claims.by_code(turn, imported, digest)
        return
    found = await turn.reads.invitation(digest)
    if found is None and await handing.opened(turn, digest):
        turn.do(SetPlace(""))
        return
    if found is None or not _valid(turn, found) or not await _still_names(turn, found):
        turn.do(CountWrongCode(tuple(keys)))
        turn.tell("join.invalid", turn.button("menu", "menu.back"))
        return
    help_ = await producer.invited(turn, found)
    if help_:
        await producer.opened(turn, found, help_)
    elif found.role:
        await _ask_role(turn, found)
    elif found.account:
        await _ask_member(turn, found)
    else:
        await _ask_account(turn, found)


def _tried(turn: Turn, digest: str) -> dict[str, int]:
    """Under what a wrong code is counted, and how many are free there.

    By the phone, by the machine (a whole class may share its address) and by the code itself.
    """
    said = turn.said
    phone = hashlib.sha256(f"{said.channel}:{said.address}".encode()).hexdigest()
    keys = {f"phone:{phone[:32]}": FREE, f"code:{digest[:32]}": FREE}
    return keys | ({f"from:{said.origin}": FREE_TOGETHER} if said.origin else {})


async def _slowed(turn: Turn, keys: Mapping[str, int]) -> bool:
    """Whether too many wrong codes were typed here; then says until when to wait."""
    counted = await turn.reads.wrong_codes(list(keys))
    until = max((wrong.wait_until(keys[key]) for key, wrong in counted.items()), default=turn.now)
    if until <= turn.now:
        return False
    shown = (until + timedelta(minutes=1)).astimezone(VIETNAM)  # the minute after, not the one that is running
    turn.tell("join.slow", turn.button("menu", "menu.back"), at=f"{shown:%H:%M}")
    return True


def _valid(turn: Turn, found: Invitation) -> bool:
    return not found.used and found.expires > turn.now


async def _still_names(turn: Turn, found: Invitation) -> bool:
    """Whether whoever invited may still give this role; what was made at the machine holds."""
    if not (found.role and found.by):
        return True
    inviter = await turn.reads.account(found.by)
    if inviter is None:
        return False
    names = may_name(inviter.grants, Grant(found.role, found.area, agency=found.agency), turn.reaches)
    return names or may_seat(inviter.grants, found.role, found.area)


async def _own(turn: Turn) -> Account:
    """The account that is open on this phone."""
    account = await turn.reads.account(turn.person.me.id)
    assert account, "whoever speaks has an account"
    return account


async def _ask_role(turn: Turn, found: Invitation) -> None:
    own, t = await _own(turn), turn.t
    if _too_new(turn, own):
        return
    assert found.role
    lines = [t("join.ask", role=summary.office(turn, Grant(found.role, found.area, found.until, found.agency)))]
    if own.holds or own.phones[1:]:
        lines.append(t("join.ask_here", phones=len(own.phones)) + "\n" + summary.described(turn, own))
    lines.append(t("join.careful"))
    _ask(turn, "\n\n".join(lines), turn.button(f"take:{packed(found.token_hash)}", "join.take"))


def _too_new(turn: Turn, own: Account) -> bool:
    """Whether this phone came into its account lately: whoever brought it there must not be given a role. Says so."""
    until = until_of(turn.person.joined, turn.now)
    if until is None:
        return False
    lines = [
        turn.t("join.too_new"),
        summary.described(turn, own),
        turn.t("join.when", at=phones.moment(turn.t, until)),
    ]
    choices = (turn.button("logout", "phones.logout"), turn.button("menu", "menu.back"))
    turn.say(Reply("\n\n".join(lines), turn.t("link.title"), choices))
    return True


async def _ask_member(turn: Turn, found: Invitation) -> None:
    """Shows for which producer one would work."""
    turn.do(SetPlace(""))
    if not await producers.ask(turn, found, f"take:{packed(found.token_hash)}"):
        turn.tell("join.invalid", turn.button("menu", "menu.back"))


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
        text = f"{t('link.ask')}\n{summary.described(turn, theirs)}\n\n{t('link.careful')}"
        _ask(turn, text, turn.button(f"take:{packed(found.token_hash)}", "link.take"))


def _ask(turn: Turn, text: str, yes: Choice) -> None:
    turn.do(SetPlace(""))  # what is typed next answers this question, not one of a form
    turn.say(Reply(text, turn.t("link.title"), (yes, turn.button("nothanks", "link.decline"))))


def _stays(turn: Turn, own: Account) -> None:
    """Two accounts that both hold something are never made one: says so, and what can be done."""
    lines = [turn.t("link.both_stay"), summary.described(turn, own), turn.t("link.both_stay_why")]
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
    if found is None or not _valid(turn, found) or await producer.invited(turn, found) or not await _taken(turn, found):
        turn.tell("join.invalid", turn.button("menu", "menu.back"))


async def _taken(turn: Turn, found: Invitation) -> bool:
    """Does what the code opens; False where whoever gave it may not any more."""
    if found.role:
        if await _still_names(turn, found):
            await _take_role(turn, found)
            return True
        return False
    if found.account:
        return await producers.come_in(turn, found)
    await _take_account(turn, found)
    return True


async def _take_role(turn: Turn, found: Invitation) -> None:
    assert found.role
    if _too_new(turn, await _own(turn)):
        return
    grant = Grant(found.role, found.area, found.until, found.agency)
    turn.do(UseInvitation(found.token_hash), AddGrant(grant, found.by, found.token_hash))
    await _takes_over(turn, found, grant)
    held = tuple(own for own in turn.person.grants if (own.role, own.area) != (grant.role, grant.area))
    turn.person = replace(turn.person, grants=(*held, grant), face=grant.role.value)
    turn.do(SetFace(grant.role.value))
    await office.tell_inviter(turn, found, grant)
    await menu.start(turn)
    if await office.missing(turn):
        turn.tell("office.ask", turn.button("office", "office.button"))


async def _takes_over(turn: Turn, found: Invitation, grant: Grant) -> None:
    """Who held the role until now, where it was handed over: their role ends with this very step."""
    if found.account in {0, turn.person.id}:
        return
    held = await turn.reads.holdings([grant.role], [grant.area])
    for holding in held:
        if holding.person == found.account:
            await office.end(turn, holding.person, holding.grant, found.by)


async def _take_account(turn: Turn, found: Invitation) -> None:
    theirs, own = await turn.reads.account(found.person), await _own(turn)
    here = phones.this_of(turn, own)
    if theirs is None or here is None or theirs.person == own.person:
        turn.tell("join.invalid", turn.button("menu", "menu.back"))
        return
    if own.holds:
        _stays(turn, own)
        return
    turn.do(UseInvitation(found.token_hash), MoveAddress(theirs.person, own.person))
    told = turn.t("join.linked")
    recovery = await turn.reads.recovery(found.token_hash)
    if recovery:
        told = f"{told}\n\n{await former_phone.taken(turn, theirs, recovery, here)}"
        if theirs.phones:
            told = f"{told} {turn.t('recovery.new', at=phones.moment(turn.t, turn.now + WAIT))}"
    elif theirs.phones:
        told = f"{told}\n\n{phones.told_in(turn)}"
        await phones.tell_of(turn, theirs, here)
    await _continue_there(turn, theirs.person, told)


async def _continue_there(turn: Turn, person: int, told: str) -> None:
    """From here on the phone speaks for the other account, and goes on where that is."""
    account = await turn.reads.recipient(person)
    assert account
    form = await turn.reads.open_form(person)
    turn.person = replace(turn.person, id=person, language=account.language, draft=form)
    if not await filling.resume(turn, told):
        turn.say(Reply(told, choices=(turn.button("phones", "phones.title"), turn.button("menu", "menu.back"))))


async def decline(turn: Turn) -> None:
    """No: nothing has changed; a newcomer is greeted."""
    if menu.is_newcomer(turn):
        turn.tell("link.declined")
        await menu.start(turn)
    else:
        await menu.show(turn, turn.t("link.declined"))


async def offer_link(turn: Turn) -> None:
    """A code that brings this account to another phone, for a quarter of an hour."""
    if phones.waits(turn):
        await filling.resume(turn)
        return
    code = fresh_code(turn)
    expires = turn.now + timedelta(minutes=LINK_MINUTES)
    turn.do(AddInvitation(Invitation(hash_token(code), expires, person=turn.person.id)))
    choices = (turn.button("menu", "menu.back"), turn.button("phones", "phones.title"))
    turn.tell("link.code", *choices, code=code, minutes=LINK_MINUTES)
    await filling.resume(turn)
