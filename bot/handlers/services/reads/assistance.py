"""What handlers may ask of the database about producers who are helped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.records.people import Help, Person, Recipient


class AssistanceReads(Protocol):
    """What handlers may ask of the database about producers who are helped, and who helps them."""

    async def helper_of(self, ward: int) -> Recipient | None:
        """The officer to tell about a producer who is helped; None when nobody helps."""

    async def help_of(self, ward: int) -> Help | None:
        """How this person is or was helped; None for everybody else."""

    async def helped_in(self, areas: Sequence[str]) -> list[Help]:
        """Those who are helped by officers of these communes, the newest first."""

    async def ward(self, ward: int) -> Person | None:
        """A producer as an officer finds them: their consents and `help`, nobody's place in a chat."""

    async def producers_in(self, area: str) -> list[tuple[str, str]]:
        """Names and numbers of the producers of a commune whom nobody helps."""
