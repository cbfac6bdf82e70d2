"""Whether the database takes what is written: the one proof is to write."""

from __future__ import annotations

import asyncio

from bot.handlers.services import DatabaseDown
from bot.kit.clock import Clock
from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Database, Statement

FRESH = 0.25
"""Seconds for which a row that was written proves enough: whoever asks more often makes us read, not write."""


class Heartbeat:
    """One row of `meta` that is written again and again."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._db = database
        self._clock = clock
        self._beaten = float("-inf")

    async def look(self) -> str:
        """What is wrong with the database, in plain words; "" when it has taken the row."""
        try:
            if asyncio.get_running_loop().time() - self._beaten < FRESH:
                await self._db.fetch("SELECT 1")
            else:
                await self._beat()
        except DatabaseDown as down:
            return str(down)
        return ""

    async def _beat(self) -> None:
        beat = Statement(
            "INSERT INTO meta (key, value) VALUES ('heartbeat', ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (moment(self._clock()),),
        )
        await self._db.write([beat])
        self._beaten = asyncio.get_running_loop().time()
