"""What the dashboard needs of the assistant."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from bot.handlers.turn import Turn
from bot.records.dashboard import SignedIn


class Browsers(Protocol):
    """The browsers that are signed in; see `bot/storage/dashboard/sessions.py`."""

    async def offered_to(self, code_hash: str, now: datetime) -> int: ...

    async def open(self, code_hash: str, cookie_hash: str, kind: str, now: datetime) -> int: ...

    async def demonstrate(self, code_hash: str, person: int, channel: str, address: str, now: datetime) -> None: ...

    async def signed_in(self, cookie_hash: str, now: datetime) -> SignedIn | None: ...

    async def seen(self, code_hash: str, now: datetime) -> None: ...

    async def end(self, session: SignedIn, now: datetime) -> None: ...


class Desk(Protocol):
    """What stands behind the pages; see `bot/dashboards.py`."""

    @property
    def browsers(self) -> Browsers: ...

    async def turn(self, person: int) -> Turn | None:
        """Whoever looks, as they are at this moment; None for who has no dashboard, or none any more."""

    async def whose(self, turn: Turn) -> list[str]:
        """Whose account it is: a name where one is known, then each role with its unit."""

    async def opened(self, turn: Turn, code_hash: str, kind: str) -> None:
        """Tells the person that a browser shows their dashboard."""

    async def table(self, turn: Turn, query: Mapping[str, str], kind: str) -> bytes:
        """The products that were asked for as a file (`csv`, `xlsx`); who took it is noted."""

    async def in_window(self, address: str) -> int:
        """Who sits in a window of the demonstration; 0 for nobody."""

    def at(self, channel: str, opening: str) -> str:
        """The address that opens the chat of a channel at a screen; "" where it has none."""
