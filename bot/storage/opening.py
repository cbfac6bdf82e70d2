"""Opens the database that the settings name; says what it is before anything in it is changed."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.ports.database import UnusableDatabase
from bot.storage.migrate import head, migrate_aside
from bot.storage.private import make_file, make_folder
from bot.storage.sqlite import SQLite
from bot.storage.statements import Database

if TYPE_CHECKING:
    from bot.storage.postgres import Postgres

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


async def look(url: str | None, folder: Path) -> Found:
    """Reads what a database is for and how old its tables are; changes and makes nothing."""
    if url:
        from bot.storage.postgres import look_at_postgres

        return Found(*await look_at_postgres(url))
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
    return await SQLite.open(path)


async def open_postgres(url: str) -> Postgres:
    """PostgreSQL at `url` (postgresql://…), migrated when it is older."""
    from bot.storage.postgres import Postgres

    database = await Postgres.open(url)
    if await database.revision() != head():
        await migrate_aside(url.replace("postgresql://", "postgresql+asyncpg://", 1))
    return database


async def open_database(url: str | None, folder: Path) -> Database:
    """PostgreSQL where a URL is set, the embedded database otherwise; with today's tables."""
    return await open_postgres(url) if url else await open_sqlite(folder)


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
    except sqlite3.DatabaseError:
        return Found(FOREIGN)
    finally:
        connection.close()
