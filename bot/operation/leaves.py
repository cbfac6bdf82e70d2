"""Leaves begin and end on their days: what waits and what is told passes over, and comes back. Both are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from bot.handlers.office.leaves import told_back, told_begun
from bot.handlers.services import Conflict
from bot.kit.clock import day_of
from bot.operation.services import DayServices
from bot.records.leaves import ON, PLANNED, Leave
from bot.storage.office import leaves
from bot.storage.writes import By
from bot.texts import REFERENCE
from bot.writes import Write
from bot.writes.leaves import BeginLeave, EndLeave
from bot.writes.people import Notify

log = structlog.get_logger(__name__)


class Leaves:
    """Begins what is to begin, ends what is over, again and again; doing it twice changes nothing."""

    def __init__(self, day: DayServices) -> None:
        self._day = day

    async def tick(self) -> None:
        """Every leave whose first or last day has come."""
        now = self._day.clock()
        for leave in await leaves.running(self._day.store.database):
            today = day_of(now)
            if today > leave.until:
                await self._write([EndLeave(leave), *await self._told(leave, begun=False)], now)
            elif leave.state == PLANNED and today >= leave.since:
                await self._begin(leave, now)

    async def _begin(self, leave: Leave, now: datetime) -> None:
        """Where nobody came by the code yet it waits: what is to be done stays with who is away."""
        deputy = await leaves.taken_by(self._day.store.database, leave.token) if leave.token else leave.deputy
        if deputy:
            named = replace(leave, deputy=deputy)
            await self._write([BeginLeave(named), *await self._told(named, begun=True)], now)

    async def _told(self, leave: Leave, *, begun: bool) -> list[Write]:
        """Both hear it; of a leave that never began nobody does."""
        if not begun and leave.state != ON:
            return []
        writes: list[Write] = []
        for person in (leave.person, leave.deputy):
            known = await self._day.store.recipient(person)
            t = self._day.texts[known.language if known else REFERENCE]
            told = told_begun if begun else told_back
            key = f"leave:{leave.id}:{'on' if begun else 'over'}:{person}"
            writes.append(Notify(person, told(t, self._day.areas, leave, person), key))
        return writes

    async def _write(self, writes: Sequence[Write], now: datetime) -> None:
        by = By(0, "", "", now)
        try:
            await self._day.write(writes, by)
        except Conflict:
            log.info("leave was changed meanwhile")
