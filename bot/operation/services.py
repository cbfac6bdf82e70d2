"""What the acts of a day are given: the database, the clock, the words, and the way on which what is told leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bot.handlers.turn import Turn
from bot.kit.clock import Clock
from bot.kit.hours import Hours
from bot.messages import Outgoing
from bot.records.people import Person
from bot.storage.delivery.rows import outgoing_of
from bot.storage.engine.statements import Statement
from bot.storage.store import Store
from bot.storage.writes import By, statements
from bot.texts import Texts
from bot.writes import Write
from ocop_domain.areas import Areas
from ocop_domain.programme_collection import Programmes


@dataclass(frozen=True, slots=True)
class DayServices:
    """One for all acts of a day; `turn_of` makes what handlers are given."""

    store: Store
    clock: Clock
    texts: Texts
    areas: Areas
    programmes: Programmes
    deliver: Callable[[Sequence[Outgoing]], None]
    turn_of: Callable[[Person], Turn]
    hours: Hours = field(default_factory=Hours)

    async def write(self, writes: Iterable[Write], by: By) -> list[Outgoing]:
        """All of it in one transaction, or nothing (`Conflict`); what it tells people leaves at once."""
        return await self.send([statement for write in writes for statement in statements(write, by)])

    async def send(self, unit: Sequence[Statement]) -> list[Outgoing]:
        """The same of statements as they stand."""
        rows = await self.store.database.write(list(unit))
        told = [outgoing_of(row) for found in rows for row in found]
        self.deliver(told)
        return told
