"""SQLite through aiosqlite: WAL, synchronous=FULL, one writer with group commit, one reader."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiosqlite

from bot.storage.statements import Row, Statement

_BATCH = 256


class _Unit:
    """A unit waiting for its turn in a batch, and what became of it."""

    __slots__ = ("done", "error", "rows", "statements")

    def __init__(self, statements: Sequence[Statement], done: asyncio.Future[None]) -> None:
        self.statements = statements
        self.done = done
        self.rows: list[list[Row]] = []
        self.error: BaseException | None = None


class _Batch(list[_Unit]):
    """Units that are committed together."""


class _Connection(sqlite3.Connection):
    """Runs a whole batch in one visit to aiosqlite's thread: a visit for each statement costs more."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        if isinstance(parameters, _Batch):
            self._run(parameters)
            return self.cursor()
        return super().execute(sql, parameters)

    def _run(self, batch: _Batch) -> None:
        cursor = super().cursor()
        cursor.execute("BEGIN IMMEDIATE")
        try:
            for unit in batch:
                cursor.execute("SAVEPOINT unit")
                try:
                    unit.rows = [self._one(cursor, s) for s in unit.statements]
                except Exception as error:  # whatever one unit cannot do, the others can
                    unit.error = error
                    cursor.execute("ROLLBACK TO unit")
                cursor.execute("RELEASE unit")
            cursor.execute("COMMIT")
        except BaseException:
            if self.in_transaction:
                cursor.execute("ROLLBACK")
            raise

    @staticmethod
    def _one(cursor: sqlite3.Cursor, statement: Statement) -> list[Row]:
        cursor.execute(statement.sql, statement.args)
        if statement.rows:
            return cursor.fetchall()
        if statement.changes is not None and cursor.rowcount != statement.changes:
            raise statement.conflict(statement.sql)
        return []


class SQLite:
    """The embedded database."""

    concat = "group_concat"
    alone = True
    first = True
    skip_locked = ""
    seconds = "(julianday('now') - 2440587.5) * 86400"

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._writer = writer
        self._reader = reader
        self._waiting: list[_Unit] = []
        self._wake = asyncio.Event()
        self._task = asyncio.create_task(self._commit_for_ever(), name="sqlite-writer")

    @classmethod
    async def open(cls, path: Path) -> SQLite:
        """Opens a migrated database file."""
        connections = []
        for _ in range(2):
            connection = await aiosqlite.connect(path, isolation_level=None, factory=_Connection, cached_statements=256)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
                await connection.execute(f"PRAGMA {pragma}")
            connections.append(connection)
        await connections[1].execute("PRAGMA query_only=ON")
        return cls(connections[0], connections[1])

    async def write(self, unit: Sequence[Statement]) -> list[list[Row]]:
        if self._task.done():
            raise ConnectionError("the database is closed")
        waiting = _Unit(unit, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._wake.set()
        await waiting.done
        return waiting.rows

    async def _commit_for_ever(self) -> None:
        """Whatever gathered while the last batch was written is the next batch."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                batch = _Batch(self._waiting[:_BATCH])
                del self._waiting[:_BATCH]
                failure: BaseException | None = None
                try:
                    await self._writer.execute("batch", batch)
                except Exception as error:
                    failure = error
                for unit in batch:
                    if unit.done.done():
                        continue
                    if problem := failure or unit.error:
                        unit.done.set_exception(problem)
                    else:
                        unit.done.set_result(None)

    async def fetch(self, sql: str, args: tuple[Any, ...] = ()) -> list[Row]:
        return list(await self._reader.execute_fetchall(sql, args))

    async def close(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._reader.close()
        await self._writer.close()
