"""Gives an account back to somebody who lost the phone, where no official can: officials, and places without one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.bootstrap import clock_of, open_store
from bot.handlers.account.codes import grouped, hash_token
from bot.handlers.account.recovery import CODE_HOURS
from bot.records.account import Account, Recovery
from bot.records.people import Invitation
from bot.settings.config import BadSettings, Settings
from bot.storage.store import Store
from ocop_domain.areas import load_areas
from ocop_domain.writing import one_line

_SHORTEST = 10
"""Letters of a note that says something."""


@dataclass(frozen=True, slots=True)
class MadeRecovery:
    """The code, shown once, and whose account it opens."""

    code: str
    who: str
    expires: datetime


async def recover(settings: Settings, who: str, checked: str) -> MadeRecovery:
    """A one-time code for the account of `who` (a name, a phone number, or #number); `BadSettings` when unclear."""
    if len(checked.strip()) < _SHORTEST:
        raise BadSettings(
            "--checked: say in a few words how you made sure who it is; a phone number alone is not enough"
        )
    now = clock_of(settings)()
    store = await open_store(settings)
    try:
        account = await _the_one(store, who)
        code = grouped(secrets.token_hex(6))
        token, expires = hash_token(code), now + timedelta(hours=CODE_HOURS)
        recovery = Recovery(token, account.person, 0, "", "administrator", one_line(checked), now)
        await store.offer_recovery(Invitation(token, expires, person=account.person), recovery, now)
    finally:
        await store.close()
    return MadeRecovery(code, described(account), expires)


async def _the_one(store: Store, who: str) -> Account:
    found = [account for person in await store.people_called(who) if (account := await store.account(person))]
    if not found:
        raise BadSettings(f'nobody found for "{who}": give a name as it was registered, a phone number, or #number')
    if len(found) > 1:
        listed = "\n".join(f"  #{account.person}  {described(account)}" for account in found)
        raise BadSettings(f'"{who}" may be several; give the number:\n{listed}')
    return found[0]


def described(account: Account) -> str:
    """Whose account it is, in a line."""
    areas = load_areas()
    roles = [f"{grant.role} {areas.label(grant.area) if grant.area else ''}".strip() for grant in account.grants]
    counts = f"{account.products} products, {len(account.phones)} phones"
    return " · ".join([one_line(account.name) or "no name", *roles, counts])
