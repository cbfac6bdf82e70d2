"""Opens the database that the settings name; says what it is before anything in it is changed."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.ports.database import UnusableDatabase
from bot.storage.engine.migrate import head, migrate_aside
from bot.storage.engine.sqlite import SQLite
from bot.storage.engine.sqlite_faults import trouble_of_disk, unusable
from bot.storage.engine.statements import Database
from bot.storage.files.private import make_file, make_folder

if TYPE_CHECKING:
    from bot.storage.engine.postgres import Postgres

FILE = "ocop.db"
FOREIGN = "foreign"
"""The kind of a database that another program made."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a database is: `kind` is "live", "demo", FOREIGN or "" (nobody said it); `revision` is that of its tables.

    Without a revision there are no tables of ours.
    """

    kind: str = ""
    revision: str = ""


async def look(url: str | None, folder: Path, direct: str | None = None) -> Found:
    """Reads what a database is for and how old its tables are; changes and makes nothing.

    `UnusableDatabase` says in a line why it cannot be read. `direct`: see `open_database`.
    """
    if url:
        from bot.storage.engine.postgres_look import look_at_postgres

        return Found(*await look_at_postgres(url, direct))
    return await asyncio.to_thread(_look_at_file, folder / FILE)


def refuse_tables(found: Found, *, migrate: bool) -> None:
    """Says plainly when the tables are not today's and cannot, or may not, be made so."""
    if found.revision > head():
        raise UnusableDatabase(
            f"The database was made by a newer version of this program (revision {found.revision}, this version knows"
            f" {head()}). Nothing was changed. Install the newer version again."
        )
    if migrate or found.revision == head():
        return
    if found.revision:
        raise UnusableDatabase(
            f"The database is of an older version (revision {found.revision}, this version needs {head()})."
            " Run `ocop-bot upgrade`, or `ocop-bot run`."
        )
    raise UnusableDatabase("There is no database yet. `ocop-bot run` makes it. (Look at OCOP_DATA, OCOP_DATABASE_URL.)")


async def open_sqlite(folder: Path) -> SQLite:
    """The embedded database in `folder`, made when it is missing, migrated when it is older."""
    path = _file_in(folder)
    found = _look_at_file(path)
    refuse_tables(found, migrate=True)
    make_file(path)  # what SQLite puts beside it gets the same rights
    if found.revision != head():
        await migrate_aside(f"sqlite+aiosqlite:///{path.resolve()}")
    try:
        return await SQLite.open(path)
    except sqlite3.Error as error:
        raise unusable(error, path) from None


async def damage_of(folder: Path) -> str:
    """What is wrong with the embedded database, by SQLite's own look at all of it, or its disk; "" when all is well."""
    return await asyncio.to_thread(_damage_of_file, folder / FILE)


async def open_postgres(url: str, direct: str | None = None) -> Postgres:
    """PostgreSQL at `url` (postgresql://…), migrated when it is older."""
    from bot.storage.engine.postgres import Postgres

    database = await Postgres.open(url, direct)
    try:
        if await database.revision() != head():
            await migrate_aside((direct or url).replace("postgresql://", "postgresql+asyncpg://", 1))
    except BaseException:
        await database.close()
        raise
    return database


async def open_database(url: str | None, folder: Path, direct: str | None = None) -> Database:
    """PostgreSQL where a URL is set, the embedded database otherwise; with today's tables.

    `direct` is a second address of the PostgreSQL database, for locks and migrations: then `url` may be a pooler's.
    """
    return await open_postgres(url, direct) if url else await open_sqlite(folder)


def _damage_of_file(path: Path) -> str:
    if trouble := trouble_of_disk(path.parent):
        return f"OCOP_DATA: {trouble}"
    connection = sqlite3.connect(path)
    try:
        found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        return str(unusable(error, path))
    finally:
        connection.close()
    return "" if found == "ok" else f"OCOP_DATA: {path} is damaged: {found.splitlines()[0]}"


def _file_in(folder: Path) -> Path:
    make_folder(folder)
    return folder / FILE


def _look_at_file(path: Path) -> Found:
    try:
        path.stat()
    except FileNotFoundError:
        return Found()
    except OSError as error:
        raise UnusableDatabase(f"OCOP_DATA: {path} cannot be reached: {error.strerror}.") from None
    connection = sqlite3.connect(path)
    try:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" not in tables:
            return Found(FOREIGN) if tables else Found()
        revision = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        kind = connection.execute("SELECT value FROM meta WHERE key = 'kind'").fetchone() if "meta" in tables else None
        return Found(str(kind[0]) if kind else "", str(revision[0]) if revision else "")
    except sqlite3.Error as error:
        raise unusable(error, path) from None
    finally:
        connection.close()
