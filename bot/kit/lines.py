"""Lines of people: in order within one line, all lines at the same time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

K = TypeVar("K")
T = TypeVar("T")


class Lines(Generic[K, T]):
    """Serves what is added, one after the other within a key. `serve` must not raise."""

    def __init__(self, serve: Callable[[T], Awaitable[None]]) -> None:
        self._serve_one = serve
        self._lines: dict[K, deque[T]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._came: dict[K, asyncio.Event] = {}
        self._together: dict[K, int] = {}

    def __iter__(self) -> Iterator[K]:
        """The keys of the lines in which somebody waits."""
        return iter(self._lines)

    def add(self, key: K, item: T) -> None:
        """Puts an item at the end of its line."""
        if (line := self._lines.get(key)) is not None:
            line.append(item)
            if came := self._came.get(key):
                came.set()
            return
        self._lines[key] = deque([item])
        task = asyncio.create_task(self._serve(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def waiting(self, key: K) -> Sequence[T]:
        """Those in line, the one being served first."""
        return self._lines.get(key, ())

    async def behind(self, key: K, place: int, seconds: float) -> T | None:
        """Who stands so many places behind the one being served; waits so long for somebody to come."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while len(self._lines[key]) <= place:
                    self._came[key] = asyncio.Event()
                    await self._came[key].wait()
        self._came.pop(key, None)
        line = self._lines[key]
        return line[place] if len(line) > place else None

    def serve_together(self, key: K, others: int) -> None:
        """So many behind the one being served are served with it."""
        self._together[key] = others

    def send_away(self, key: K) -> list[T]:
        """Takes everybody but the one being served out of the line."""
        line = self._lines[key]
        head, *gone = line
        self._lines[key] = deque([head])
        return gone

    async def idle(self) -> None:
        """Returns when nobody waits any more."""
        while served := list(self._tasks):
            await asyncio.gather(*served)
            # From Python 3.12 on, waiting for tasks that are done gives nobody a turn: their callbacks would never run.
            self._tasks.difference_update(served)

    async def stop(self) -> None:
        """Stops at once; whoever waits is not served."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, key: K) -> None:
        """The one being served stays at the head of the line until it is done."""
        try:
            while line := self._lines[key]:
                await self._serve_one(line[0])
                for _ in range(1 + self._together.pop(key, 0)):
                    self._lines[key].popleft()
        finally:
            del self._lines[key]
