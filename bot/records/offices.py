"""Roles as they are held, and the officials who hold them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ocop_domain.rights import Grant


@dataclass(frozen=True, slots=True)
class Official:
    """What an official says of themselves: a name, a post, a phone of the office; each may be ""."""

    name: str = ""
    post: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """A role that somebody holds or held: since when, by whose invitation (0: at the machine), and how it ended."""

    person: int
    grant: Grant
    since: datetime | None
    by: int
    by_name: str
    ended: date | None
    how: str
    official: Official


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation to a role; `used_by` is 0 where it was cancelled or not taken yet."""

    id: str
    grant: Grant
    whom: str
    made: datetime | None
    expires: datetime
    used: datetime | None
    used_by: int
    used_name: str

    def state(self, now: datetime) -> str:
        """What has become of it: open, taken, cancelled or expired."""
        if self.used:
            return "taken" if self.used_by else "cancelled"
        return "open" if self.expires > now else "expired"
