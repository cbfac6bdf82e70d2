"""What stands behind a private calendar address: the person's year as it is now."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.handlers.activities.dated import dated
from bot.handlers.services import Reads
from bot.kit.clock import Clock, day_of
from bot.papers.calendar.addresses import CalendarAddresses
from bot.records.people import Person
from bot.texts import Texts
from ocop_domain.areas import Areas
from ocop_domain.duties.agenda import Moved, Task, tasks
from ocop_domain.programme_collection import Programmes
from ocop_domain.programmes import Programme


class People(Reads, Protocol):
    async def person_with(self, person: int) -> Person | None: ...


class Subscriptions:
    """Answers with a calendar, or None when the address is not, or no longer, anybody's."""

    def __init__(
        self,
        people: People,
        addresses: CalendarAddresses,
        *,
        programme: Programme,
        programmes: Programmes,
        areas: Areas,
        texts: Texts,
        clock: Clock,
    ) -> None:
        self._people = people
        self._addresses = addresses
        self._programme = programme
        self._programmes = programmes
        self._areas = areas
        self._texts = texts
        self._clock = clock

    async def __call__(self, token: str) -> bytes | None:
        found = self._addresses.read(token)
        if not found or await self._people.calendar_version(found[0]) != found[1]:
            return None
        person = await self._people.person_with(found[0])
        if person is None:
            return None
        from bot.papers.calendar.year import year_calendar

        today, t = day_of(self._clock()), self._texts[person.language]
        leads = self._programmes.lead(person.place, today) if person.place else self._programme
        own: list[Task] = []
        moved: list[Moved] = []
        for programme in self._programmes.asking([*(g.area for g in person.grants if g.area), person.home], today):
            moves = [*self._programmes.moved(programme.id, today), *await self._people.moved(programme.id)]
            own += await self._tasks_in(person, programme, moves, today)
            moved += moves
        activities = await dated(self._people, person, today)
        name, id_ = leads.name, leads.id
        return await asyncio.to_thread(year_calendar, own, moved, activities, name=name, programme=id_, t=t)

    async def _tasks_in(self, person: Person, programme: Programme, moved: Sequence[Moved], today: date) -> list[Task]:
        """What one programme asks of this person."""
        around = programme.around(today)
        if not around:
            return []
        facts = await self._people.facts(person, self._programmes.counted(programme.id))
        found = (tasks([one], facts, moved, self._areas.binds, self._programmes.where(one, today)) for one in around)
        return [task for some in found for task in some]
