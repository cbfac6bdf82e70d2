"""Copies of the embedded database: by SQLite's own backup, over a connection of its own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from bot.storage.backup.archive import settled
from bot.storage.backup.engines import Copied
from bot.storage.backup.manifest import BadBackup
from bot.storage.engine.opening import FILE
from bot.storage.files.naming import KNOWN, named_in, queries

_PAGES = 1024
"""Pages copied in one step: between two steps others have the disk."""
_PATIENCE = 30
"""Seconds that somebody else may hold the database."""
BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database file: it belongs to the file."""


class SQLiteCopies:
    """The database in `folder`."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / FILE

    async def copy(self, target: Path) -> Copied:
        return await asyncio.to_thread(self._copy, target)

    async def look(self, room: Path) -> Copied:
        copied = await self.copy(room / FILE)
        await self.check(room / FILE, copied.counts)
        return copied

    async def check(self, copy: Path, counts: Mapping[str, int]) -> None:
        await asyncio.to_thread(check_copy, copy, counts)

    async def empty(self) -> bool:
        return not self._path.exists()

    async def put(self, copy: Path, aside: str) -> str:
        return await asyncio.to_thread(self._put, copy, aside)

    def _copy(self, target: Path) -> Copied:
        if not self._path.exists():
            raise BadBackup(f"There is no database at {self._path}: nothing to back up. Look at OCOP_DATA.")
        with told(self._path):
            copy_database(self._path, target)
        with closing(sqlite3.connect(target)) as copy:
            return _contents(copy)

    def _put(self, copy: Path, aside: str) -> str:
        """Each step is a rename. A kill leaves the former data whole, here or under the name `aside`."""
        former = ""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._path.exists():
            with told(self._path):
                _fold_up(self._path)
            kept = self._path.with_name(f"{FILE}.{aside}")
            # A second name first: at no moment is there no database, which `run` would take for a new one.
            kept.hardlink_to(self._path)
            former = str(kept)
        for ending in BESIDE:
            self._path.with_name(FILE + ending).unlink(missing_ok=True)
        copy.replace(self._path)
        settled(self._path)
        return former


def copy_database(source: Path, target: Path) -> None:
    """Everything that was committed when it began, in one file; who writes meanwhile is not held up.

    The open read transaction keeps one moment in view. Without it SQLite begins anew at each write of somebody else.
    """
    with closing(_connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.execute("BEGIN")
        here.execute("SELECT count(*) FROM sqlite_master").fetchone()
        here.backup(there, pages=_PAGES)
        there.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
    target.chmod(0o600)


def check_copy(path: Path, counts: Mapping[str, int]) -> None:
    """Opens a copy, lets SQLite read every page of it, and counts."""
    try:
        with closing(sqlite3.connect(path)) as copy:
            found = copy.execute("PRAGMA integrity_check").fetchall()
            here = _counts(copy)
    except sqlite3.DatabaseError as error:
        raise BadBackup(f"The copy of the database cannot be read: {error}.") from None
    if found != [("ok",)]:
        raise BadBackup(f"The copy of the database is damaged: {found[0][0]}.")
    if here != dict(counts):
        wrong = sorted(name for name in {*here, *counts} if here.get(name) != counts.get(name))
        raise BadBackup(f"The copy of the database holds other numbers of rows: {', '.join(wrong)}.")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What SQLite says, as one plain line."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise BadBackup(f"{path}: {error}. Is the disk full, or does another program hold it?") from None
    except sqlite3.DatabaseError as error:
        raise BadBackup(f"{path} is damaged: {error}. Take the newest good backup: ocop-bot restore.") from None


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE, isolation_level=None)


def _fold_up(path: Path) -> None:
    """What stands in the WAL goes into the file: afterwards it can be moved by itself."""
    with closing(_connect(path)) as connection:
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise BadBackup("The assistant is running with this database: stop it first.")
        connection.execute("PRAGMA journal_mode=DELETE")


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return sorted(row[0] for row in rows)


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = _tables(connection)
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


def _contents(copy: sqlite3.Connection) -> Copied:
    tables = _tables(copy)
    if "alembic_version" not in tables:
        raise BadBackup("This database belongs to another program, or is empty: nothing to back up.")
    revision = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    kind = copy.execute("SELECT value FROM meta WHERE key = 'kind'").fetchone()
    columns = [(table, row[1]) for table in tables for row in copy.execute(f'PRAGMA table_info("{table}")')]
    named = {found for query in queries(columns) for (text,) in copy.execute(query) for found in named_in(text)}
    sure = {row[0] for row in copy.execute(KNOWN)} if "file" in tables else set()
    return Copied(
        revision=str(revision[0]) if revision else "",
        kind=str(kind[0]) if kind else "live",
        counts=_counts(copy),
        sure=frozenset(sure),
        named=frozenset(named - sure),
    )
