"""Copies of a PostgreSQL database: by its own pg_dump, of one moment, in its own format."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path

import asyncpg

from bot.storage.backup.engines import Copied
from bot.storage.backup.manifest import BadBackup
from bot.storage.backup.postgres_tools import Tools, call, find_tools
from bot.storage.files.naming import KNOWN, named_in, queries

_TABLE = re.compile(rb"COPY public\.\"?(\w+)\"? ")
_ROWS = 2000


class PostgresCopies:
    """The database at `url` (a direct address: not through a pooler), with the programs in `tools` if named."""

    name = "postgresql"

    def __init__(self, url: str, tools: Path | None = None) -> None:
        self._url = url
        self._folder = tools

    async def copy(self, target: Path) -> Copied:
        connection = await asyncpg.connect(self._url)
        try:
            tools = await self._tools(connection)
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                snapshot = await connection.fetchval("SELECT pg_export_snapshot()")
                copied = await _contents(connection)
                words = ("--format=custom", "--schema=public", "--no-owner", "--no-acl", f"--snapshot={snapshot}")
                await call(self._url, tools.dump, *words, f"--file={target}")
        finally:
            await connection.close()
        return copied

    async def look(self, room: Path) -> Copied:
        connection = await asyncpg.connect(self._url)
        try:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                return await _contents(connection)
        finally:
            await connection.close()

    async def check(self, copy: Path, counts: Mapping[str, int]) -> None:
        connection = await asyncpg.connect(self._url)
        try:
            tools = await self._tools(connection)
        finally:
            await connection.close()
        here = await _rows_of(tools, copy)
        if here != dict(counts):
            wrong = sorted(name for name in {*here, *counts} if here.get(name) != counts.get(name))
            raise BadBackup(f"The copy of the database holds other numbers of rows: {', '.join(wrong)}.")

    async def empty(self) -> bool:
        connection = await asyncpg.connect(self._url)
        try:
            return not await _tables(connection)
        finally:
            await connection.close()

    async def put(self, copy: Path, aside: str) -> str:
        """What is there goes into a schema of its own, in one transaction; the copy comes in in another."""
        connection = await asyncpg.connect(self._url)
        former = f"before_{re.sub(r'[^a-z0-9]', '_', aside.lower())}"
        try:
            tools = await self._tools(connection)
            full = bool(await _tables(connection))
            if full:
                async with connection.transaction():
                    await connection.execute(f"ALTER SCHEMA public RENAME TO {former}; CREATE SCHEMA public")
            try:
                words = ("--schema=public", "--no-owner", "--no-acl", "--single-transaction", "--exit-on-error")
                await call(self._url, tools.restore, *words, str(copy))
            except BadBackup:
                if full:
                    async with connection.transaction():
                        await connection.execute(f"DROP SCHEMA public; ALTER SCHEMA {former} RENAME TO public")
                raise
        except asyncpg.InsufficientPrivilegeError:
            raise BadBackup(
                "The database's user may not create schemas: restore as the owner of the database."
            ) from None
        finally:
            await connection.close()
        return f"schema {former}" if full else ""

    async def _tools(self, connection: asyncpg.Connection) -> Tools:
        server = int(await connection.fetchval("SHOW server_version_num")) // 10000
        return await asyncio.to_thread(find_tools, server, self._folder)


async def _tables(connection: asyncpg.Connection) -> list[str]:
    rows = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return [row[0] for row in rows]


async def _contents(connection: asyncpg.Connection) -> Copied:
    tables = await _tables(connection)
    if "alembic_version" not in tables:
        raise BadBackup("This database belongs to another program, or is empty: nothing to back up.")
    counts = {name: await connection.fetchval(f'SELECT count(*) FROM public."{name}"') for name in tables}
    columns = await connection.fetch(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
    )
    named: set[str] = set()
    for query in queries((row[0], row[1]) for row in columns):
        async for row in connection.cursor(query, prefetch=_ROWS):
            named.update(named_in(row[0] or ""))
    sure = {row[0] for row in await connection.fetch(KNOWN)} if "file" in tables else set()
    return Copied(
        revision=str(await connection.fetchval("SELECT version_num FROM alembic_version") or ""),
        kind=str(await connection.fetchval("SELECT value FROM meta WHERE key = 'kind'") or "live"),
        counts=counts,
        sure=frozenset(sure),
        named=frozenset(named - sure),
    )


async def _rows_of(tools: Tools, copy: Path) -> dict[str, int]:
    """Reads a dump as text to its end and counts the rows of each table."""
    process = await asyncio.create_subprocess_exec(
        tools.restore,
        "--data-only",
        "--file=-",
        str(copy),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        limit=256 * 1024 * 1024,
    )
    assert process.stdout
    counts: dict[str, int] = {}
    table = ""
    async for line in process.stdout:
        if table and line == b"\\.\n":
            table = ""
        elif table:
            counts[table] += 1
        elif match := _TABLE.match(line):
            table = match[1].decode()
            counts[table] = 0
    if await process.wait():
        raise BadBackup("The copy of the database cannot be read: pg_restore refuses it.")
    return counts
