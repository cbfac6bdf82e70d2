"""An account as somebody sees it who is about to open it: whose it is, what is in it, which phones use it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from ocop_domain.rights import Grant

WAIT = timedelta(hours=72)
"""How long a phone that came into an account is new there, and can be ended by the others with one tap."""

_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Phone:
    """One address of an account. `joined` is when it came in by a code; None for the phone that began the account.

    `preferred`: the person is told things here.
    """

    channel: str
    address: str
    kind: str
    since: datetime
    last_seen: datetime
    joined: datetime | None = None
    preferred: bool = False

    @property
    def tag(self) -> str:
        """Names the phone on a button without telling its address."""
        return hashlib.sha256(f"{self.channel}:{self.address}".encode()).hexdigest()[:12]

    def new_until(self, now: datetime) -> datetime | None:
        """Until when the phone is new; None when it is not, or not any more."""
        return until_of(self.joined, now)


def until_of(joined: datetime | None, now: datetime) -> datetime | None:
    """Until when a phone is new that came in then; None when it is not, or not any more."""
    until = joined + WAIT if joined else None
    return until if until and until > now else None


@dataclass(frozen=True, slots=True)
class Account:
    """What one person has here. `holds`: something of it must never go into another account."""

    person: int
    language: str
    since: datetime
    name: str
    grants: tuple[Grant, ...]
    products: int
    drafts: int
    papers: int
    holds: bool
    phones: tuple[Phone, ...]


@dataclass(frozen=True, slots=True)
class Recovery:
    """An account given back after a phone was lost: `by` (0: an administrator) made sure who it is, and `how`.

    `taken` is when a phone came in by the code; the phones of before may object until it is no longer new.
    """

    token_hash: str
    person: int
    by: int
    area: str
    how: str
    note: str
    at: datetime
    taken: datetime | None = None
    channel: str = ""
    address: str = ""
    objected: bool = False

    def open_until(self, now: datetime) -> datetime | None:
        """Until when the former phones may object; None when they may not, or not any more."""
        return None if self.objected else until_of(self.taken, now)


@dataclass(frozen=True, slots=True)
class WrongCodes:
    """How often codes were typed that open nothing, and when the last time was."""

    times: int
    last: datetime

    def wait_until(self, free: int) -> datetime:
        """Until when the next code must wait: not at all after the first `free`, then longer and longer."""
        over = self.times - free
        if over < 0:
            return self.last
        return self.last + min(_LONGEST_WAIT, _FIRST_WAIT * (1 << min(over, 12)))
