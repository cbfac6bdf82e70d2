"""Delivers what was committed: replies at once and in order, notices at the platform's rate."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.lines import Lines
from bot.messages import Outgoing
from bot.ports import Channel, OutboxMemory, SendError, State

log = structlog.get_logger(__name__)

MAX_WAIT = 300.0
"""Seconds between two tries at most."""
MAX_TRIES = 12
LEASE = timedelta(minutes=2)
"""Longer than any sending takes: a notice that is claimed for longer has lost its sender."""


class Pace:
    """A steady beat: so many a second, and no burst at the beginning."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._next = 0.0
        self._held = 0.0

    def turn(self, now: float) -> float:
        """When the next message may leave; seconds on the same clock as `now`."""
        leaves = max(self._next, now, self._held)
        self._next = leaves + self._gap
        return leaves

    def hold(self, until: float) -> None:
        """Nobody leaves before then."""
        self._held = max(self._held, until)


class Outbox:
    """One sender for each channel. A reply never waits behind a notice."""

    def __init__(self, memory: OutboxMemory, channels: Mapping[str, Channel], clock: Clock) -> None:
        self._memory = memory
        self._channels = channels
        self._clock = clock
        self._paces = {name: Pace(c.capabilities.per_second) for name, c in channels.items()}
        self._lines = Lines[tuple[str, str, str], Outgoing](self._serve)
        self._known: set[int] = set()
        self._finished: set[int] = set()  # since the last sweep began: what it reads may be older
        self._held: set[tuple[str, str]] = set()
        self._swept: set[int] = set()  # rows found in the database: another process may have found them too

    def push(self, rows: Sequence[Outgoing]) -> None:
        """Takes rows that were committed; a row that is known already is left alone."""
        for row in rows:
            if row.id in self._known or row.channel not in self._channels or self._must_wait(row):
                continue
            self._known.add(row.id)
            self._lines.add(_line(row), row)

    async def recover(self) -> None:
        """What a former process left behind: waiting rows are sent, interrupted notices are unknown."""
        await self.sweep(restarted=True)

    async def sweep(self, *, restarted: bool = False) -> None:
        """Takes up the rows whose time has come."""
        await self._note_interrupted(restarted=restarted)
        now = self._clock()
        self._finished.clear()
        rows, held = await self._memory.waiting(now, restarted=restarted), await self._memory.held(now)
        active = {(channel, address) for channel, _, address in self._lines}
        self._held = held | (self._held & active)
        taken = [row for row in rows if row.id not in self._finished and row.id not in self._known]
        self._swept.update(row.id for row in taken)
        self.push(taken)

    async def _note_interrupted(self, *, restarted: bool) -> None:
        if unknown := await self._memory.interrupted(self._clock(), restarted=restarted):
            log.warning("notices with unknown outcome", count=unknown)

    async def idle(self) -> None:
        """Returns when nothing is being sent."""
        await self._lines.idle()

    async def stop(self) -> None:
        await self._lines.stop()

    def _must_wait(self, row: Outgoing) -> bool:
        """A reply behind one that must be tried again waits in the database, so that both come in order."""
        return row.lane == "reply" and (row.channel, row.address) in self._held

    async def _serve(self, row: Outgoing) -> None:
        """One row; what stands behind one that must wait longer goes back to the database with it."""
        try:
            await self._send(row)
        except Exception:
            # The database is down: the row is still waiting there, and a sweep takes it up again.
            log.exception("outbox row failed", row=row.id, channel=row.channel)
        self._known.discard(row.id)
        self._swept.discard(row.id)
        self._finished.add(row.id)
        if self._must_wait(row):
            self._known.difference_update(r.id for r in self._lines.send_away(_line(row)))

    async def _send(self, row: Outgoing) -> None:
        channel = self._channels[row.channel]
        notice = row.lane == "notice"
        if notice:
            now = asyncio.get_running_loop().time()
            await asyncio.sleep(self._paces[row.channel].turn(now) - now)
        if notice or row.id in self._swept:
            began = self._clock()
            if not await self._memory.claim(row, began, began + LEASE):
                return
        try:
            ref = await channel.send(row.address, row.reply)
        except SendError as error:
            await self._failed(row, error)
        except Exception as error:
            # A fault of ours: a reply is tried again with growing waits, and given up in the end.
            log.exception("cannot send", row=row.id, channel=row.channel)
            await self._failed(row, SendError("unknown", type(error).__name__))
        else:
            await self._memory.mark(row, "sent", self._clock(), ref=ref)

    async def _failed(self, row: Outgoing, error: SendError) -> None:
        """A reply may be repeated: it does no harm. A notice whose outcome is unknown is never repeated."""
        state: State = "waiting" if error.outcome == "retry" else error.outcome
        if state == "unknown" and row.lane == "reply":
            state = "waiting"
        now = self._clock()
        log.warning("not delivered", row=row.id, channel=row.channel, outcome=error.outcome, detail=str(error))
        if state != "waiting":
            await self._memory.mark(row, state, now, error=str(error))
            return
        if row.attempts + 1 >= MAX_TRIES:
            await self._memory.mark(row, "refused", now, error=f"given up: {error}")
            return
        wait = error.retry_after or min(2.0**row.attempts, MAX_WAIT)
        if error.everyone:
            self._paces[row.channel].hold(asyncio.get_running_loop().time() + wait)
        if row.lane == "reply":
            self._held.add((row.channel, row.address))
        later = now + timedelta(seconds=wait)
        await self._memory.mark(row, "waiting", now, error=str(error), not_before=later)


def _line(row: Outgoing) -> tuple[str, str, str]:
    return row.channel, row.lane, row.address
