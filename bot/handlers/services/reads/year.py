"""What handlers may ask of the database about the programme year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.records.people import Holder, Person
from ocop_domain.areas import Territory
from ocop_domain.duties.agenda import Facts, Moved
from ocop_domain.duties.model import Occurrence
from ocop_domain.programme_collection import Counted


class YearReads(Protocol):
    """What handlers may ask of the database about the calendar of a programme."""

    async def facts(self, person: Person, programme: str | Counted) -> Facts:
        """What is known of this person in the programme, for the calendar."""

    async def facts_of(self, person: Person, programmes: Sequence[Counted]) -> dict[str, Facts]:
        """The same of several programmes, by their ids."""

    async def moved(self, programme: str) -> tuple[Moved, ...]:
        """Every date that was moved, in the order of the moves."""

    async def holders(self, occurrence: Occurrence, territory: Territory, programme: str | Counted) -> list[Holder]:
        """All in this territory whom an occurrence concerns, those who have done it last."""

    async def begun_of(self, subject: str, scope: str) -> list[tuple[str, str, str]]:
        """Which duties (programme, duty, time) began for a unit or producer by this thing, and are not done."""

    async def muted(self, person: int, programme: str) -> set[str]:
        """The duties of which this person does not want to be reminded."""

    async def calendar_version(self, person: int) -> int:
        """Counts how often the private address of the calendar was changed."""
