"""What stands behind a private calendar address: the person's year as it is now."""

from __future__ import annotations

import asyncio
from typing import Protocol

from bot.handlers.services import Reads
from bot.kit.clock import Clock, day_of
from bot.papers.calendar.addresses import CalendarAddresses
from bot.records.people import Person
from bot.texts import Texts
from ocop_domain.areas import Areas
from ocop_domain.duties.agenda import tasks
from ocop_domain.programme_collection import Programmes
from ocop_domain.programmes import Programme
from ocop_domain.territories import territory_of


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

        programme, today = self._programme, day_of(self._clock())
        facts = await self._people.facts(person, programme.id)
        moved = [*self._programmes.moved(programme.id, today), *await self._people.moved(programme.id)]
        here = territory_of(programme, self._areas)
        own = tasks(programme.around(today), facts, moved, self._areas.reaches, here)
        t = self._texts[person.language]
        return await asyncio.to_thread(year_calendar, own, moved, name=programme.name, programme=programme.id, t=t)
