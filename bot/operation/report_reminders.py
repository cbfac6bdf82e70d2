"""Reminds those who were asked for a report, before its last day and on it, and tells who asked what is missing.

What was sent is a row with the request and the day in its key: a restart, or a second process, reminds nobody twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog

from bot.handlers.reporting import reminding
from bot.handlers.turn import Turn
from bot.kit.clock import VIETNAM, Clock, day_of
from bot.kit.hours import MORNING, Hours
from bot.messages import Outgoing
from bot.records.people import Person
from bot.records.reports import ReportRequest
from bot.storage.delivery.rows import outgoing_of
from bot.storage.progress.reports import open_requests
from bot.storage.store import Store
from bot.storage.writes import By, statements
from ocop_domain.rights import Act
from ocop_domain.working_days import is_working_day

log = structlog.get_logger(__name__)

_BEFORE, _AFTER = timedelta(days=21), timedelta(days=14)
"""How far from its last day a request may have something to be told today."""


class ReportReminders:
    """Looks each working day from the morning on which reports are due. `turn_of` makes what handlers are given."""

    def __init__(
        self,
        store: Store,
        turn_of: Callable[[Person], Turn],
        clock: Clock,
        deliver: Callable[[Sequence[Outgoing]], None],
        hours: Hours | None = None,
    ) -> None:
        self._store = store
        self._turn_of = turn_of
        self._clock = clock
        self._deliver = deliver
        self._hours = hours or Hours()

    async def tick(self) -> None:
        """Whoever has not answered hears of it, as if whoever asked had said so."""
        now = self._clock()
        today = day_of(now)
        if self._hours.quiet(now) or now.astimezone(VIETNAM).time() < MORNING or not is_working_day(today):
            return
        for request in await open_requests(self._store.database, today - _AFTER, today + _BEFORE):
            await self._one(request, now)

    async def _one(self, request: ReportRequest, now: datetime) -> None:
        asker = await self._asker(request)
        if asker is None:
            return
        turn = self._turn_of(asker)
        await reminding.by_itself(turn, request)
        if not turn.writes:
            return
        by = By(asker.id, "", "", now)
        rows = await self._store.database.write([each for write in turn.writes for each in statements(write, by)])
        self._deliver([outgoing_of(row) for found in rows for row in found])
        log.info("asked-for report reminded", request=request.id)

    async def _asker(self, request: ReportRequest) -> Person | None:
        """Whoever asked, while they look after the unit; else another official of it."""
        there = [one.person for one in await self._store.officers_of([request.unit], Act.OVERSEE)]
        person = request.by if request.by in there else next(iter(there), 0)
        return await self._store.person_with(person) if person else None
