"""Reminds of last days that no programme names: of reports that somebody asked for, of what a visit found.

What was sent is a row with the matter and the day in its key: a restart, or a second process, reminds nobody twice.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.handlers.reporting import reminding
from bot.handlers.turn import Turn
from bot.handlers.visits import findings
from bot.kit.clock import VIETNAM, day_of
from bot.kit.hours import MORNING
from bot.operation.services import DayServices
from bot.records.reports import ReportRequest
from bot.records.visits import VisitFinding
from bot.storage.progress.reports import open_requests
from bot.storage.visits.reads import findings_due
from bot.storage.writes import By
from ocop_domain.rights import Act
from ocop_domain.working_days import is_working_day

log = structlog.get_logger(__name__)

_BEFORE, _AFTER = timedelta(days=21), timedelta(days=14)
"""How far from its last day something may have to be told today."""


class DueReminders:
    """Looks each working day from the morning on what is due."""

    def __init__(self, day: DayServices) -> None:
        self._day = day

    async def tick(self) -> None:
        """Everybody who has something of it left hears of it."""
        now = self._day.clock()
        today = day_of(now)
        if self._day.hours.quiet(now) or now.astimezone(VIETNAM).time() < MORNING or not is_working_day(today):
            return
        for request in await open_requests(self._day.store.database, today - _AFTER, today + _BEFORE):
            await self._report(request, now)
        for finding in await findings_due(self._day.store.database, today, today + _BEFORE):
            await self._finding(finding, now)

    async def _report(self, request: ReportRequest, now: datetime) -> None:
        """As if whoever asked had said so, while they look after the unit; else another official of it."""
        there = [one.person for one in await self._day.store.officers_of([request.unit], Act.OVERSEE)]
        asker = request.by if request.by in there else next(iter(there), 0)
        turn = await self._turn(asker)
        if turn:
            await reminding.by_itself(turn, request)
            await self._leave(turn, now)

    async def _finding(self, finding: VisitFinding, now: datetime) -> None:
        visit = await self._day.store.visit(finding.visit)
        turn = await self._turn(finding.person)
        if visit and turn and turn.today in findings.days_of(finding, visit.on):
            await findings.remind(turn, finding)
            await self._leave(turn, now)

    async def _turn(self, person: int) -> Turn | None:
        known = await self._day.store.person_with(person) if person else None
        return self._day.turn_of(known) if known else None

    async def _leave(self, turn: Turn, now: datetime) -> None:
        by = By(turn.person.id, "", "", now)
        if turn.writes:
            await self._day.write(turn.writes, by)
            log.info("reminded of a last day", person=turn.person.id)
