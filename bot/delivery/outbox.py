"""Delivers what was committed: replies at once and in order, notices at the platform's rate.

A row of the outbox goes through these states, all of them in the database:

    waiting ──► attempting ──► sent        the platform took it
       ▲            │      ──► refused     the platform will never take it
       │            │      ──► blocked     the person does not want messages here
       └── retry ◄──┤      ──► unknown     a kill or a broken answer: it may have arrived
                    └────────  (a broadcast's row is `claimed` before it is `attempting`)

The process marks a notice as `attempting` before the call. A kill in the middle then leaves a row that is recorded as
unknown and never repeated. A reply has no such mark: it is repeated, because a person who waits for an answer would
rather read it twice than never.

The memory of this process only makes it fast; whatever it forgets, the next sweep finds in the database.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from math import ceil

import structlog

from bot.delivery.ways import PLACES, ChannelWay, OwnPace, moment
from bot.kit.clock import Clock
from bot.kit.lines import Lines
from bot.messages import Outgoing
from bot.ports.channels import Channel, SendError
from bot.ports.outbox import DOWN, OutboxMemory, Pacing, RowState

log = structlog.get_logger(__name__)

MAX_WAIT = 300.0
"""Seconds between two tries at most."""
MAX_TRIES = 12
"""Tries of what only we or one chat can be to blame for."""
PATIENCE = timedelta(days=3)
"""How long a message waits for a platform that is down: longer than a day, and a reply of last week helps nobody."""
LEASE = timedelta(minutes=2)
"""Longer than any sending takes: a notice that is claimed for longer has lost its sender."""
_SOON = 5.0
"""Seconds: a reply that may be tried again within them does not wait for the next sweep."""
_TICK = 0.1
"""Seconds: such replies that are due in the same tick share a sweep."""
_AHEAD = 0.5
"""Seconds of a broadcast that are claimed at once."""
_RELEASE = 1.0
"""Seconds that the database has, at the end, to let go of what was claimed."""


class Outbox:
    """One sender for each channel. A reply never waits behind a notice, a notice never behind a broadcast."""

    def __init__(
        self,
        memory: OutboxMemory,
        channels: Mapping[str, Channel],
        clock: Clock,
        *,
        paces: Mapping[str, Pacing] | None = None,
        places: int = PLACES,
        awake: Callable[[], bool] = lambda: True,
    ) -> None:
        self._awake = awake
        self._memory = memory
        self._clock = clock
        self._ways: dict[str, ChannelWay] = {}
        for name, channel in channels.items():
            can = channel.capabilities
            pace = (paces or {}).get(name) or OwnPace(can.per_second, can.most_per_second)
            self._ways[name] = ChannelWay(channel, pace, take=self._take, serve=self._serve_notice, places=places)
        self._lines = Lines[tuple[str, str], Outgoing](self._serve_reply)
        # Rows that this process is sending or has in a queue. A sweep must not take them a second time.
        self._known: set[int] = set()
        # Rows that ended since the sweep began. The sweep read the table before that, so it would send them again.
        self._finished: set[int] = set()
        # Chats whose first reply must be tried again later. The replies behind it wait in the database for their turn.
        self._held: set[tuple[str, str]] = set()
        # For a reply that is due again within seconds: a timer, because the next sweep would come too late.
        self._alarms: dict[int, asyncio.Task[None]] = {}
        self._sweeping = asyncio.Lock()
        # Rows that a sweep found. Another process may have found them too, so each is claimed before it is sent.
        self._swept: set[int] = set()

    def push(self, rows: Sequence[Outgoing]) -> None:
        """Takes rows that were committed; a row that is known already is left alone."""
        for row in rows:
            if row.id in self._known or row.channel not in self._ways or self._must_wait(row):
                continue
            self._known.add(row.id)
            if row.lane == "reply":
                self._lines.add(_line(row), row)
            else:
                self._ways[row.channel].sender.add(row)

    def wake(self) -> None:
        """A broadcast may have something to send."""
        for way in self._ways.values():
            way.sender.wake()

    async def recover(self) -> None:
        """What a former process left behind: waiting rows are sent, interrupted notices are unknown."""
        await self._note_interrupted(restarted=True)
        handed = await self._memory.serve(self._ways, self._clock())
        if handed:
            log.warning("messages of channels that are not served any more were handed over", count=handed)
        await self.sweep(restarted=True)

    async def sweep(self, *, restarted: bool = False) -> None:
        """Takes up the rows whose time has come."""
        async with self._sweeping:
            await self._note_interrupted(restarted=restarted)
            now = self._clock()
            self._finished.clear()
            rows, held = await self._memory.waiting(now, restarted=restarted), await self._memory.held(now)
            self._held = held | (self._held & set(self._lines))
            taken = [row for row in rows if row.id not in self._finished and row.id not in self._known]
            self._swept.update(row.id for row in taken)
            self.push(taken)
        self.wake()

    async def _note_interrupted(self, *, restarted: bool) -> None:
        if unknown := await self._memory.interrupted(self._clock(), restarted=restarted):
            log.warning("notices with unknown outcome", count=unknown)

    async def idle(self) -> None:
        """Returns when nothing is being sent."""
        await self._lines.idle()
        for way in self._ways.values():
            await way.sender.idle()

    async def stop(self, grace: float = 0) -> None:
        """Takes nothing new; what is on its way has `grace` seconds to arrive."""
        alarms = list(self._alarms.values())
        for alarm in alarms:
            alarm.cancel()
        await asyncio.gather(*alarms, return_exceptions=True)
        await asyncio.gather(*(way.sender.stop(grace) for way in self._ways.values()))
        await self._lines.stop()
        try:
            async with asyncio.timeout(_RELEASE):
                await self._memory.release()
        except Exception:
            log.exception("claims not released")  # their lease ends by itself

    async def _take(self, way: ChannelWay) -> Sequence[Outgoing]:
        """The next of a broadcast, for half a second of sending; what is left at night goes on in the morning."""
        if not self._awake():
            return []
        now = self._clock()
        limit = max(1, min(500, int(way.channel.capabilities.per_second * _AHEAD)))
        return await self._memory.take(way.channel.name, now, now + LEASE, limit)

    def _must_wait(self, row: Outgoing) -> bool:
        """A reply behind one that must be tried again waits in the database, so that both come in order."""
        return row.lane == "reply" and _line(row) in self._held

    async def _serve_reply(self, row: Outgoing) -> None:
        """One row; what stands behind one that must wait longer goes back to the database with it."""
        await self._serve_notice(row)
        if self._must_wait(row):
            self._known.difference_update(r.id for r in self._lines.send_away(_line(row)))

    async def _serve_notice(self, row: Outgoing) -> None:
        """One row, delivered or not; never raises."""
        try:
            await self._send(row, self._ways[row.channel])
        except Exception:
            # The database is down: the row is still waiting there, and a sweep takes it up again.
            log.exception("outbox row failed", row=row.id, channel=row.channel)
        self._known.discard(row.id)
        self._swept.discard(row.id)
        self._finished.add(row.id)

    async def _send(self, row: Outgoing, way: ChannelWay) -> None:
        if row.lane == "reply" and not await self._reply_may_leave(row, way):
            return
        if row.lane == "bulk" and not self._awake():
            return  # taken in the evening: it is waiting again when its lease has ended
        if row.lane != "reply" or row.id in self._swept:
            began = self._clock()
            claimed = await self._memory.claim(row, began, began + LEASE)
            if claimed is None:
                return
            row = claimed
        try:
            if row.parts:
                ref = await way.channel.send(row.address, row.reply, row.parts)
            else:
                ref = await way.channel.send(row.address, row.reply)
        except SendError as error:
            await self._failed(row, error, way)
        except Exception as error:
            # A fault of ours: a reply is tried again with growing waits, and given up in the end.
            log.exception("cannot send", row=row.id, channel=row.channel)
            await self._failed(row, SendError("unknown", type(error).__name__), way)
        else:
            await self._worked(way)
            keeps = way.channel.capabilities.keeps
            await self._memory.mark(row, "kept" if keeps else "sent", self._clock(), ref=ref)

    async def _reply_may_leave(self, row: Outgoing, way: ChannelWay) -> bool:
        """Waits for its chat and the channel; False when the platform is down: then it waits in the database."""
        if down := way.breaker.wait(moment()):
            await self._later(row, down, f"{DOWN}not tried", tried=False)
            return False
        await way.reply_leaves(row)
        return True

    async def _worked(self, way: ChannelWay) -> None:
        """The platform answers; what waited because it was down goes on at once."""
        if way.breaker.worked():
            log.info("platform is back", channel=way.channel.name)
            await self._memory.platform_back(way.channel.name)

    async def _failed(self, row: Outgoing, error: SendError, way: ChannelWay) -> None:
        """A reply may be repeated: it does no harm. A notice whose outcome is unknown is never repeated."""
        now = self._clock()
        log.warning("not delivered", row=row.id, channel=row.channel, outcome=error.outcome, detail=str(error))
        if error.down:
            way.breaker.failed(moment())
        else:
            await self._worked(way)
        state: RowState = "waiting" if error.outcome == "retry" else error.outcome
        if state == "unknown" and row.lane == "reply":
            state = "waiting"
        if state != "waiting":
            await self._memory.mark(row, state, now, error=str(error))
        elif self._hopeless(row, error):
            await self._memory.mark(row, "refused", now, error=f"given up: {error}")
        else:
            await self._again(row, error, way)

    def _hopeless(self, row: Outgoing, error: SendError) -> bool:
        if error.down:
            return row.created is not None and self._clock() - row.created > PATIENCE
        return row.attempts + 1 >= MAX_TRIES

    async def _again(self, row: Outgoing, error: SendError, way: ChannelWay) -> None:
        wait = error.retry_after or min(2.0**row.attempts, MAX_WAIT)
        if error.flood:
            if way.floods.of_all(row.address, moment()):
                await way.pace.hold(wait)
            else:
                way.chats.hold(row.address, moment() + wait)
        await self._later(row, wait, f"{DOWN if error.down else ''}{error}", parts=error.parts)

    async def _later(self, row: Outgoing, wait: float, error: str, *, tried: bool = True, parts: int = 0) -> None:
        if row.lane == "reply":
            self._held.add(_line(row))
        now = self._clock()
        later = now + timedelta(seconds=wait)
        await self._memory.mark(
            row, "waiting", now, error=error, not_before=later, tried=tried, parts=max(parts, row.parts)
        )
        if row.lane == "reply" and wait < _SOON and not error.startswith(DOWN):
            self._sweep_in(wait)  # once it is noted: a sweep that comes before finds nothing to take up

    def _sweep_in(self, seconds: float) -> None:
        """Somebody waits for this reply: the next regular sweep may be too late."""
        tick = ceil((moment() + seconds + 0.001) / _TICK)

        async def sweep() -> None:
            await asyncio.sleep(tick * _TICK - moment())
            del self._alarms[tick]
            try:
                await self.sweep()
            except Exception:
                log.exception("early sweep failed")  # the regular one comes

        if tick not in self._alarms:
            self._alarms[tick] = asyncio.create_task(sweep(), name="early sweep")


def _line(row: Outgoing) -> tuple[str, str]:
    return row.channel, row.address
