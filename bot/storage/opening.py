"""Opens the database that the settings name, migrated to today's tables."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from bot.storage.migrate import head, migrate_aside
from bot.storage.private import make_file, make_folder
from bot.storage.sqlite import SQLite
from bot.storage.statements import Database

if TYPE_CHECKING:
    from bot.storage.postgres import Postgres

FILE = "ocop.db"


async def open_sqlite(folder: Path) -> SQLite:
    """The embedded database in `folder`, made when it is missing."""
    path = _file_in(folder)
    make_file(path)  # what SQLite puts beside it gets the same rights
    if _revision(path) != head():
        await migrate_aside(f"sqlite+aiosqlite:///{path.resolve()}")
    return await SQLite.open(path)


async def open_postgres(url: str) -> Postgres:
    """PostgreSQL at `url` (postgresql://…)."""
    from bot.storage.postgres import Postgres

    database = await Postgres.open(url)
    if await database.revision() != head():
        await migrate_aside(url.replace("postgresql://", "postgresql+asyncpg://", 1))
    return database


async def open_database(url: str | None, folder: Path) -> Database:
    """PostgreSQL where a URL is set, the embedded database otherwise."""
    return await open_postgres(url) if url else await open_sqlite(folder)


FOREIGN = "foreign"


async def kind_before(url: str | None, folder: Path) -> str:
    """What a database is for, read before anything in it is changed: "live", "demo", "" (new) or FOREIGN."""
    if url:
        from bot.storage.postgres import kind_of_postgres

        return await kind_of_postgres(url)
    path = folder / FILE
    return await asyncio.to_thread(_kind_of_file, path)


def _kind_of_file(path: Path) -> str:
    if not path.exists():
        return ""
    connection = sqlite3.connect(path)
    try:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" not in tables:
            return FOREIGN if tables else ""
        kind = connection.execute("SELECT value FROM meta WHERE key = 'kind'").fetchone() if "meta" in tables else None
        return str(kind[0]) if kind else ""
    except sqlite3.DatabaseError:
        return FOREIGN
    finally:
        connection.close()


def _file_in(folder: Path) -> Path:
    make_folder(folder)
    return folder / FILE


def _revision(path: Path) -> str:
    """The revision of a database file; "" when it is new. Spares most starts the import of the migrations."""
    if not path.exists():
        return ""
    connection = sqlite3.connect(path)
    try:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    except (sqlite3.OperationalError, TypeError):
        return ""
    finally:
        connection.close()
