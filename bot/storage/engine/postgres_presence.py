"""The lock by which processes on one PostgreSQL see each other."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import asyncpg
import structlog

log = structlog.get_logger(__name__)

KEY = 0x0C0B
"""The lock that every process holds together: whoever gets it alone is the only one."""
CONNECT = 5.0
"""Seconds that a server has to take a connection."""
LOOK = 5.0
"""Seconds between two looks whether the connection still lives: a frozen server closes none."""
AGAIN = 0.5
"""Seconds until a connection that was lost is tried again."""
_LOOKS = 3


class Presence:
    """Holds the lock over a connection of its own, and takes it again when that was lost.

    The lock belongs to a session of the server: the connection must be a direct one.
    """

    def __init__(self, url: str, connection: asyncpg.Connection) -> None:
        self._url = url
        self._connection = connection
        self._task = asyncio.create_task(self._keep(), name="presence")

    @classmethod
    async def arrive(cls, url: str) -> tuple[Presence, bool]:
        """Takes the lock; and whether nobody else works with this database."""
        connection = await asyncpg.connect(url, timeout=CONNECT, statement_cache_size=0)
        try:
            first = await _arrive(connection)
        except BaseException:
            connection.terminate()
            raise
        return cls(url, connection), first

    async def _keep(self) -> None:
        while True:
            await self._until_lost()
            log.warning("presence lock lost: the connection to the database is gone")
            await self._take_again()
            log.warning("presence lock taken again")

    async def _until_lost(self) -> None:
        lost = asyncio.Event()
        self._connection.add_termination_listener(lambda _: lost.set())
        while not self._connection.is_closed():
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK):
                    await lost.wait()
                continue
            try:
                async with asyncio.timeout(LOOK):
                    await self._connection.fetchval("SELECT 1")
            except Exception:
                self._connection.terminate()

    async def _take_again(self) -> None:
        while True:
            try:
                connection = await asyncpg.connect(self._url, timeout=CONNECT, statement_cache_size=0)
            except Exception:
                await asyncio.sleep(AGAIN)
                continue
            self._connection = connection
            try:
                async with asyncio.timeout(LOOK):
                    await connection.execute("SELECT pg_advisory_lock_shared($1)", KEY)
                return
            except Exception:
                connection.terminate()
                await asyncio.sleep(AGAIN)

    async def close(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        try:
            await self._connection.close(timeout=1)
        except Exception:
            self._connection.terminate()


async def _arrive(connection: asyncpg.Connection) -> bool:
    """Whether nobody else works with this database. As long as the connection lives, others see that we do."""
    for _ in range(_LOOKS):
        if await connection.fetchval("SELECT pg_try_advisory_lock($1)", KEY):
            await connection.execute("SELECT pg_advisory_lock_shared($1)", KEY)
            await connection.execute("SELECT pg_advisory_unlock($1)", KEY)
            return True
        await asyncio.sleep(0.05)  # the lock of a process that was just killed goes in a moment
    await connection.execute("SELECT pg_advisory_lock_shared($1)", KEY)
    return False
