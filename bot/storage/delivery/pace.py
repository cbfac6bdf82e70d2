"""The pace of a channel that several processes share: it stands in one row, changed by one of them at a time."""

from __future__ import annotations

import json
from collections.abc import Callable

from bot.handlers.services import Conflict
from bot.kit.pace import Pace
from bot.storage.engine.encoding import dump
from bot.storage.engine.statements import Database, Statement


class SharedPace:
    """`Pacing` over all processes, by the database's clock."""

    def __init__(self, database: Database, channel: str, rate: float, most: float) -> None:
        self._db = database
        self._channel = channel
        self._rate = rate
        self._most = most

    async def reply(self, cost: int) -> float:
        return await self._ask(lambda pace, now: pace.reply(now, cost))

    async def notice(self, cost: int) -> float:
        return await self._ask(lambda pace, now: pace.notice(now, cost))

    async def hold(self, seconds: float) -> None:
        def hold(pace: Pace, now: float) -> float:
            pace.hold(now + seconds)
            return now

        await self._ask(hold)

    async def _ask(self, act: Callable[[Pace, float], float]) -> float:
        """Whoever was quicker has changed the row: then it is read again."""
        while True:
            rows = await self._db.fetch(
                f"SELECT p.state, p.version, {self._db.seconds} FROM (SELECT 1 AS one) o"
                " LEFT JOIN pace p ON p.channel = ?",
                (self._channel,),
            )
            state, version, now = rows[0]
            pace = Pace.from_json(self._rate, self._most, json.loads(state or "{}"))
            at = act(pace, now)
            try:
                await self._db.write([self._keep(dump(pace.to_json()), version)])
            except Conflict:
                continue
            return max(0.0, at - float(now))

    def _keep(self, state: str, version: int | None) -> Statement:
        if version is None:
            return Statement(
                "INSERT INTO pace (channel, state, version) VALUES (?, ?, 1) ON CONFLICT (channel) DO NOTHING",
                (self._channel, state),
                changes=1,
            )
        return Statement(
            "UPDATE pace SET state = ?, version = version + 1 WHERE channel = ? AND version = ?",
            (state, self._channel, version),
            changes=1,
        )
