"""What handlers may ask of the database about who speaks for a producer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.records.people import Member, Recipient, Team


class MemberReads(Protocol):
    """What handlers may ask of the database about who speaks for a producer, and who is told."""

    async def team(self, account: int, person: int) -> Team:
        """A producer as this member works for it; `ended` where they are none."""

    async def teams(self, person: int) -> list[Team]:
        """The producers for whom this person may work beside the own account."""

    async def members(self, account: int) -> list[Member]:
        """Who speaks for a producer; whoever began the account first."""

    async def told(self, person: int) -> list[Recipient]:
        """Who is told what concerns this person: all who speak for them; the officer who helps, where nobody can."""

    async def told_each(self, people: Sequence[int]) -> dict[int, list[Recipient]]:
        """The same of many at once; somebody for whom nobody else speaks hears it themselves."""
