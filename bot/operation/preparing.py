"""What a first question would have to wait for is made ready beside the work of the first minute."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.kit.clock import Clock, day_of
from ocop_domain.knowledge.asking import Where, prepare
from ocop_domain.programme_collection import Programmes
from ocop_domain.programmes import Programme

AFTER = timedelta(seconds=5)
"""So long after the start: the first page goes before."""


class Preparing:
    """Builds what is searched in each programme of the day, away from the loop; a question meanwhile waits for none."""

    def __init__(self, programme: Programme, programmes: Programmes, clock: Clock) -> None:
        self._programme, self._programmes, self._clock = programme, programmes, clock

    async def once(self) -> None:
        """For where no place is known first: that is where a newcomer asks."""
        today = day_of(self._clock())
        for programme in (self._programme, *self._programmes.living(today)):
            await asyncio.to_thread(prepare, Where(programme, today))
