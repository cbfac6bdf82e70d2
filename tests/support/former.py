"""Databases as former versions left them (`tests/data/databases`), put on an engine and brought to today's tables."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg
from alembic import command
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.engine.migrate import config, migrate
from bot.storage.engine.opening import FILE
from support.databases import sqlalchemy_url

FOLDER = Path(__file__).parent.parent / "data" / "databases"
REVISIONS = sorted(file.stem for file in FOLDER.glob("*.sql"))
Rows = dict[str, list[dict[str, Any]]]
"""All that a database holds, by table."""


def dump_of(revision: str) -> str:
    return (FOLDER / f"{revision}.sql").read_text(encoding="utf-8")


def former_rows(revision: str) -> Rows:
    """What the database held at its time."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(f"BEGIN; {dump_of(revision)} COMMIT;")
        return _rows(connection)


def on_sqlite(revision: str, folder: Path) -> str:
    """Puts it into `folder` and brings it to today's tables; returns SQLAlchemy's address."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / FILE)) as connection:
        connection.executescript(f"BEGIN; {dump_of(revision)} COMMIT;")
    url = f"sqlite+aiosqlite:///{folder / FILE}"
    asyncio.run(migrate(url))
    return url


def on_postgres(revision: str, url: str) -> str:
    """The same in the empty PostgreSQL database at `url`: the tables of that revision, its rows, today's tables."""
    asyncio.run(_filled(revision, url))
    return url


def sqlite_rows(folder: Path) -> Rows:
    with closing(sqlite3.connect(folder / FILE)) as connection:
        return _rows(connection)


def postgres_rows(url: str) -> Rows:
    return asyncio.run(_postgres_rows(url))


def _rows(connection: sqlite3.Connection) -> Rows:
    connection.row_factory = sqlite3.Row
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")] for (name,) in names.fetchall()}


async def _filled(revision: str, url: str) -> None:
    engine = create_async_engine(sqlalchemy_url(url))

    def tables(connection: Connection) -> None:
        command.upgrade(config(connection), revision)

    async with engine.begin() as connection:
        await connection.run_sync(tables)
    await engine.dispose()
    lines = dump_of(revision).splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.startswith("INSERT INTO"))
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("DELETE FROM alembic_version; SET session_replication_role = replica")
        await connection.execute("".join(lines[first:]))
        await connection.execute("SET session_replication_role = origin")
        serial = "SELECT table_name FROM information_schema.columns WHERE column_name = 'id' AND data_type = 'bigint'"
        for (name,) in await connection.fetch(f"{serial} AND table_schema = 'public'"):
            await connection.execute(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) + 1 FROM {name}), false)"
            )
    finally:
        await connection.close()
    await migrate(sqlalchemy_url(url))


async def _postgres_rows(url: str) -> Rows:
    connection = await asyncpg.connect(url)
    try:
        names = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {name: [dict(row) for row in await connection.fetch(f"SELECT * FROM {name}")] for (name,) in names}
    finally:
        await connection.close()
