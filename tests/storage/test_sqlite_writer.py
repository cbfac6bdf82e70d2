"""The writer of the embedded database survives whatever one write meets: who waits is refused, the next one works."""

from __future__ import annotations

import asyncio
import resource
import shutil
import sqlite3
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import httpx
import pytest
import structlog
from apscheduler.events import EVENT_JOB_ERROR
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from structlog.testing import capture_logs
from support.assistants import assistant_on, settings_for
from support.clocks import HandClock
from support.databases import copied_sqlite, locked
from support.waiting import PATIENCE, until

from bot.handlers.services import Conflict, DatabaseDown
from bot.messages import Arrival
from bot.storage.engine.opening import FILE
from bot.storage.engine.sqlite import SQLite
from bot.storage.engine.statements import Statement


def mark(key: str, value: str = "") -> list[Statement]:
    return [Statement("INSERT INTO meta (key, value) VALUES (?, ?)", (key, value))]


@pytest.fixture
async def database(tmp_path: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SQLite]:
    monkeypatch.setattr("bot.storage.engine.sqlite.PATIENCE", 0.1)
    monkeypatch.setattr("bot.storage.engine.sqlite._LOOK", 0.05)
    opened = await copied_sqlite(migrated_sqlite, tmp_path)()
    assert isinstance(opened, SQLite)
    yield opened
    await opened.close()


async def kept(database: SQLite) -> set[str]:
    return {row[0] for row in await database.fetch("SELECT key FROM meta")}


@contextmanager
def no_room(database: SQLite, tmp_path: Path) -> Iterator[None]:
    """No file may grow: every write of this process ends in an I/O error."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = max(f.stat().st_size for f in tmp_path.glob(f"{FILE}*"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


LARGE = "x" * 2_000_000
"""More than fits into what SQLite has of room in its files."""


async def test_a_lock_of_somebody_else_refuses_who_waits_and_the_next_one_works(
    database: SQLite, tmp_path: Path
) -> None:
    with locked(tmp_path / FILE):
        found = await asyncio.gather(*(database.write(mark(f"k{n}")) for n in range(5)), return_exceptions=True)
    assert [type(e) for e in found] == [DatabaseDown] * 5
    assert str(found[0]) == "another process holds its lock"
    assert len({id(e) for e in found}) == 5, "an exception of their own for each"
    await database.write(mark("after"))
    assert await kept(database) == {"after"}, "what was refused was not written"


async def test_a_scheduler_that_clears_the_frames_of_a_failed_write_does_not_end_the_writer(
    database: SQLite, tmp_path: Path
) -> None:
    """APScheduler does: a failed tick closed the writer's coroutine, and no message was taken any more."""
    failed = asyncio.Event()
    scheduler = AsyncIOScheduler()
    scheduler.add_listener(lambda event: failed.set(), EVENT_JOB_ERROR)

    async def tick() -> None:
        await database.write(mark("tick"))

    with locked(tmp_path / FILE):
        scheduler.add_job(tick)
        scheduler.start()
        async with asyncio.timeout(PATIENCE):
            await failed.wait()
    scheduler.shutdown(wait=False)
    async with asyncio.timeout(PATIENCE):
        await database.write(mark("after"))
    assert await kept(database) == {"after"}


async def test_a_log_that_fails_keeps_nobody_waiting(database: SQLite, tmp_path: Path) -> None:
    def fails(*event: object) -> NoReturn:
        raise ValueError("I/O operation on closed file")

    structlog.configure(processors=[fails])
    with locked(tmp_path / FILE):
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(DatabaseDown):
                await database.write(mark("refused"))
    async with asyncio.timeout(PATIENCE):
        await until(lambda: not database._task.done())
        with suppress(DatabaseDown):  # the writer that could not log is replaced by another
            await database.write(mark("in between"))
        await database.write(mark("after"))
    assert "after" in await kept(database)


@pytest.mark.parametrize("statement", ["INSERT INTO meta (key) VALUES (NULL)", "no SQL at all"])
async def test_an_error_of_one_statement_leads_nobody_back_into_the_writer(database: SQLite, statement: str) -> None:
    with pytest.raises(Exception, match=r"meta|syntax") as caught:
        await database.write([Statement(statement)])
    traceback.clear_frames(caught.value.__traceback__)
    with pytest.raises(Conflict) as stale:
        await database.write([Statement("UPDATE meta SET value = '' WHERE key = 'none'", changes=1)])
    traceback.clear_frames(stale.value.__traceback__)
    async with asyncio.timeout(PATIENCE):
        await database.write(mark("after"))


async def test_a_disk_that_does_not_write_refuses_and_the_next_one_works(database: SQLite, tmp_path: Path) -> None:
    await database.write(mark("before"))
    for round_ in range(3):
        with no_room(database, tmp_path):
            with pytest.raises(DatabaseDown) as caught:
                await database.write(mark(f"lost{round_}", LARGE))
            traceback.clear_frames(caught.value.__traceback__)
        await database.write(mark(f"after{round_}"))
    assert await kept(database) == {"before", "after0", "after1", "after2"}


