"""Reminds guests of an activity the day before it begins.

The notice is called by the activity and its day: a restart, or a second process, reminds nobody twice, and of another
day once more.
"""

from __future__ import annotations

from datetime import timedelta

import structlog

from bot.handlers.activities import notices, words
from bot.handlers.services import Conflict
from bot.kit.clock import VIETNAM, Clock, day_of
from bot.kit.hours import MORNING, Hours
from bot.storage.store import Store
from bot.storage.writes import By, statements
from bot.texts import Texts
from ocop_domain.activities import Activity

log = structlog.get_logger(__name__)


class ActivityReminders:
    """Looks each day from the morning on what begins tomorrow."""

    def __init__(self, store: Store, texts: Texts, clock: Clock, hours: Hours | None = None) -> None:
        self._store = store
        self._texts = texts
        self._clock = clock
        self._hours = hours or Hours()

    async def tick(self) -> int:
        """Whoever has a seat hears when and where; returns how many activities that was of."""
        now = self._clock()
        if self._hours.quiet(now) or now.astimezone(VIETNAM).time() < MORNING:
            return 0
        begin = await self._store.starting_on(day_of(now) + timedelta(days=1))
        reminded = sum([await self._remind(here) for here in begin])
        if reminded:
            log.info("guests of activities reminded", activities=reminded)
        return reminded

    async def _remind(self, here: Activity) -> bool:
        id_ = f"eve-{here.id}-{here.day}"
        if await self._store.broadcast(id_) or not (await self._store.seats(here.id)).taken:
            return False
        now = self._clock()
        put = notices.to_seated(self._texts, here, words.tomorrow, id_=id_, at=now)
        try:
            await self._store.database.write(list(statements(put, By(0, "", "", now))))
        except Conflict:  # another process was faster
            return False
        return True
