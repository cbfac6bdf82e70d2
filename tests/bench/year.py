"""The programme year of a whole country: reminders planned and claimed for 100,000 people with 40 duties each.

The people are made up and stand in the database before; the ticks are the program's, in a process of its own.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from support.databases import migrated_server, with_tables
from support.postgres import postgres

from bench.programs import BOT_CORE, ROOT, BenchFault, Json, running
from bench.table import Line
from bot.conversations.forms.consent import DOSSIER, REMINDERS
from bot.dispatch.ports import Outcome
from bot.kit.clock import VIETNAM
from bot.messages import Arrival, Reply
from bot.reminders.occurrences import year_of
from bot.reminders.rules.overdue import GRACE
from bot.reminders.service import HORIZON, Reminders, waves
from bot.storage.engine.opening import open_database
from bot.storage.engine.statements import Database, Statement
from bot.storage.store import Store
from bot.storage.year.reminders import StoredReminders
from bot.texts import Texts
from ocop_domain.areas import load_areas
from ocop_domain.duties.model import Duty, DutyKind
from ocop_domain.programme_files import load_programme
from ocop_domain.programmes import Programme

PROGRAMME = "camau-2022"
DISTRICT, PROVINCE = 900, 100
"""Staff, the first people in the database; of the others one in eleven is a commune's officer."""
LIMIT = 1000
"""People told by one tick: as many as the program tells."""
_CLAIMS = 8
"""Ticks of claims that are watched after a large audience is planned."""
_IDLE = 40
_WATCH = 0.01
"""Seconds between two commits of a conversation that are watched meanwhile."""

_ORDINARY = date(2022, 5, 4)
"""A Wednesday. The many duties end on Mondays, so that Wednesdays and Saturdays belong to the days below."""
_STAFF = (date(2022, 5, 11), date(2022, 5, 18), date(2022, 5, 25))
_LATE = date(2022, 6, 15)
_ALL = date(2022, 6, 29)
"""And the last days of a duty that all producers are late with, and of one that all have before them."""

