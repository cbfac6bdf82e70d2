"""PostgreSQL through asyncpg: for when one machine is outgrown."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from bot.storage.engine.postgres_faults import told
from bot.storage.engine.postgres_presence import CONNECT, Presence
from bot.storage.engine.statements import Row, Statement, numbered

PATIENCE = 15.0
"""Seconds that a unit or a query may take, with the wait for a free connection: then the server counts as away."""
_POOL = 12
_CLOSING = 2.0
"""Seconds that connections have to be closed in order."""


class Postgres:
    """A pool of connections; each unit is one transaction."""

    concat = "string_agg"
    field = "({}::json ->> '{}')"
    alone = False
    skip_locked = " FOR UPDATE SKIP LOCKED"
    seconds = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION)"

    def __init__(self, pool: asyncpg.Pool, presence: Presence, *, first: bool) -> None:
        self._pool = pool
        self._presence = presence
        self.first = first

    @classmethod
    async def open(cls, url: str, direct: str | None = None) -> Postgres:
        """Opens a migrated database; `url` as in postgresql://user@host/name.

        With a second, `direct` address for locks the first may be that of a pooler in transaction mode: then no
        statement is prepared under a name, for the next one may meet another connection of the server.
        """
        presence, first = await Presence.arrive(direct or url)
        more = {"statement_cache_size": 0} if direct else {}
        try:
            pool = await asyncpg.create_pool(url, min_size=1, max_size=_POOL, timeout=CONNECT, **more)
        except BaseException:
            await presence.close()
            raise
        return cls(pool, presence, first=first)

    async def revision(self) -> str:
        """The revision of the tables; "" when there are none."""
        try:
            rows = await self.fetch("SELECT version_num FROM alembic_version")
        except asyncpg.UndefinedTableError:
            return ""
        return str(rows[0][0]) if rows else ""

    async def write(self, unit: Sequence[Statement]) -> list[list[Row]]:
        async with self._lent() as connection:
            transaction = connection.transaction()
            await transaction.start()
            try:
                rows = [await self._one(connection, statement) for statement in unit]
            except Exception:
                await transaction.rollback()
                raise
            await transaction.commit()
            return rows

    async def fetch(self, sql: str, args: tuple[Any, ...] = ()) -> list[Row]:
        async with self._lent() as connection:
            return [tuple(row) for row in await connection.fetch(numbered(sql), *args)]

    @asynccontextmanager
    async def _lent(self) -> AsyncIterator[asyncpg.Connection]:
        """A connection for a moment; `DatabaseDown` when the server is away or does not answer in time.

        One that was given up is closed at once: to put it in order again would wait for the same server.
        """
        try:
            async with asyncio.timeout(PATIENCE):
                connection = await self._pool.acquire()
                try:
                    yield connection
                except asyncio.CancelledError:
                    connection.terminate()
                    raise
                finally:
                    await self._pool.release(connection)
        except Exception as error:
            raise told(error, PATIENCE) from None

    @staticmethod
    async def _one(connection: asyncpg.Connection, statement: Statement) -> list[Row]:
        sql = numbered(statement.sql)
        if statement.rows:
            return [tuple(row) for row in await connection.fetch(sql, *statement.args)]
        status = await connection.execute(sql, *statement.args)
        if statement.changes is not None and int(status.rsplit(" ", 1)[-1]) != statement.changes:
            raise statement.conflict(statement.sql)
        return []

    async def close(self) -> None:
        await self._presence.close()
        try:
            async with asyncio.timeout(_CLOSING):
                await self._pool.close()
        except Exception:
            self._pool.terminate()
