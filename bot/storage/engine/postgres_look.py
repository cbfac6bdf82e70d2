"""What a PostgreSQL database is, before anything in it is changed; and whether we can work with it at all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from bot.ports.database import UnusableDatabase
from bot.storage.engine.postgres_faults import DIRECT, URL, unusable
from bot.storage.engine.postgres_presence import CONNECT

_ENCODINGS = {"UTF8", "SQL_ASCII"}
"""Those in which every Vietnamese letter can be kept."""
_ROUNDS = 3
_SAME = "SELECT oid::text || ' ' || pg_postmaster_start_time() FROM pg_database WHERE datname = current_database()"


async def look_at_postgres(url: str, direct: str | None = None) -> tuple[str, str]:
    """What the database is for ("live", "demo", "foreign", or "" where nobody said it) and the revision of its tables.

    Reads only; without tables of ours the revision is "". `UnusableDatabase` says what stands in our way. `direct` is
    a second address of the same database, where `url` is that of a pooler.
    """
    async with _asked(direct or url, DIRECT if direct else URL) as connection:
        await _refuse_encoding(connection)
        if direct:
            await _refuse_another(connection, url)
        else:
            await _refuse_pooler(connection, url)
        tables = {
            row[0] for row in await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        }
        if "alembic_version" not in tables:
            await _refuse_bound_hands(connection)
            return "foreign" if tables else "", ""
        revision = await connection.fetchval("SELECT version_num FROM alembic_version")
        kind = await connection.fetchval("SELECT value FROM meta WHERE key = 'kind'")
        return str(kind or ""), str(revision or "")


@asynccontextmanager
async def _asked(url: str, setting: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection; whatever goes wrong with it is said plainly. Without named statements: a pooler may mix them up."""
    try:
        connection = await asyncpg.connect(url, timeout=CONNECT, command_timeout=CONNECT, statement_cache_size=0)
        try:
            yield connection
        finally:
            await connection.close(timeout=CONNECT)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.ClientConfigurationError, OSError) as error:
        raise unusable(error, url, setting) from None


async def _refuse_encoding(connection: asyncpg.Connection) -> None:
    encoding = await connection.fetchval("SHOW server_encoding")
    if encoding not in _ENCODINGS:
        raise UnusableDatabase(
            f"{URL}: this database keeps text as {encoding}, which has no Vietnamese letters."
            " Make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0."
        )


async def _refuse_pooler(connection: asyncpg.Connection, url: str) -> None:
    """A pooler in transaction mode gives one connection of the server to two of us who ask one after the other.

    Locks that last as long as a session would belong to whoever comes next.
    """
    refused = UnusableDatabase(
        f"{URL}: a pooler in transaction mode stands there. Give the database's own address in {DIRECT} too"
        " (for locks and migrations); or let the pooler work in session mode."
    )
    async with _asked(url, URL) as other:
        try:
            for _ in range(_ROUNDS):
                mine = await connection.fetchval("SELECT pg_backend_pid()")
                async with other.transaction():
                    theirs = await other.fetchval("SELECT pg_backend_pid()")
                if mine == theirs or mine != await connection.fetchval("SELECT pg_backend_pid()"):
                    raise refused
        except asyncpg.InvalidSQLStatementNameError:  # prepared on one connection of the server, wanted on another
            raise refused from None


async def _refuse_another(connection: asyncpg.Connection, url: str) -> None:
    async with _asked(url, URL) as other:
        if await connection.fetchval(_SAME) != await other.fetchval(_SAME):
            raise UnusableDatabase(f"{URL} and {DIRECT} lead to two different databases; both must lead to the same.")


async def _refuse_bound_hands(connection: asyncpg.Connection) -> None:
    if not await connection.fetchval("SELECT has_schema_privilege(current_user, 'public', 'CREATE')"):
        user = await connection.fetchval("SELECT current_user")
        raise UnusableDatabase(
            f"{URL}: the user {user} may not make tables. The owner of the database gives the right:"
            f' GRANT CREATE ON SCHEMA public TO "{user}".'
        )
