"""Databases for tests: migrated once a session, empty at the beginning of each test."""

from __future__ import annotations

import asyncio
import atexit
import shutil
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import asyncpg

from bot.storage.engine.migrate import migrate
from bot.storage.engine.opening import FILE
from bot.storage.engine.postgres import Postgres
from bot.storage.engine.sqlite import SQLite
from bot.storage.engine.statements import Database

ENGINES = ("sqlite", "postgres")
Open = Callable[[], Awaitable[Database]]
"""Opens the empty database of this test (again: the same one)."""


def sqlalchemy_url(url: str) -> str:
    """The address as the migrations want it: with an asynchronous driver."""
    return url.replace("postgresql://", "postgresql+asyncpg://", 1)


@cache
def migrated_file() -> Path:
    """A SQLite file with all tables and nothing in them, made once for each process."""
    folder = Path(tempfile.mkdtemp(prefix="ocop-empty-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with ThreadPoolExecutor(1) as aside:  # a browser, or a test, may have a loop running here
        aside.submit(asyncio.run, migrate(f"sqlite+aiosqlite:///{folder / FILE}")).result()
    return folder / FILE


def with_tables(folder: Path) -> None:
    """Puts a migrated file there if none is: an assistant that is opened there need not make its tables.

    That an assistant makes them is proved in `test_opening.py`, and when it is killed meanwhile in `test_kill.py`.
    """
    if not (folder / FILE).exists():
        copied_sqlite(migrated_file(), folder)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Somebody else holds the write lock of the database file: a backup tool, a VACUUM."""
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
    finally:
        connection.close()


def migrated_server(url: str) -> str:
    """The PostgreSQL database at `url`, with all tables and nothing in them."""
    asyncio.run(migrate(sqlalchemy_url(url)))
    return url


def copied_sqlite(migrated: Path, folder: Path) -> Open:
    """A copy of the migrated file in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    file = Path(shutil.copy(migrated, folder / FILE))
    return lambda: SQLite.open(file)


def emptied_postgres(url: str) -> Open:
    """The session's database, emptied."""
    _EMPTIER.empty(url)

    return lambda: Postgres.open(url)


class _Emptier:
    """Empties databases over a connection that stays: a new one must first learn what all the tables are."""

    def __init__(self) -> None:
        self._aside = ThreadPoolExecutor(1)  # a loop of its own, which stands still between two tests
        self._runner = asyncio.Runner()
        self._connections: dict[str, asyncpg.Connection] = {}
        atexit.register(self._runner.close)

    def empty(self, url: str) -> None:
        self._aside.submit(lambda: self._runner.run(self._empty(url))).result()

    async def _empty(self, url: str) -> None:
        connection = self._connections.get(url)
        if connection is None or connection.is_closed():
            connection = self._connections[url] = await asyncpg.connect(url)
        found = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = [row[0] for row in found if row[0] != "alembic_version"]
        # A tenth of the time that TRUNCATE takes for so many tables with so little in them.
        await connection.execute(
            "SET session_replication_role = replica;"  # in any order: nothing is left to refer to anything
            + "".join(f"DELETE FROM {name};" for name in names)
            + "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)"
            " FROM pg_sequences WHERE last_value IS NOT NULL"
        )


_EMPTIER = _Emptier()
