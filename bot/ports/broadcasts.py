"""Notices to many, as they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.messages import Outgoing, Reply
from bot.records.broadcast import Broadcast, Tally


@dataclass(frozen=True, slots=True)
class Shown:
    """The message that shows a sender how a broadcast goes on, as it stands in the outbox."""

    reply: Reply
    state: str
    ref: str
    sent: datetime | None


class BroadcastMemory(Protocol):
    """Broadcasts of one programme, and the rows that they become."""

    async def due(self, now: datetime) -> list[str]:
        """Ids of those whose time has come."""

    async def start(self, broadcast_id: str, now: datetime) -> None: ...

    async def running(self, since: datetime) -> list[Broadcast]:
        """Those that are being sent or stopped, and those that ended after `since`."""

    async def last_person(self) -> int:
        """The highest id of anybody."""

    async def plan(self, broadcast: Broadcast, upto: int, now: datetime, *, complete: bool) -> bool:
        """Rows for everybody whom it is for, from where it stands up to this id; False when it went otherwise."""

    async def let_go(self, broadcast_id: str) -> None:
        """Sends corrections that had to wait for the message itself."""

    async def finish(self, broadcast_id: str, now: datetime) -> bool:
        """Ends it, if nothing of it is open any more."""

    async def tally(self, broadcast_id: str) -> Tally: ...

    async def language(self, person: int) -> str: ...

    async def shown(self, broadcast_id: str) -> Shown | None: ...

    async def show(self, broadcast: Broadcast, reply: Reply, now: datetime) -> list[Outgoing]:
        """Writes the sender how it goes, in the place of what was written before; [] while that is on its way."""
