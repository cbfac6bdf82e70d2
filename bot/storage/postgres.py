"""PostgreSQL through asyncpg: for when one machine is outgrown."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import asyncpg

from bot.storage.statements import Row, Statement, numbered

_POOL = 12
_PRESENCE = 0x0C0B
"""The lock that every process holds together: whoever gets it alone is the only one."""
_LOOKS = 3


async def look_at_postgres(url: str) -> tuple[str, str]:
    """What the database is for ("live", "demo", "foreign", or "" where nobody said it) and the revision of its tables.

    Reads only; without tables of ours the revision is "".
    """
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = {row[0] for row in rows}
        if "alembic_version" not in tables:
            return "foreign" if tables else "", ""
        revision = await connection.fetchval("SELECT version_num FROM alembic_version")
        kind = await connection.fetchval("SELECT value FROM meta WHERE key = 'kind'")
        return str(kind or ""), str(revision or "")
    finally:
        await connection.close()


class Postgres:
    """A pool of connections; each unit is one transaction."""

    concat = "string_agg"
    alone = False
    skip_locked = " FOR UPDATE SKIP LOCKED"
    seconds = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION)"

    def __init__(self, pool: asyncpg.Pool, presence: asyncpg.Connection, *, first: bool) -> None:
        self._pool = pool
        self._presence = presence
        self.first = first

    @classmethod
    async def open(cls, url: str) -> Postgres:
        """Opens a migrated database; `url` as in postgresql://user@host/name."""
        presence = await asyncpg.connect(url)
        first = await _arrive(presence)
        return cls(await asyncpg.create_pool(url, min_size=1, max_size=_POOL), presence, first=first)

    async def revision(self) -> str:
        """The revision of the tables; "" when there are none."""
        try:
            return str(await self._pool.fetchval("SELECT version_num FROM alembic_version"))
        except asyncpg.UndefinedTableError:
            return ""

    async def write(self, unit: Sequence[Statement]) -> list[list[Row]]:
        async with self._pool.acquire() as connection, connection.transaction():
            return [await self._one(connection, statement) for statement in unit]

    @staticmethod
    async def _one(connection: asyncpg.Connection, statement: Statement) -> list[Row]:
        sql = numbered(statement.sql)
        if statement.rows:
            return [tuple(row) for row in await connection.fetch(sql, *statement.args)]
        status = await connection.execute(sql, *statement.args)
        if statement.changes is not None and int(status.rsplit(" ", 1)[-1]) != statement.changes:
            raise statement.conflict(statement.sql)
        return []

    async def fetch(self, sql: str, args: tuple[Any, ...] = ()) -> list[Row]:
        return [tuple(row) for row in await self._pool.fetch(numbered(sql), *args)]

    async def close(self) -> None:
        await self._presence.close()
        await self._pool.close()


async def _arrive(connection: asyncpg.Connection) -> bool:
    """Whether nobody else works with this database. As long as the connection lives, others see that we do."""
    for _ in range(_LOOKS):
        if await connection.fetchval("SELECT pg_try_advisory_lock($1)", _PRESENCE):
            await connection.execute("SELECT pg_advisory_lock_shared($1)", _PRESENCE)
            await connection.execute("SELECT pg_advisory_unlock($1)", _PRESENCE)
            return True
        await asyncio.sleep(0.05)  # the lock of a process that was just killed goes in a moment
    await connection.execute("SELECT pg_advisory_lock_shared($1)", _PRESENCE)
    return False
