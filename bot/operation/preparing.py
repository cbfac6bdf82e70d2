"""What a first question would have to wait for is made ready beside the work of the first minute."""

from __future__ import annotations

import asyncio
import gc
from datetime import date, timedelta

from bot.kit.clock import Clock, day_of
from ocop_domain.areas import Areas
from ocop_domain.knowledge.asking import Where, prepare
from ocop_domain.programme_collection import Programmes
from ocop_domain.programmes import Programme
from ocop_domain.territories import unit_of
from ocop_domain.working_days import is_working_day

AFTER = timedelta(seconds=3)
"""So long after the start: the first page goes before, the first look for reminders comes after."""


class Preparing:
    """Builds what is looked up in each programme of the day, away from the loop."""

    def __init__(self, programme: Programme, programmes: Programmes, areas: Areas, clock: Clock) -> None:
        self._programme, self._programmes, self._areas, self._clock = programme, programmes, areas, clock

    async def at_once(self) -> None:
        """The working days and the places: the first screen of nearly everybody needs them."""
        await asyncio.to_thread(self._look_up, day_of(self._clock()))

    async def after_a_moment(self) -> None:
        """What can be asked, first for where no place is known: that is where a newcomer asks."""
        today = day_of(self._clock())
        for programme in self._living(today):
            await asyncio.to_thread(prepare, Where(programme, today))
        gc.freeze()  # what was built stays to the end: a collection that looked at it would stop everybody

    def _look_up(self, today: date) -> None:
        is_working_day(today)
        for programme in self._living(today):
            unit_of(programme, self._areas)
        self._areas.read(_SOME_PLACE, today)

    def _living(self, today: date) -> tuple[Programme, ...]:
        return (self._programme, *self._programmes.living(today))


_SOME_PLACE = "xã Đak Đoa, tỉnh Gia Lai"
