"""Planned reminders, as they are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from bot.messages import Outgoing, Reply
from bot.records.people import Recipient
from ocop_domain.duties.agenda import Moved
from ocop_domain.duties.audience import Audience, Open, Quiet, Wave


@dataclass(frozen=True, slots=True)
class Reminder:
    """A planned reminder: `kind` names its audience, `mark` how the thing was when planned, `day` what it will say.

    `name` is what the scope is called: a product, a paper, a draft's product; `answers` the registration's, if it has.
    """

    id: int
    rule: str
    kind: str
    duty: str
    occurrence: str
    person: int
    scope: str
    mark: str
    day: date
    on: date
    at: datetime
    official: bool
    name: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    programme: str = ""


@dataclass(frozen=True, slots=True)
class DueReminder:
    """All that is due for one person, and what is needed to say it.

    `told` are those who hear it, each in the own language: all who speak for a producer, or the officer who helps one
    without a phone.
    """

    person: int
    areas: tuple[str, ...]
    """Where the own products are made: a moved date may hold there."""
    reminders: tuple[Reminder, ...]
    told: tuple[Recipient, ...] = ()


class ReminderMemory(Protocol):
    """Planned reminders: rows with a time, each with a key that exists once."""

    async def moved(self) -> tuple[Moved, ...]: ...

    async def planned_since(self, day: date) -> set[str]:
        """Keys of the waves since `day` that need no more planning."""

    async def began(self, now: datetime) -> date:
        """The day on which reminders began here: what was due before is nobody's business."""

    async def plan(self, wave: Wave, at: datetime, limit: int) -> bool:
        """Plans the wave for the next `limit` people; True when nobody is left."""

    async def plan_together(self, waves: Sequence[tuple[Wave, datetime]], limit: int) -> list[tuple[Wave, datetime]]:
        """Plans at once those that concern at most `limit` people each; returns the others, untouched."""

    async def plan_for(self, wave: Wave, at: datetime, rows: Sequence[tuple[int, str]]) -> None:
        """Plans the wave for these people and scopes, and completes it."""

    async def skip(self, waves: Sequence[Wave]) -> None:
        """These waves were missed, and a later one takes their place."""

    async def open_areas(self, audience: Open) -> set[str]:
        """The areas in which an occurrence is still open for somebody."""

    async def open_names(self, audience: Open) -> list[tuple[str, str]]:
        """Scope and name of everybody for whom an occurrence is open; offices have no name but their area."""

    async def open_in(self, quiet: Quiet, person: int, scope: str) -> int:
        """How many of the quiet matters are open for a person in a unit."""

    async def officials(self, roles: Sequence[str], areas: Sequence[str]) -> list[tuple[int, str]]:
        """Those who hold one of the roles for exactly one of the areas."""

    async def due(self, now: datetime, limit: int, programmes: Sequence[str] = ()) -> list[DueReminder]:
        """People with reminders of these programmes (none: the own one) whose time has come, and all of these."""

    async def heard(self, reminder: Reminder) -> date | None:
        """The last day that this person was told of the same duty; None where they were told nothing yet."""

    async def claim_due(
        self,
        due: DueReminder,
        replies: Sequence[Reply],
        sent: Mapping[int, Audience | None],
        dropped: Sequence[int],
        now: datetime,
    ) -> list[Outgoing]:
        """Sends `replies`, one for each who is told, for the `sent` reminders, all or none.

        Each is asked again here whether it is still open.

        Raises `Conflict` when one is not.
        """

    async def take_back(self, now: datetime) -> None:
        """Plans again what was handed to the outbox and did not leave: by now it may be night, or done."""

    async def wanted(self, reminder: Reminder, audience: Audience | None) -> bool:
        """Whether the reminder is still planned, still open and still wanted."""
