"""The notices of one channel: one after the other at the platform's pace, several on their way at a time."""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from itertools import count

import structlog

from bot.messages import Outgoing

log = structlog.get_logger(__name__)

_AGAIN = 1.0
"""Seconds until a row is taken up again for which the pace could not be asked."""


class Sender:
    """Takes single notices first, then a broadcast's; each when its chat, the channel and a free place allow it.

    `take` claims the next rows of broadcasts, `chat_wait` and `leave` say how long a row must wait (`leave` counts it),
    `down` how long the whole platform must, `serve` delivers one row and never raises.
    """

    def __init__(
        self,
        *,
        take: Callable[[], Awaitable[Sequence[Outgoing]]],
        chat_wait: Callable[[Outgoing], float],
        leave: Callable[[Outgoing], Awaitable[float]],
        down: Callable[[], float],
        serve: Callable[[Outgoing], Awaitable[None]],
        places: int,
    ) -> None:
        self._take = take
        self._chat_wait = chat_wait
        self._leave = leave
        self._down = down
        self._serve = serve
        self._places = asyncio.Semaphore(places)
        self._single: deque[Outgoing] = deque()
        self._bulk: deque[Outgoing] = deque()
        self._later: list[tuple[float, int, Outgoing]] = []
        self._numbers = count()
        self._woken = asyncio.Event()
        self._rest = asyncio.Event()
        self._rest.set()
        self._sleeping = self._shut = False
        self._going: set[asyncio.Task[None]] = set()
        self._loop: asyncio.Task[None] | None = None

    def add(self, row: Outgoing) -> None:
        self._single.append(row)
        self.wake()

    def wake(self) -> None:
        """There may be something to do."""
        self._rest.clear()
        self._woken.set()
        if self._loop is None:
            self._loop = asyncio.create_task(self._run(), name="sender")

    async def idle(self) -> None:
        """Returns when nothing waits that could leave now."""
        await self._rest.wait()

    async def stop(self, grace: float) -> None:
        """Takes nothing new; what is on its way has `grace` seconds to arrive."""
        if self._loop:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        if self._going and grace:
            await asyncio.wait(self._going, timeout=grace)
        for task in self._going:
            task.cancel()
        await asyncio.gather(*self._going, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            try:
                await self._work()
            except Exception:
                # The database is down: what was claimed has a lease, and a sweep wakes us again.
                log.exception("sender failed")
            if not self._woken.is_set():
                await self._sleep(self._pause())

    async def _work(self) -> None:
        """Sends until nothing is left that may leave now."""
        while (row := await self._next()) is not None:
            down = self._down()
            self._shut = down > 0
            if wait := down or self._chat_wait(row):
                self._put_off(row, wait)
                if self._shut:
                    return
                continue
            await self._places.acquire()
            await self._wait_to_leave(row)
            task = asyncio.create_task(self._one(row))
            self._going.add(task)
            task.add_done_callback(self._gone)

    async def _wait_to_leave(self, row: Outgoing) -> None:
        """Waits for the row's beat; while nobody can say it (the database is away) the row is put off."""
        try:
            wait = await self._leave(row)
        except Exception:
            self._places.release()
            self._put_off(row, _AGAIN)
            raise
        await asyncio.sleep(wait)

    def _put_off(self, row: Outgoing, wait: float) -> None:
        heapq.heappush(self._later, (asyncio.get_running_loop().time() + wait, next(self._numbers), row))

    async def _next(self) -> Outgoing | None:
        now = asyncio.get_running_loop().time()
        if self._later and self._later[0][0] <= now:
            return heapq.heappop(self._later)[2]
        if self._single:
            return self._single.popleft()
        if not self._bulk:
            self._bulk.extend(await self._take())
        return self._bulk.popleft() if self._bulk else None

    async def _one(self, row: Outgoing) -> None:
        try:
            await self._serve(row)
        finally:
            self._places.release()

    def _gone(self, task: asyncio.Task[None]) -> None:
        self._going.discard(task)
        self._settle()

    def _pause(self) -> float | None:
        """Seconds until something can be done without being woken; None: nothing waits."""
        return max(0.0, self._later[0][0] - asyncio.get_running_loop().time()) if self._later else None

    async def _sleep(self, seconds: float | None) -> None:
        self._sleeping = True
        self._settle()
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            pass
        finally:
            self._sleeping = False
            self._rest.clear()

    def _settle(self) -> None:
        """Nothing is on its way, and nothing will be before somebody calls or the platform is back."""
        if self._sleeping and not self._going and not self._woken.is_set() and (self._shut or not self._later):
            self._rest.set()
