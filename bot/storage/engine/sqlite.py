"""SQLite through aiosqlite: WAL, synchronous=FULL, one writer with group commit, one reader."""

from __future__ import annotations

import asyncio
import inspect
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

import aiosqlite
import structlog

from bot.handlers.services import DatabaseDown
from bot.storage.engine.sqlite_faults import code_of, told, words_of
from bot.storage.engine.statements import Row, Statement

log = structlog.get_logger(__name__)

PATIENCE = 10.0
"""Seconds that a batch waits while another process holds the lock."""
_BATCH = 256
_LOOK = 0.25
"""Seconds between two looks whether the assistant is to stop, while the lock is waited for."""
_AGAIN = 0.05
"""Seconds until it is tried once more to begin the log."""


class _Unit:
    """A unit waiting for its turn in a batch, and what became of it."""

    __slots__ = ("done", "error", "rows", "statements")

    def __init__(self, statements: Sequence[Statement], done: asyncio.Future[None]) -> None:
        self.statements = statements
        self.done = done
        self.rows: list[list[Row]] = []
        self.error: Exception | None = None


class _Batch(list[_Unit]):
    """Units that are committed together."""


class _Connection(sqlite3.Connection):
    """Runs a whole batch in one visit to aiosqlite's thread: a visit for each statement costs more."""

    stopping = False

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        if isinstance(parameters, _Batch):
            self._run(parameters)
            return self.cursor()
        return super().execute(sql, parameters)

    def _run(self, batch: _Batch) -> None:
        cursor = super().cursor()
        if self.in_transaction:  # a full disk may have stopped the last one half-way, its undoing included
            cursor.execute("ROLLBACK")
        self._begin(cursor)
        try:
            for unit in batch:
                self._try(cursor, unit)
            cursor.execute("COMMIT")
        except BaseException:
            if self.in_transaction:
                cursor.execute("ROLLBACK")
            raise

    def _begin(self, cursor: sqlite3.Cursor) -> None:
        """Takes the lock, patiently; not when the assistant is to stop."""
        until = monotonic() + PATIENCE
        while True:
            try:
                cursor.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if code_of(error) != sqlite3.SQLITE_BUSY or self.stopping or monotonic() > until:
                    raise

    def _try(self, cursor: sqlite3.Cursor, unit: _Unit) -> None:
        """Whatever one unit cannot do, the others can; unless SQLite has undone them all (a full disk)."""
        cursor.execute("SAVEPOINT unit")
        try:
            unit.rows = [self._one(cursor, s) for s in unit.statements]
        except Exception as error:
            if not self.in_transaction:
                raise
            unit.error = error.with_traceback(None)
            cursor.execute("ROLLBACK TO unit")
        cursor.execute("RELEASE unit")

    @staticmethod
    def _one(cursor: sqlite3.Cursor, statement: Statement) -> list[Row]:
        cursor.execute(statement.sql, statement.args)
        if statement.rows:
            return cursor.fetchall()
        if statement.changes is not None and cursor.rowcount != statement.changes:
            raise statement.conflict(statement.sql)
        return []


async def _patiently(connection: aiosqlite.Connection, sql: str) -> None:
    """SQLite refuses at once to begin its log while somebody writes: a migration whose program was killed may yet."""
    until = monotonic() + PATIENCE
    while True:
        try:
            await connection.execute(sql)
            return
        except sqlite3.OperationalError as error:
            if code_of(error) != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
        await asyncio.sleep(_AGAIN)


