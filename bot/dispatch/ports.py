"""What the dispatcher needs: a memory, translators and somebody to deliver."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.handlers.services import Reads
from bot.messages import Arrival, Incoming, Outgoing, Reply
from bot.records.people import Person
from bot.writes import Write
from ocop_domain.rights import Grant


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one turn came to; `menu` is None when no menu was shown. `helper` typed it for `person`, or
    `member` did, who works for them.

    `grants` are the roles with which whoever acts played it: without one of them it does not count.
    `follows` are stored with it and answered next: what the turn left to a turn of its own.
    `also` are updates that were answered with it: the further parts of what was said.
    """

    person: int
    writes: Sequence[Write]
    replies: Sequence[Reply]
    menu: int | None = None
    helper: int = 0
    also: Sequence[Arrival] = ()
    grants: Sequence[Grant] = ()
    member: int = 0
    follows: Sequence[Arrival] = ()

    def menu_row(self, dump: Callable[[Any], str]) -> tuple[int, str]:
        """The number of the menu, and what it offers as text for the database."""
        last = next((r for r in reversed(self.replies) if r.menu), None)
        offered = [[c.data, c.label] for c in (*last.choices, *last.nav)] if last else []
        return self.menu or 0, dump(offered)


class Memory(Reads, Protocol):
    """What the dispatcher asks of the database."""

    async def intake(self, arrivals: Sequence[Arrival], now: datetime) -> list[Arrival]: ...

    async def unanswered(self) -> list[Arrival]: ...

    async def answered(self, arrival: Arrival, now: datetime) -> None: ...

    async def person(self, channel: str, address: str, language: str, now: datetime, kind: str = "") -> Person: ...

    async def commit(self, arrival: Arrival, outcome: Outcome, now: datetime) -> list[Outgoing]: ...


Translate = Callable[[Arrival], Awaitable[Incoming | None]]
Deliver = Callable[[Sequence[Outgoing]], None]
"""Takes rows that were committed; must not block."""
Alarm = Callable[[str], Awaitable[None]]
"""Tells the administrators of a fault, in a line."""
Timed = Callable[[str, str, float], None]
"""Notes a turn: its channel, what became of it, how many seconds it took."""
