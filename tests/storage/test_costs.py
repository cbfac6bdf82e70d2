"""What one area's reminders cost does not grow with the country: counted in steps of SQLite, not in seconds."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from support.databases import copied_sqlite
from support.reminders import DAY, HERE, LATER, LIST, NOW, PLAN, occurrence, wave

from bot.conversations.forms.consent import DOSSIER
from bot.storage.engine.encoding import moment
from bot.storage.engine.sqlite import SQLite
from bot.storage.engine.statements import Statement
from bot.storage.store import Store
from bot.storage.year.reminders import StoredReminders
from ocop_domain.areas import NATION
from ocop_domain.duties.audience import Above, Audience, Helpers, Open
from ocop_domain.duties.model import Concerns, Done

EACH = 10
"""People of one area: an officer and nine producers, each with a product, a draft and what was said before."""
FEW, MANY = 1_000, 4_000
WAITING = 31
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO"
AREA = f"'a' || (i / {EACH})"
OFFICERS, PRODUCERS = f"WHERE i % {EACH} = 0", f"WHERE i % {EACH} > 0"
COUNTRY = (
    "person (language) SELECT 'vi' FROM n",
    "address (channel, address, person_id) SELECT 'telegram', i, i FROM n",
    f"role (person_id, role, area) SELECT i, 'commune_officer', {AREA} FROM n {OFFICERS}",
    f"consent (person_id, purpose, granted) SELECT i, '{DOSSIER}', 1 FROM n {PRODUCERS}",
    f"producer (id, person_id, name, name_folded) SELECT i, i, 'Cơ sở ' || i, 'co so' FROM n {PRODUCERS}",
    "application (id, producer_id, person_id, programme, area, name, name_folded, state, updated_on)"
    f" SELECT i, i, i, '{HERE}', {AREA}, 'Tôm', 'tom', 'accepted', '2022-01-01' FROM n {PRODUCERS}",
    f"draft (id, person_id, form, programme, area) SELECT i, i, 'idea', '{HERE}', {AREA} FROM n {PRODUCERS}",
    f"done (programme, duty, occurrence, scope, person_id) SELECT '{HERE}', 'x', 'once', i, i FROM n",
    "reminder (key, programme, kind, duty, person_id, scope, day, on_day, at, state, closed_at)"
    f" SELECT i, '{HERE}', 'open', 'x', i, i, '{DAY}', '{DAY}', '{moment(NOW)}', 'sent', '{moment(NOW)}' FROM n",
    "outbox (channel, address, lane, key, state, created_at)"
    f" SELECT 'telegram', i, 'notice', 'reminder:' || i, CASE i WHEN {WAITING} THEN 'waiting' ELSE 'sent' END,"
    f" '{moment(NOW)}' FROM n",
)


class Country:
    """A database of so many people that counts its steps."""

    def __init__(self, database: SQLite) -> None:
        self.database = database
        self.reminders = StoredReminders(database, HERE)
        self.store = Store(database)
        self._counted = 0

    async def fill(self, people: int) -> None:
        await self.database.write([Statement(f"{NUMBERS} {rows}", (people,)) for rows in COUNTRY])
        for connection in (self.database._reader, self.database._writer):
            await connection.set_progress_handler(self._count, 1)

    def _count(self) -> int:
        self._counted += 1
        return 0

    async def steps(self, act: Act) -> int:
        """How many steps of the database it takes."""
        before = self._counted
        await act(self)
        return self._counted - before

    async def plan(self, audience: Audience, held: int) -> None:
        assert await self.reminders.plan(wave(audience), NOW, 1000)
        assert await self.database.fetch("SELECT count(*) FROM reminder WHERE state = 'planned'") == [(held,)]


Act = Callable[[Country], Awaitable[None]]


@asynccontextmanager
async def country(migrated: Path, folder: Path, people: int) -> AsyncIterator[Country]:
    database = await copied_sqlite(migrated, folder / str(people))()
    assert isinstance(database, SQLite)
    made = Country(database)
    await made.fill(people)
    yield made
    await database.close()


def within(concerns: Concerns, done: Done = Done.TAP) -> Open:
    return Open(occurrence("producer", done=done, concerns=concerns), NATION.part(("a3",)))


async def _names(country: Country) -> None:
    assert len(await country.reminders.open_names(Open(PLAN, NATION.part(("a3",))))) == EACH - 1


async def _areas(country: Country) -> None:
    assert await country.reminders.open_areas(Open(PLAN, NATION.part(("a3",)))) == {"a3"}


async def _holders(country: Country) -> None:
    assert len(await country.store.holders(PLAN, NATION.part(("a3",)), HERE)) == EACH - 1


async def _tell_above(country: Country) -> None:
    """An officer, asked again at the last moment whether it is open for anybody below."""
    await country.reminders.plan_for(wave(Above(PLAN, NATION)), NOW, [(30, "a3")])
    (due,) = await country.reminders.due(NOW, 10)
    above = {due.reminders[0].id: Open(PLAN, NATION.part(("a3",)))}
    await country.reminders.claim_due(due, [], above, [], NOW)


async def _take_back(country: Country) -> None:
    await country.reminders.take_back(LATER)
    assert await country.database.fetch("SELECT id FROM reminder WHERE state = 'planned'") == [(WAITING,)]


ACTS: dict[str, Act] = {
    "everyone": lambda c: c.plan(within(Concerns.EVERYONE), EACH - 1),
    "unregistered": lambda c: c.plan(within(Concerns.EVERYONE, Done.REGISTERED), EACH - 1),
    "registered": lambda c: c.plan(within(Concerns.REGISTERED), EACH - 1),
    "accepted": lambda c: c.plan(within(Concerns.ACCEPTED), EACH - 1),
    "recognised": lambda c: c.plan(within(Concerns.RECOGNISED), 0),
    "officers": lambda c: c.plan(Open(LIST, NATION.part(("a3",))), 1),
    "helpers": lambda c: c.plan(Helpers(LIST, NATION.part(("a3",))), 0),
    "names": _names,
    "areas": _areas,
    "holders": _holders,
    "tell above": _tell_above,
    "take back": _take_back,
}


@pytest.mark.parametrize("act", ACTS)
async def test_what_concerns_one_area_costs_the_same_in_a_large_country(
    act: str, migrated_sqlite: Path, tmp_path: Path
) -> None:
    taken = []
    for people in (FEW, MANY):
        async with country(migrated_sqlite, tmp_path, people) as here:
            taken.append(await here.steps(ACTS[act]))
    assert taken[1] < taken[0] * 1.5, taken


async def test_the_list_of_who_has_done_it_costs_as_much_more_as_it_is_longer(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    async def listed(country: Country, areas: int) -> None:
        found = await country.store.holders(PLAN, NATION.part(f"a{n}" for n in range(1, areas + 1)), HERE)
        assert len(found) == areas * (EACH - 1)

    async with country(migrated_sqlite, tmp_path, FEW) as here:
        few, many = [await here.steps(lambda c, n=n: listed(c, n)) for n in (10, 40)]  # type: ignore[misc]
    assert many < few * 6, (few, many)