_LEVELS = {
    "producer": "subject",
    "commune_officer": "commune",
    "district_staff": "district",
    "province_staff": "province",
}
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT CAST(? AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
_ANSWERS = json.dumps({f"q{n}": "một câu trả lời" for n in range(16)}, ensure_ascii=False)


def measure(folder: Path, *, people: int, few: int) -> list[Line]:
    """On both engines: the many with 40 duties, and beside them `few` people and 4 duties."""
    for size in (people, few):
        with_tables(folder / str(size))
        asyncio.run(_fill("", folder / str(size), size))
    lines = _lines(
        "SQLite", people, *(_run("", folder / str(size), everything=size == people) for size in (people, few))
    )
    with postgres() as fresh:
        found = []
        for size in (people, few):
            url = migrated_server(fresh())
            asyncio.run(_fill(url, folder, size))
            found.append(_run(url, folder, everything=size == people))
    return lines + _lines("PostgreSQL", people, *found)


def _lines(engine: str, people: int, many: Json, few: Json) -> list[Line]:
    def ratio(name: str, above: Json, below: Json, note: str) -> Line:
        divided = [a / b for a, b in zip(sorted(above[name]), sorted(below[name]), strict=True)]
        return Line(f"year, {engine}: {note}", divided, "times", digits=2)

    def ms(name: str, what: str, **more: object) -> Line:
        return Line(f"year, {engine}: {what}", many["40"][name], "ms", **more)  # type: ignore[arg-type]

    every, told = many["40"], f"{LIMIT} told each"
    return [
        ms("first", "first tick of an ordinary day", most=2000),
        ms("idle", "tick with nothing due", most=2000, digits=1),
        ms("staff", f"tick with {DISTRICT} due", most=2000),
        ms("above", "tick with officers above the late", most=2000, note=told),
        ms(
            "planning",
            f"ticks that plan for {every['all']:,} at once",
            most=2000,
            note=f"{len(every['planning'])} ticks",
        ),
        ms("claiming", "ticks that tell them", most=2000, note=told),
        Line(f"year, {engine}: longest of all these ticks", [max(every["longest"])], "ms", most=2000),
        ms("calm", "a commit while nothing is due", digits=1),
        ms("commit", "a commit while they are planned", digits=1, note=_tail(every["commit"])),
        ms("commit_told", "a commit while they are told", digits=1, note=_tail(every["commit_told"])),
        Line(f"year, {engine}: memory at its highest", [many["memory"]], "MB", most=300),
        ratio("idle", every, few["40"], f"nothing due, {people:,} people : few"),
        ratio("idle", every, many["4"], "nothing due, 40 duties : 4"),
        ratio("staff", every, few["40"], f"{DISTRICT} due, {people:,} people : few"),
        ratio("staff", every, many["4"], f"{DISTRICT} due, 40 duties : 4"),
    ]


def _tail(values: list[float]) -> str:
    return f"p99 {sorted(values)[int(len(values) * 0.99)]:,.0f} ms"


def _run(url: str, folder: Path, *, everything: bool) -> Json:
    """What the process of its own has measured."""
    command = ["-m", "bench.year", url, str(folder), "all" if everything else "some"]
    with running("year", command, BOT_CORE, folder, PYTHONPATH=str(ROOT / "tests")) as program:
        said = program.process.stdout.read()
        if program.process.wait(60):
            raise BenchFault(f"the year on {url or 'SQLite'}: {program.errors.read_text()[-1500:]}")
    found: Json = json.loads(said)
    return found


# The people


async def _fill(url: str, folder: Path, size: int) -> None:
    """Staff, officers and producers with one accepted product each, and what was said and done before."""
    database = await open_database(url or None, folder)
    officers = (size - DISTRICT - PROVINCE) // 11
    first, at = DISTRICT + PROVINCE + officers + 1, "2022-03-01T01:00:00.000+00:00"
    units = {
        level: [a.code for a in load_areas() if a.level == level and a.in_force(_ORDINARY)]
        for level in _LEVELS.values()
    }
    roles = [
        *(("district_staff", "district") for _ in range(DISTRICT)),
        *(("province_staff", "province") for _ in range(PROVINCE)),
        *(("commune_officer", "commune") for _ in range(officers)),
    ]
    everybody, producers = (1, size), (first, size)
    granted = [
        Statement(
            "INSERT INTO role (person_id, role, area, granted_at) VALUES (?, ?, ?, ?)",
            (number, role, units[level][number % len(units[level])], at),
        )
        for number, (role, level) in enumerate(roles, 1)
    ]
    await database.write(
        [
            Statement(
                f"{_NUMBERS} INSERT INTO person (language, created_at) SELECT 'vi', CAST(? AS TEXT) FROM n",
                (*everybody, at),
            ),
            *granted,
        ]
    )
    large = [
        _rows("address (channel, address, person_id, last_seen)", "'bench', CAST(i AS TEXT), i, ''", everybody),
        *(
            _rows("consent (person_id, purpose, granted, at)", f"i, '{p}', 1, ''", everybody)
            for p in (DOSSIER, REMINDERS)
        ),
        _rows("producer (id, person_id, name, name_folded)", "'o' || i, i, 'Cơ sở ' || i, 'co so ' || i", producers),
        _rows(
            "application (id, producer_id, person_id, programme, area, name, name_folded, answers, state, sent_on,"
            " updated_on)",
            f"'p' || i, 'o' || i, i, '{PROGRAMME}', (SELECT r.area FROM role r WHERE r.person_id ="
            f" {DISTRICT + PROVINCE + 1} + i % {officers}), 'Tôm ' || i, 'tom ' || i, CAST(? AS TEXT), 'accepted',"
            " '2022-02-01', '2022-02-15'",
            producers,
            _ANSWERS,
        ),
        *(
            _rows(
                "done (programme, duty, occurrence, scope, person_id)",
                f"'{PROGRAMME}', '{d}', 'once', CAST(i AS TEXT), i",
                producers,
            )
            for d in "xyz"
        ),
        *(
            _rows(
                "reminder (key, programme, rule, kind, duty, occurrence, person_id, scope, day, on_day, at, state,"
                " closed_at)",
                f"'old:{n}:' || i, '{PROGRAMME}', 'before_due', 'open', 'x', 'once', i, CAST(i AS TEXT), '2022-03-01',"
                " '2022-02-22', CAST(? AS TEXT), 'sent', CAST(? AS TEXT)",
                producers,
                at,
                at,
            )
            for n in range(5)
        ),
        Statement("INSERT INTO meta (key, value) VALUES (?, ?)", (f"reminders:{PROGRAMME}", "2022-01-01")),
    ]
    for statement in large:  # one by one: all together take longer than the server is waited for
        await database.write([statement])
    if url:
        await database.write([Statement("ANALYZE")])  # as the server does by itself after a minute
    await database.close()


def _rows(table: str, values: str, span: tuple[int, int], *args: str) -> Statement:
    """A row for each person of the span, `i`."""
    return Statement(f"{_NUMBERS} INSERT INTO {table} SELECT {values} FROM n", (*span, *args))


def _made(many: int) -> Programme:
    """A year with so many dated duties: those of the days that are watched, and others of all roles on Mondays."""
    duties = [_duty(f"q{many}.s{n}", "district_staff", day, remind=(0,)) for n, day in enumerate(_STAFF)]
    duties += [_duty(f"q{many}.late", "producer", _LATE), _duty(f"q{many}.all", "producer", _ALL, remind=(0,))]
    roles, others = list(_LEVELS), many - len(duties)
    for n in range(others):
        day = date(2022, 1, 3) + timedelta(weeks=n * 50 // others)
        duties.append(_duty(f"q{many}.{n}", roles[n % 4], day, opens=day - timedelta(days=28)))
    return replace(load_programme(PROGRAMME), duties=tuple(duties[:many]), province=None)


def _duty(id_: str, role: str, day: date, **more: Any) -> Duty:
    title = "Gửi danh mục sản phẩm của đơn vị lên cấp trên"
    return Duty(id_, 2, DutyKind.DEADLINE, title, role, _LEVELS[role], "II.4.1", due=day, deliver="Danh mục", **more)


# The ticks, in a process of its own


class _Watch:
    """The program's reminders at a time that is set, and what a conversation waits meanwhile."""

    def __init__(self, database: Database, many: int) -> None:
        self._database = database
        self._memory = StoredReminders(database, PROGRAMME)
        self._store = Store(database)
        self._programme, self._areas = _made(many), load_areas()
        self.now = _eight(_ORDINARY)
        self.longest = 0.0
        self._reminders = Reminders(
            memory=self._memory,
            programme=self._programme,
            areas=self._areas,
            texts=Texts(),
            clock=lambda: self.now,
            deliver=lambda rows: None,
            limit=LIMIT,
        )

    async def morning(self, day: date) -> None:
        """Eight o'clock of a day in an assistant that has run for long: what came before is planned and told."""
        self.now = _eight(day)
        year = year_of(self._programme, (), self._areas, day)
        before = [wave for n in range(1, HORIZON + 1) for wave in waves(year, day - timedelta(days=n))]
        for start in range(0, len(before), 500):
            await self._memory.skip(before[start : start + 500])
        await self._database.write(
            [
                Statement("UPDATE reminder SET state = 'dropped' WHERE state = 'planned'"),
                Statement("UPDATE outbox SET state = 'sent' WHERE state = 'waiting'"),
            ]
        )

    async def tick(self) -> tuple[float, int]:
        """Milliseconds, and people told."""
        self.now += timedelta(seconds=5)
        began = time.perf_counter()
        told = await self._reminders.tick()
        took = (time.perf_counter() - began) * 1000
        self.longest = max(self.longest, took)
        return took, told

    async def waiting(self) -> int:
        rows = await self._database.fetch("SELECT count(*) FROM reminder WHERE state = 'planned'")
        return int(rows[0][0])

    @asynccontextmanager
    async def commits(self) -> AsyncIterator[list[float]]:
        """A conversation that writes a reply again and again: milliseconds of each commit."""
        took: list[float] = []
        task = asyncio.create_task(self._commit(took))
        try:
            yield took
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _commit(self, took: list[float]) -> None:
        for number in count():
            arrival = Arrival("bench", "1", f"{uuid4()}", "{}")
            await self._store.intake([arrival], self.now)
            began = time.perf_counter()
            await self._store.commit(arrival, Outcome(1, (), (Reply("Đã ghi lại."),), number), self.now)
            took.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(_WATCH)


async def _ordinary(watch: _Watch) -> Json:
    """Ticks with nothing due, and mornings on which some staff is told."""
    await watch.morning(_ORDINARY)
    first, _ = await watch.tick()
    idle = [(await watch.tick())[0] for _ in range(_IDLE)]
    staff = []
    for day in _STAFF:
        await watch.morning(day)
        took, told = await watch.tick()
        _expect(told, DISTRICT)
        staff.append(took)
    return {"first": [first], "idle": idle, "staff": staff}


async def _crowded(watch: _Watch) -> Json:
    """The officers above those who are late, and a day on which every producer is told."""
    await watch.morning(_LATE + timedelta(days=GRACE))
    above, told = [], LIMIT
    while told == LIMIT and len(above) < 3:
        took, told = await watch.tick()
        above.append(took)
    await watch.morning(_ALL)
    planning, claiming = [], []
    async with watch.commits() as calm:
        await asyncio.sleep(1)
    async with watch.commits() as commit:
        told = 0
        while not told:
            took, told = await watch.tick()
            planning.append(took)
    everybody = await watch.waiting() + told
    async with watch.commits() as commit_told:
        for _ in range(_CLAIMS):
            took, told = await watch.tick()
            _expect(told, LIMIT)
            claiming.append(took)
    return {
        "above": above,
        "planning": planning,
        "claiming": claiming,
        "all": everybody,
        "calm": calm,
        "commit": commit,
        "commit_told": commit_told,
    }


def _eight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, tzinfo=VIETNAM)


def _expect(told: int, wanted: int) -> None:
    if told != wanted:
        raise BenchFault(f"{told} people were told, {wanted} expected")


async def _watched(url: str, folder: Path, *, everything: bool) -> Json:
    database = await open_database(url or None, folder)
    found: Json = {}
    try:
        for many in (40, 4):
            await database.write([Statement("DELETE FROM wave")])
            watch = _Watch(database, many)
            found[str(many)] = await _ordinary(watch)
            if everything and many == 40:
                found[str(many)] |= await _crowded(watch)
            found[str(many)]["longest"] = [watch.longest]
    finally:
        await database.close()
    # In kB on Linux: the highest that the process ever took.
    return {**found, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6}


if __name__ == "__main__":
    _, url_, folder_, everything_ = sys.argv
    print(json.dumps(asyncio.run(_watched(url_, Path(folder_), everything=everything_ == "all"))))