async def test_a_database_without_room_says_so_and_goes_on_when_there_is_some(database: SQLite) -> None:
    ((pages,),) = await database.fetch("PRAGMA page_count")
    await database._writer.execute(f"PRAGMA max_page_count={pages + 2}")
    lost = [database.write(mark("lost", LARGE)), database.write(mark("lost too", LARGE))]
    for error in await asyncio.gather(*lost, return_exceptions=True):
        assert isinstance(error, DatabaseDown)
        assert "full" in str(error)
        traceback.clear_frames(error.__traceback__)
    await database._writer.execute("PRAGMA max_page_count=1000000")
    await database.write(mark("after", LARGE))
    assert await kept(database) == {"after"}


async def test_a_writer_that_ends_all_the_same_is_started_again(database: SQLite, tmp_path: Path) -> None:
    with locked(tmp_path / FILE):
        waiting = asyncio.create_task(database.write(mark("lost")))
        await until(lambda: database._written)
        database._task.cancel()
        with pytest.raises(DatabaseDown):
            await waiting
    await database.write(mark("one"))
    database._task.get_coro().close()  # as `clear_frames` does to one that sleeps
    async with asyncio.timeout(PATIENCE):
        await database.write(mark("two"))
    assert await kept(database) >= {"one", "two"}


async def test_closing_does_not_wait_for_a_lock(
    database: SQLite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.engine.sqlite.PATIENCE", 100 * PATIENCE)
    with locked(tmp_path / FILE):
        waiting = asyncio.create_task(database.write(mark("lost")))
        await until(lambda: database._written)
        async with asyncio.timeout(PATIENCE):
            await database.close()
            with pytest.raises(DatabaseDown):
                await waiting
    with pytest.raises(DatabaseDown):
        await database.write(mark("too late"))
    with pytest.raises(DatabaseDown):
        await database.fetch("SELECT 1")


async def test_a_page_hears_503_while_the_database_is_locked_and_is_answered_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.engine.sqlite.PATIENCE", 0.1)
    monkeypatch.setattr("bot.storage.engine.sqlite._LOOK", 0.05)
    monkeypatch.setattr("bot.dispatch.dispatcher._WAITS", (0.05,))
    heads = {"X-OCOP": "1", "Content-Type": "application/json"}
    said = {"id": "abcdefgh1", "kind": "text", "text": "/help"}
    async with assistant_on(settings_for(tmp_path), HandClock()) as assistant:
        transport = httpx.ASGITransport(app=assistant.server)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=heads) as page:
            await page.get("/api/state")
            with locked(tmp_path / "live" / FILE):
                refused = await page.post("/api/send", json=said)
            again = await page.post("/api/send", json=said)
            assert (refused.status_code, again.status_code) == (503, 202)
            await assistant.idle()
            (window,) = (await page.get("/api/state")).json()["windows"]
    assert [m["from"] for m in window["messages"]][:2] == ["me", "us"]


async def test_an_answer_that_the_database_cannot_take_now_is_given_later_and_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An apology instead would lose what was typed, and the next message would overtake it."""
    monkeypatch.setattr("bot.storage.engine.sqlite.PATIENCE", 0.1)
    monkeypatch.setattr("bot.storage.engine.sqlite._LOOK", 0.05)
    monkeypatch.setattr("bot.dispatch.dispatcher._WAITS", (0.05,))
    async with assistant_on(settings_for(tmp_path), HandClock()) as assistant:
        now = assistant.clock()
        arrivals = [Arrival("web", "lan", f"u{n}", f'{{"kind": "text", "text": "{t}"}}') for n, t in enumerate("12")]
        await assistant.store.intake(arrivals, now)
        with locked(tmp_path / "live" / FILE), capture_logs() as logs:
            await assistant.dispatcher.recover()
            await until(lambda: [line for line in logs if line["event"] == "turn waits for the database"])
        await assistant.idle()
        rows = await assistant.store.database.fetch("SELECT update_id FROM inbox WHERE done_at <> '' ORDER BY done_at")
        replies = await assistant.store.database.fetch("SELECT payload FROM outbox WHERE address = 'lan' ORDER BY id")
    fault = assistant.dispatcher._texts["vi"]("error.fault")
    assert [row[0] for row in rows] == ["u0", "u1"]
    assert len(replies) == 2
    assert not [row for row in replies if fault in row[0]]


async def test_a_migration_that_still_writes_as_its_program_was_killed_is_waited_for(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    """Found by a kill: SQLite does not wait where a log is to begin, whatever its timeout says."""
    file = tmp_path / FILE
    shutil.copy(migrated_sqlite, file)
    with closing(sqlite3.connect(file)) as before:
        before.execute("PRAGMA journal_mode=DELETE")
    with locked(file):
        opening = asyncio.create_task(SQLite.open(file))
        await asyncio.wait({opening}, timeout=1)
        assert not opening.done()
    database = await opening
    assert await database.fetch("PRAGMA journal_mode") == [("wal",)]
    await database.close()
