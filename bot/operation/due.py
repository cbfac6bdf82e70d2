"""Reminds of last days that no programme names: of reports that somebody asked for, of what a visit found.

What was sent is a row with the matter and the day in its key: a restart, or a second process, reminds nobody twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog

from bot.handlers.reporting import reminding
from bot.handlers.turn import Turn
from bot.handlers.visits import findings
from bot.kit.clock import VIETNAM, Clock, day_of
from bot.kit.hours import MORNING, Hours
from bot.messages import Outgoing
from bot.records.people import Person
from bot.records.reports import ReportRequest
from bot.records.visits import VisitFinding
from bot.storage.delivery.rows import outgoing_of
from bot.storage.progress.reports import open_requests
from bot.storage.store import Store
from bot.storage.visits.reads import findings_due
from bot.storage.writes import By, statements
from ocop_domain.rights import Act
from ocop_domain.working_days import is_working_day

log = structlog.get_logger(__name__)

_BEFORE, _AFTER = timedelta(days=21), timedelta(days=14)
"""How far from its last day something may have to be told today."""


class DueReminders:
    """Looks each working day from the morning on what is due. `turn_of` makes what handlers are given."""

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
        """Everybody who has something of it left hears of it."""
        now = self._clock()
        today = day_of(now)
        if self._hours.quiet(now) or now.astimezone(VIETNAM).time() < MORNING or not is_working_day(today):
            return
        for request in await open_requests(self._store.database, today - _AFTER, today + _BEFORE):
            await self._report(request, now)
        for finding in await findings_due(self._store.database, today, today + _BEFORE):
            await self._finding(finding, now)

    async def _report(self, request: ReportRequest, now: datetime) -> None:
        """As if whoever asked had said so, while they look after the unit; else another official of it."""
        there = [one.person for one in await self._store.officers_of([request.unit], Act.OVERSEE)]
        asker = request.by if request.by in there else next(iter(there), 0)
        turn = await self._turn(asker)
        if turn:
            await reminding.by_itself(turn, request)
            await self._leave(turn, now)

    async def _finding(self, finding: VisitFinding, now: datetime) -> None:
        visit = await self._store.visit(finding.visit)
        turn = await self._turn(finding.person)
        if visit and turn and turn.today in findings.days_of(finding, visit.on):
            await findings.remind(turn, finding)
            await self._leave(turn, now)

    async def _turn(self, person: int) -> Turn | None:
        known = await self._store.person_with(person) if person else None
        return self._turn_of(known) if known else None

    async def _leave(self, turn: Turn, now: datetime) -> None:
        by = By(turn.person.id, "", "", now)
        written = [statement for write in turn.writes for statement in statements(write, by)]
        if written:
            rows = await self._store.database.write(written)
            self._deliver([outgoing_of(row) for found in rows for row in found])
            log.info("reminded of a last day", person=turn.person.id)
