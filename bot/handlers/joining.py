"""One-time links: to a role, and to one's own account on another phone."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import timedelta

from bot.handlers import assisted, filling, menu
from bot.handlers.records.people import Invitation
from bot.handlers.turn import Turn
from bot.handlers.writes.people import AddGrant, AddInvitation, MoveAddress, UseInvitation
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


async def _valid(turn: Turn, token: str, *, role: bool) -> Invitation | None:
    """The link behind the token; a link to an account is none to a role, so that nobody is lured into an account."""
    found = await turn.reads.invitation(hash_token(token))
    if found and not found.used and found.expires > turn.now and bool(found.role) == role:
        return found
    turn.tell("join.invalid", turn.button("menu", "menu.back"))
    return None


async def _into_helped(turn: Turn, token: str) -> bool:
    """Whether the token belongs to a producer for whom an officer typed: they see it all before anything changes."""
    found = await turn.reads.invitation(hash_token(token))
    if found is None or found.used or found.expires <= turn.now:
        return False
    help_ = await assisted.invited(turn, found)
    if help_:
        await assisted.opened(turn, found, help_)
    return help_ is not None


async def join(turn: Turn, token: str) -> None:
    """Takes the role that the invitation gives."""
    if await _into_helped(turn, token):
        return
    found = await _valid(turn, token, role=True)
    if found and found.role:
        grant = Grant(found.role, found.area, found.programme)
        turn.do(UseInvitation(found.token_hash), AddGrant(grant))
        turn.person = replace(turn.person, grants=(*turn.person.grants, grant))
        await menu.start(turn)


async def link(turn: Turn, code: str) -> None:
    """Takes this phone into the account that made the code."""
    if await _into_helped(turn, code):
        return
    found = await _valid(turn, code, role=False)
    if not found:
        return
    mover = await turn.reads.recipient(found.person)
    if not mover or mover.person == turn.person.id:
        turn.tell("join.invalid", turn.button("menu", "menu.back"))
        return
    turn.do(UseInvitation(found.token_hash), MoveAddress(mover.person, turn.person.id))
    turn.person = replace(turn.person, id=mover.person, language=mover.language, draft=mover.draft, menu=mover.menu)
    if not await filling.resume(turn, turn.t("join.linked")):
        turn.tell("join.linked", turn.button("menu", "menu.back"))


async def offer_link(turn: Turn) -> None:
    """A code that brings this account to another phone, for a quarter of an hour."""
    raw = turn.new_id().upper()
    code = f"{raw[:4]}-{raw[4:8]}-{raw[8:12]}"
    expires = turn.now + timedelta(minutes=LINK_MINUTES)
    turn.do(AddInvitation(Invitation(hash_token(code), expires, person=turn.person.id)))
    turn.tell("link.code", turn.button("menu", "menu.back"), code=code, minutes=LINK_MINUTES)
    await filling.resume(turn)