class SQLite:
    """The embedded database."""

    concat = "group_concat"
    field = "json_extract({}, '$.{}')"
    alone = True
    first = True
    skip_locked = ""
    seconds = "(julianday('now') - 2440587.5) * 86400"

    def __init__(self, file: Path, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._file = file
        self._writer = writer
        self._reader = reader
        self._waiting: list[_Unit] = []
        self._written: _Batch = _Batch()
        self._wake = asyncio.Event()
        self._closed = False
        self._task = self._writing()

    @classmethod
    async def open(cls, path: Path) -> SQLite:
        """Opens a migrated database file."""
        connections = []
        for patience in (_LOOK, PATIENCE):
            connection = await aiosqlite.connect(path, isolation_level=None, factory=_Connection, cached_statements=256)
            connections.append(connection)
            try:
                for pragma in (
                    f"busy_timeout={PATIENCE * 1000:.0f}",
                    "journal_mode=WAL",
                    "synchronous=FULL",
                    "foreign_keys=ON",
                    f"busy_timeout={patience * 1000:.0f}",
                ):
                    await _patiently(connection, f"PRAGMA {pragma}")
            except BaseException:
                for opened in connections:
                    await opened.close()
                raise
        await connections[1].execute("PRAGMA query_only=ON")
        return cls(path, connections[0], connections[1])

    async def write(self, unit: Sequence[Statement]) -> list[list[Row]]:
        if self._closed:
            raise DatabaseDown("it is closed")
        if self._task.done() or inspect.getcoroutinestate(self._task.get_coro()) == inspect.CORO_CLOSED:  # type: ignore[arg-type]
            self._begin_again()
        waiting = _Unit(unit, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._wake.set()
        await waiting.done
        return waiting.rows

    def _writing(self) -> asyncio.Task[None]:
        task = asyncio.create_task(self._commit_for_ever(), name="sqlite-writer")
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        if task is self._task and not self._closed:
            self._begin_again()

    def _begin_again(self) -> None:
        """The writer never ends by itself; if it does all the same, everybody hears of it and another begins."""
        former, self._task = self._task, self._writing()
        former.cancel()
        self._refuse([*self._written, *self._waiting], "its writer ended")
        self._written, self._waiting = _Batch(), []
        log.critical("the database's writer ended and is started again", task=repr(former))  # last: a log may fail

    async def _commit_for_ever(self) -> None:
        """Whatever gathered while the last batch was written is the next batch.

        No exception leaves this loop, and none that it caught is handed on: see `told`.
        """
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                self._written = batch = _Batch(self._waiting[:_BATCH])
                del self._waiting[:_BATCH]
                try:
                    await self._writer.execute("batch", batch)
                except Exception as error:
                    self._failed(batch, error)
                else:
                    self._done(batch)

    def _failed(self, batch: _Batch, error: Exception) -> None:
        """Nothing of the batch was written. Who came while it waited for a lock would wait in vain as long again."""
        words = words_of(error, self._file) or f"{type(error).__name__}: {error}"
        refused = list(batch)
        if code_of(error) == sqlite3.SQLITE_BUSY:
            refused += self._waiting
            self._waiting = []
        self._refuse(refused, words)
        log.error("batch not written", units=len(batch), refused=len(refused), why=words)  # last: a log may fail

    def _done(self, batch: _Batch) -> None:
        for unit in batch:
            if unit.done.done():
                continue
            if unit.error:
                unit.done.set_exception(told(unit.error, self._file))
            else:
                unit.done.set_result(None)

    @staticmethod
    def _refuse(units: Iterable[_Unit], words: str) -> None:
        """An exception of their own for each: two who share one share its frames too."""
        for unit in units:
            if not unit.done.done():
                unit.done.set_exception(DatabaseDown(words))

    async def fetch(self, sql: str, args: tuple[Any, ...] = ()) -> list[Row]:
        if self._closed:
            raise DatabaseDown("it is closed")
        try:
            return list(await self._reader.execute_fetchall(sql, args))
        except sqlite3.Error as error:
            raise told(error, self._file) from None

    async def close(self) -> None:
        self._closed = True
        if connection := self._writer._connection:
            connection.stopping = True  # type: ignore[attr-defined]
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._refuse([*self._written, *self._waiting], "it is closed")
        await self._reader.close()
        await self._writer.close()
