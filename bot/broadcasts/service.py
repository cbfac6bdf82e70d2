"""Broadcasts on their way: started when their time has come, planned in chunks, shown to the sender, ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.handlers.broadcast.progress import progress
from bot.kit.clock import Clock
from bot.kit.hours import Hours
from bot.messages import Outgoing
from bot.ports.broadcasts import BroadcastMemory
from bot.records.broadcast import Broadcast, Tally
from bot.texts import Texts
from ocop_domain.broadcasts import Phase

log = structlog.get_logger(__name__)

EVERY = 2
"""Seconds between two ticks."""
CHUNK = 1000
"""Ids of people looked at by one transaction: a conversation never waits longer behind it."""
CHUNKS = 16
"""Chunks of one tick."""
CALM = timedelta(seconds=3)
"""The sender's message is not changed oftener."""
LARGE = 10_000
"""For every so many recipients they are counted a second later."""
_AFTER = timedelta(minutes=10)
"""How long after its end the sender's message is still looked after."""


class Broadcasts:
    """Moves broadcasts on, tick by tick. All that it must know stands in the database; the outbox delivers."""

    def __init__(
        self,
        *,
        memory: BroadcastMemory,
        texts: Texts,
        clock: Clock,
        deliver: Callable[[Sequence[Outgoing]], None],
        hours: Hours | None = None,
        rates: Mapping[str, float] | None = None,
    ) -> None:
        self._memory = memory
        self._texts = texts
        self._clock = clock
        self._deliver = deliver
        self._hours = hours or Hours()
        self._rates = rates or {}
        # Both only spare looking again: whose last message stands, and how things stood when it was counted last.
        self._closed: set[str] = set()
        self._counted: dict[str, tuple[Broadcast, datetime]] = {}

    async def tick(self) -> None:
        """Starts what is due, plans what is not planned, shows how far it is, ends what is over."""
        now = self._clock()
        if not self._hours.quiet(now):
            for broadcast_id in await self._memory.due(now):
                await self._memory.start(broadcast_id, now)
                log.info("broadcast begins", broadcast=broadcast_id)
        running = await self._memory.running(now - _AFTER)
        self._closed &= {b.id for b in running if b.phase in {Phase.DONE, Phase.TAKEN_BACK}}
        self._counted = {b.id: self._counted[b.id] for b in running if b.id in self._counted}
        for broadcast in running:
            if broadcast.id in self._closed:
                continue
            try:
                await self._care(broadcast, now)
            except Exception:
                # A fault with one must not stop all others.
                log.exception("broadcast failed", broadcast=broadcast.id)

    async def _care(self, broadcast: Broadcast, now: datetime) -> None:
        if broadcast.phase is Phase.SENDING and not broadcast.complete:
            broadcast = await self._plan(broadcast, now)
        if broadcast.revision:
            await self._memory.let_go(broadcast.id)
        if self._counted_lately(broadcast, now):
            return
        tally = await self._memory.tally(broadcast.id)
        self._counted[broadcast.id] = (broadcast, now + timedelta(seconds=tally.count // LARGE))
        over = broadcast.complete and not tally.open and not tally.changing
        if broadcast.phase is Phase.SENDING and over and await self._memory.finish(broadcast.id, now):
            broadcast = replace(broadcast, phase=Phase.TAKEN_BACK if broadcast.taken else Phase.DONE)
            counted = {fate.value: count for fate, count in tally.fates.items()}
            log.info("broadcast ends", broadcast=broadcast.id, phase=broadcast.phase.value, **counted)
        if await self._show(broadcast, tally, now) and broadcast.phase in {Phase.DONE, Phase.TAKEN_BACK}:
            self._closed.add(broadcast.id)

    def _counted_lately(self, broadcast: Broadcast, now: datetime) -> bool:
        """Counting a large one takes a while: it is counted less often, unless somebody has just changed it."""
        before, until = self._counted.get(broadcast.id, (None, now))
        return before == broadcast and now < until

    async def _plan(self, broadcast: Broadcast, now: datetime) -> Broadcast:
        """The next people; what is left waits for the next tick."""
        last = await self._memory.last_person()
        for _ in range(CHUNKS):
            upto = min(broadcast.upto + CHUNK, max(last, broadcast.upto))
            complete = upto >= last
            if not await self._memory.plan(broadcast, upto, now, complete=complete):
                return broadcast  # stopped meanwhile, or planned by another process
            broadcast = replace(broadcast, upto=upto, complete=complete)
            if complete:
                break
        return broadcast

    async def _show(self, broadcast: Broadcast, tally: Tally, now: datetime) -> bool:
        """Whether the sender's message says how things are now; there is none for a command line."""
        if not broadcast.person:
            return True
        t = self._texts[await self._memory.language(broadcast.person)]
        reply = progress(t, broadcast, tally, self._rates)
        shown = await self._memory.shown(broadcast.id)
        if shown and shown.reply == reply:
            return True
        if shown and (shown.state in {"waiting", "claimed", "attempting"} or (shown.sent and shown.sent > now - CALM)):
            return False
        self._deliver(await self._memory.show(broadcast, reply, now))
        return False
