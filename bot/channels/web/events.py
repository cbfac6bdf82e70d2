"""Live messages: server-sent events that go on where a lost connection ended."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.channels.web.guard import Refused

HEARTBEAT = 15.0
"""Seconds of silence: then the page is told that we live, and the database is asked (another process may write)."""
_MOST = 24
"""Open connections of one chat."""

News = Callable[[int], Awaitable[Sequence[tuple[int, str]]]]
"""What came after a message: numbers and events, oldest first; empty when there is nothing."""
Day = Callable[[], str]
"""The day as the page is told it; "" when it need not be told."""


class Listeners:
    """Who waits for news of which address."""

    def __init__(self, most: int = 6000, each: int = 1500) -> None:
        self.closed = False
        self._bells: dict[str, set[asyncio.Event]] = {}
        self._most = most
        self._each = each
        self._visitors: Counter[str] = Counter()

    def wake(self, address: str) -> None:
        for bell in self._bells.get(address, ()):
            bell.set()

    def close(self) -> None:
        """Ends all connections: the server cannot stop before."""
        self.closed = True
        for address in self._bells:
            self.wake(address)

    def check(self, addresses: Sequence[str], visitor: str = "") -> None:
        """Refuses a browser, or a visitor, that opens connections without end; their pages ask by themselves then."""
        crowd = self._visitors.total() >= self._most or self._visitors[visitor] >= self._each
        if self.closed or crowd or any(len(self._bells.get(a, ())) >= _MOST for a in addresses):
            raise Refused(503, "web.busy", retry_after=5)

    @contextmanager
    def bell(self, addresses: Sequence[str], visitor: str = "") -> Iterator[asyncio.Event]:
        """Rings when one of the addresses has news."""
        bell = asyncio.Event()
        self._visitors[visitor] += 1
        for address in addresses:
            self._bells.setdefault(address, set()).add(bell)
        try:
            yield bell
        finally:
            self._visitors[visitor] -= 1
            if not self._visitors[visitor]:
                del self._visitors[visitor]
            for address in addresses:
                bells = self._bells[address]
                bells.discard(bell)
                if not bells:
                    del self._bells[address]


class EventStream(Response):
    """Sends what `news` finds after a message, now and whenever the bell rings, until the browser is gone.

    The day has no number: it is told first on each connection and when it changed, so a lost one loses nothing.
    """

    media_type = "text/event-stream"

    def __init__(
        self, listeners: Listeners, addresses: Sequence[str], after: int, *, news: News, day: Day, visitor: str
    ) -> None:
        self.status_code = 200
        self.background = None
        self.init_headers({"X-Accel-Buffering": "no"})  # nginx would hold events back
        self._listeners = listeners
        self._addresses = addresses
        self._after = after
        self._news = news
        self._visitor = visitor
        self._day = day

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        tasks = {asyncio.create_task(self._pump(send)), asyncio.create_task(_gone(receive))}
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for task in done:
            task.result()

    async def _pump(self, send: Send) -> None:
        async def say(text: str, *, more: bool = True) -> None:
            await send({"type": "http.response.body", "body": text.encode(), "more_body": more})

        # The greeting at once: a page that does not hear it knows that somebody holds live messages back.
        await say("retry: 2000\n\nevent: hello\ndata: .\n\n")
        told = ""
        with self._listeners.bell(self._addresses, self._visitor) as bell:
            while not self._listeners.closed:
                bell.clear()
                found: Sequence[tuple[int, str]] | None = None
                while found is None or found:
                    found = await self._news(self._after)
                    day = self._day()  # asked after them: it may have changed while they were read
                    if day != told:
                        await say(f"event: day\ndata: {day}\n\n")
                        told = day
                    for number, event in found:
                        await say(f"id: {number}\ndata: {event}\n\n")
                        self._after = number
                try:
                    async with asyncio.timeout(HEARTBEAT):
                        await bell.wait()
                except TimeoutError:
                    await say("event: ping\ndata: .\n\n")
        await say("", more=False)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
