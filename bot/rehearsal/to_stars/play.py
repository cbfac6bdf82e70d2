"""The play: week by week everybody does what waits for them, as long as the years last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.rehearsal.to_stars.cast import PlayedProduct, officials_of
from bot.rehearsal.to_stars.councils import PlayedCouncils, Worth, worth
from bot.rehearsal.to_stars.house import PlayedHouse
from bot.rehearsal.to_stars.offices import PlayedOffices
from bot.rehearsal.to_stars.producers import PlayedProducer
from ocop_domain.applications import Application
from ocop_domain.duties.model import Done, Occurrence
from ocop_domain.text import fold


class StarPlay:
    """The people of one programme, from the first idea to the last certificate."""

    def __init__(self, house: PlayedHouse, products: Sequence[PlayedProduct], of: Worth = worth) -> None:
        self.house = house
        self.products = tuple(products)
        self.officials = tuple(officials_of(house.programme, house.areas, products))
        self._years = range(house.programme.valid_from.year, house.programme.valid_to.year + 1)
        self._offices = PlayedOffices(house, self.officials)
        self._councils = PlayedCouncils(house, self.officials, of)
        self._producers = {
            address: PlayedProducer(house, address, own) for address, own in _by_producer(house, products).items()
        }

    async def play(self, first: date, last: date) -> None:
        """Every Monday of the time."""
        await self.begins(first, last)
        for day in mondays(first, last):
            await self.house.becomes(day)
            await self.week()

    async def begins(self, first: date, last: date) -> None:
        """Everybody takes their role."""
        self._years = range(first.year, last.year + 1)
        for official in self.officials:
            await self.house.appoint(official.address, official.role, official.unit)

    async def week(self) -> None:
        """Everybody does what waits."""
        today = self.house.today
        due = [one for one in self.products if self._registers_on(one, today)]
        for producer in self._producers.values():
            await producer.registers(due)
        await self._offices.settles()
        await self._offices.checks(await self.applications())
        await self._offices.hands_up(await self.applications())
        await self._offices.chooses()
        for producer in self._producers.values():
            person = await producer.chat.person()
            own = await self.house.assistant.store.applications_of(person.id)
            await producer.goes_on(own, [one.id for one in own if self._may_file(one, today)])
        await self._councils.meet()

    async def applications(self) -> list[Application]:
        """Everything that was sent, whatever programme it is in."""
        programmes = sorted({one[0] for one in await self._programmes()})
        return [one for id_ in programmes for one in await self.house.assistant.store.all_applications(id_)]

    async def _programmes(self) -> list[tuple[str]]:
        return await self.house.assistant.store.database.fetch("SELECT DISTINCT programme FROM application")  # type: ignore[return-value]

    # When

    def _registers_on(self, one: PlayedProduct, today: date) -> bool:
        """From the second week of the time to register; where the dossier comes first, in the time of its round."""
        if one.year in self._years and one.year != today.year:
            return False
        leads = self.house.programmes.lead(self.house.now_in(one.commune), today)
        windows = [o for o in leads.around(today) if o.duty.done is Done.REGISTERED and o.duty.role == "producer"]
        if windows:
            return any(o.opens + timedelta(days=7) <= today <= o.last_day for o in windows)
        return self._in_own_window(one.number, leads.around(today), today)

    def _may_file(self, one: Application, today: date) -> bool:
        """Half of the products for the first time of the year, half for the second, where there are two."""
        programme = self.house.programmes.find(one.programme) or self.house.programme
        return self._in_own_window(self._number(one), programme.around(today), today)

    def _number(self, one: Application) -> int:
        return next((p.number for p in self.products if fold(p.name) == fold(one.name)), 0)

    def _in_own_window(self, number: int, times: Sequence[Occurrence], today: date) -> bool:
        """Whether the time to file to which a product belongs has come; always, where there is none."""
        windows = [o for o in times if o.duty.done is Done.FILED and o.duty.role == "producer"]
        windows = sorted((o for o in windows if o.last_day.year < self._years.stop), key=lambda o: o.last_day)
        if not windows:
            return True
        own = windows[number % len(windows)]
        return own.opens + (own.last_day - own.opens) / 2 <= today


def _by_producer(house: PlayedHouse, products: Sequence[PlayedProduct]) -> dict[str, list[PlayedProduct]]:
    """Each producer's phone with its products: one of the same name elsewhere is another one."""
    found: dict[tuple[str, str], list[PlayedProduct]] = defaultdict(list)
    for one in products:
        found[house.areas.path(one.commune)[-2].code, fold(one.producer)].append(one)
    return {f"producer-{number}": own for number, own in enumerate(found.values(), 1)}


def mondays(first: date, last: date) -> Iterator[date]:
    """Every Monday from the first day to the last."""
    day = first + timedelta(days=-first.weekday() % 7)
    while day <= last:
        yield day
        day += timedelta(days=7)
