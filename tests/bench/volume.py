"""What others wait for while one person acts, in a large database: beside what a bare commit takes at that time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import quantiles

from bench.table import Line
from bot.broadcasts.service import CHUNK as SPREAD
from bot.kit.clock import system_clock
from bot.messages import Reply
from bot.records.broadcast import Broadcast
from bot.reminders.service import CHUNK as REMINDED
from bot.storage.account.collecting import collect
from bot.storage.broadcast.service import CastingMemory
from bot.storage.delivery.outbox import StoredOutbox
from bot.storage.engine.encoding import moment
from bot.storage.engine.opening import open_sqlite
from bot.storage.engine.statements import Statement
from bot.storage.store import Store
from bot.storage.writes import By, statements
from bot.storage.year.reminders import StoredReminders
from bot.writes.broadcast import PutBroadcast
from bot.writes.people import MoveAddress
from ocop_domain.areas import load_areas
from ocop_domain.broadcasts import Phase, ReplyWanted, Target
from ocop_domain.duties.audience import Open, Wave
from ocop_domain.programme_files import load_programme
from ocop_domain.territories import territory_of

AIM = 50.0
"""Milliseconds that an act may add for others, at the 99th percentile."""
_EACH = 10
"""Reminders of a person; messages are one less."""
_OFFICIALS = 50
"""One person in so many is an official."""
_CALM = 100
"""Bare commits that are measured while nobody acts."""
_BATCH = 20_000
_DAY = date(2022, 5, 4)
_DUTY = "cm22-p-file-1", "once"
"""Every second producer must do it: those whom the commune has accepted."""

_N = "WITH RECURSIVE n(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
_FILL = (
    f"{_N} INSERT INTO person (id, language, created_at) SELECT i, 'vi', '2022' FROM n",
    f"{_N} INSERT INTO address (channel, address, person_id, last_seen) SELECT 'telegram', 'a' || i, i, '2022' FROM n",
    f"{_N} INSERT INTO role (person_id, role, area) SELECT i, 'commune_officer', 'o' || i FROM n"
    f" WHERE i % {_OFFICIALS} = 0",
    f"{_N} INSERT INTO producer (id, person_id, name, name_folded, answers, phone) SELECT 'p' || i, i,"
    " 'Hộ kinh doanh số ' || i, 'h' || i, '{\"producer_name\":\"Hộ kinh doanh số ' || i || '\"}', '+8491' || i FROM n",
    f"{_N} INSERT INTO application (id, producer_id, person_id, programme, area, name, answers, state)"
    " SELECT 'd' || i, 'p' || i, i, 'camau-2022', 'o32035', 'Tôm khô',"
    " '{\"producer_name\":\"Hộ kinh doanh số ' || i || '\"}',"
    " CASE WHEN i % 2 THEN 'accepted' ELSE 'sent' END FROM n",
)
_MANY = (
    f"{_N} INSERT INTO reminder (key, programme, rule, person_id, at, state) SELECT 'r' || i, 'camau-2022', 'x',"
    " 1 + i % {people}, '2022', 'sent' FROM n",
    f"{_N} INSERT INTO outbox (channel, address, lane, payload, state, created_at, sent_at) SELECT 'telegram', 'a' ||"
    " (1 + i % {people}), CASE i % 3 WHEN 0 THEN 'reply' ELSE 'notice' END,"
    " '{{\"text\":\"Ủy ban nhân dân xã đã nhận phiếu đăng ký ý tưởng sản phẩm của Anh/Chị.\"}}', 'sent',"
    " '2099', '2099' FROM n",
)
Act = Callable[[], Awaitable[object]]


async def measure(folder: Path, *, people: int) -> list[Line]:
    """Milliseconds that others wait at the 99th percentile, for each act, less what a bare commit takes alone."""
    store = Store(await open_sqlite(folder))
    try:
        await _fill(store, people)
        calm = await _others(store, _rest)
        lines = [Line(f"a bare commit, p99, {people:,} people", [calm], "ms", digits=1)]
        for name, act in _acts(store, people).items():
            began = time.perf_counter()
            waited = await _others(store, act)
            took = (time.perf_counter() - began) * 1000
            added = max(0.0, waited - calm)
            lines.append(
                Line(
                    f"{name}: added to others",
                    [added],
                    "ms",
                    most=AIM,
                    digits=1,
                    note=f"{waited / calm:.1f}×, {took:.0f} ms",
                )
            )
        return lines
    finally:
        await store.close()


async def _fill(store: Store, people: int) -> None:
    for sql, count in [(sql, people) for sql in _FILL] + [(_MANY[0], people * _EACH), (_MANY[1], people * (_EACH - 1))]:
        for first in range(1, count + 1, _BATCH):
            last = min(first + _BATCH - 1, count)
            await store.database.write(
                [Statement(sql.format(people=people) if "{people}" in sql else sql, (first, last))]
            )


def _acts(store: Store, people: int) -> dict[str, Act]:
    now, programme, areas = system_clock(), load_programme("camau-2022"), load_areas()
    territory_of(programme, areas)  # worked out once for a process

    async def erase() -> None:
        write = await store.erasure(people // 2)
        await store.database.write(list(statements(write, By(people // 2, "telegram", f"a{people // 2}", now))))

    async def link() -> None:
        newcomer = await store.person("telegram", "newcomer", "vi", now)
        move = MoveAddress(people // 3, newcomer.id)
        await store.database.write(list(statements(move, By(people // 3, "telegram", "newcomer", now))))

    async def remind() -> None:
        """A wave that concerns everybody, chunk by chunk, as the reminders plan it."""
        here = programme.occurrence(*_DUTY)
        assert here
        wave = Wave("bench", "bench", _DAY, "bench", Open(here, territory_of(programme, areas)), _DAY)
        memory = StoredReminders(store.database, "camau-2022")
        while not await memory.plan(wave, now, REMINDED):
            pass

    async def spread() -> None:
        """A broadcast to all producers, chunk by chunk, as it is planned."""
        target, memory = Target(), CastingMemory(store.database, programme, areas)
        cast = Broadcast("b", programme.id, "", Phase.SENDING, "Mời họp", (), ReplyWanted.NOTHING, True, target, 1, now)
        reply = {"vi": Reply("Mời họp")}
        await store.database.write(list(statements(PutBroadcast(cast, reply), By(1, "telegram", "a1", now))))
        await memory.start(cast.id, now)
        for first in range(0, people, SPREAD):
            upto = first + SPREAD
            await memory.plan(replace(cast, upto=first), upto, now, complete=upto >= people)

    return {
        "plan a reminder for everybody": remind,
        "plan a broadcast to everybody": spread,
        "erase everything": erase,
        "link a phone": link,
        '"Dữ liệu của tôi"': lambda: store.held(people // 4),
        "export": lambda: collect(store.database, people // 4),
        "tidy": lambda: store.tidy(now),
        "a sweep": lambda: StoredOutbox(store.database).waiting(now),
    }


async def _rest() -> None:
    await asyncio.sleep(1)


async def _others(store: Store, act: Act) -> float:
    """The 99th percentile of what somebody else's small commit takes, from before the act to its end."""
    times: list[float] = []
    over = asyncio.Event()

    async def others() -> None:
        while not over.is_set() or len(times) < _CALM:
            began = time.perf_counter()
            await store.database.fetch("SELECT language FROM person WHERE id = 1")
            await store.database.write(
                [
                    Statement(
                        "UPDATE address SET last_seen = ? WHERE channel = 'telegram' AND address = 'a1'",
                        (moment(system_clock()),),
                    )
                ]
            )
            times.append((time.perf_counter() - began) * 1000)

    task = asyncio.create_task(others())
    await asyncio.sleep(0)
    await act()
    over.set()
    await task
    return quantiles(times, n=100)[-1]
