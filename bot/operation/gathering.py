"""Tells officials twice a working day, in one message each, what came and what is late.

What was sent is a row of the outbox with the official and the time of day in its key: a restart, or a second process,
tells nobody twice. What was missed while the assistant stood still longer than `_LATE` stands in the queue.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.handlers.office import gathered
from bot.kit.clock import VIETNAM, day_of
from bot.kit.hours import AFTERNOON, MORNING, TIMES
from bot.operation.services import DayServices
from bot.storage.account import offices
from bot.storage.writes import By
from bot.writes.people import Notify
from ocop_domain.rights import Act, roles_for
from ocop_domain.working_days import is_working_day, working_day_before

log = structlog.get_logger(__name__)

_LATE = timedelta(hours=5)
_HEARS = {*roles_for(Act.CHECK), *roles_for(Act.OVERSEE)}


def last_time(now: datetime) -> datetime | None:
    """The time of day that has come last; None on a day off, before the first one, and long after it."""
    here = now.astimezone(VIETNAM)
    if not is_working_day(here.date()):
        return None
    past = [at for part in TIMES if (at := datetime.combine(here.date(), part, VIETNAM)) <= here]
    return past[-1] if past and here - past[-1] < _LATE else None


def before(at: datetime) -> datetime:
    """The time of day before this one."""
    day = at.date()
    if at.timetz().replace(tzinfo=None) == AFTERNOON:
        return datetime.combine(day, MORNING, VIETNAM)
    return datetime.combine(working_day_before(day - timedelta(days=1)), AFTERNOON, VIETNAM)


class Gathering:
    """Looks again and again whether a time of day has come."""

    def __init__(self, day: DayServices) -> None:
        self._day = day
        self._done: datetime | None = None

    async def tick(self) -> int:
        """Everybody concerned is told, once a time of day; returns how many."""
        now = self._day.clock()
        at = last_time(now)
        if at is None or at == self._done or self._day.hours.quiet(now):
            return 0
        told = 0
        holdings = await offices.held(self._day.store.database)
        for person in sorted({one.person for one in holdings if one.grant.role in _HEARS}):
            told += await self._tell(person, at, now)
        self._done = at
        if told:
            log.info("gathered notices", people=told)
        return told

    async def _tell(self, person: int, at: datetime, now: datetime) -> int:
        known = await self._day.store.person_with(person)
        if known is None:
            return 0
        turn = self._day.turn_of(known)
        since = before(at)
        reply = await gathered.notice(turn, since, morning=day_of(since) != day_of(at))
        if reply is None:
            return 0
        notify = Notify(person, reply, f"gathered:{person}:{at:%Y-%m-%dT%H%M}")
        await self._day.write([notify], By(person, "", "", now))
        return 1
