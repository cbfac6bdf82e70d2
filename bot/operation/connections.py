"""The door of the server: how many may stand in it, and how long somebody may stand there without a word.

uvicorn waits for ever for a request that never comes, or comes a byte at a time; places are few, so that one visitor
could keep everybody out.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_BUSY = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Limits:
    """`most` connections, of one address `each`; a proxy that is believed brings many people, and has no limit."""

    most: int
    each: int
    head: float = 20.0
    """Seconds until a request must have told what it wants."""
    body: float = 1800.0
    """Seconds that what a request brings may take."""
    least: int = 500
    """Bytes a second that a body must bring, counted over `window` seconds: a slow village line does."""
    window: float = 30.0
    unread: float = 60.0
    """Seconds that an answer may lie here without a byte of it being taken."""


class Connection(HttpToolsProtocol):
    """A connection that knows since when it has been waiting for what."""

    def __init__(self, *args: Any, door: ConnectionLimit, **named: Any) -> None:
        super().__init__(*args, **named)
        self._door = door
        self._head: float | None = None
        self._body: float | None = None
        self._seen = (0.0, 0)
        self._taken = (0.0, 0)
        self._received = 0
        self.address = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._head = self._door.now()
        self.address = self.client[0] if self.client else ""
        self._door.enter(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._door.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._received += len(data)
        super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self._head is None:
            self._head = self._door.now()

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._head, self._body = None, self._door.now()
        self._seen = (self._body, self._received)

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._body = None

    @property
    def waits(self) -> bool:
        """Whether nothing is being done for it: it has not asked yet, or has its answer."""
        return self._body is None and (self.cycle is None or self.cycle.response_complete)

    def overdue(self, now: float, limits: Limits) -> bool:
        """Whether it holds its place without a reason."""
        if self._head is not None and now - self._head > limits.head:
            return True
        return self._drips(now, limits) or self._unread(now, limits)

    def _drips(self, now: float, limits: Limits) -> bool:
        if self._body is None:
            return False
        if now - self._body > limits.body:
            return True
        since, before = self._seen
        if now - since < limits.window:
            return False
        slow = self._received - before < limits.least * (now - since)
        self._seen = (now, self._received)
        return slow and not self.flow.read_paused  # who is made to wait by ourselves is not slow

    def _unread(self, now: float, limits: Limits) -> bool:
        left = self.transport.get_write_buffer_size()
        since, before = self._taken
        if not left or left < before or not since:
            self._taken = (now, left)
            return False
        return now - since > limits.unread

    def cut(self) -> None:
        self.transport.abort()

    def refuse(self) -> None:
        self.transport.write(_BUSY)
        self.transport.close()


class ConnectionLimit:
    """All connections. A newcomer takes the place of whoever has been waiting longest for nothing."""

    def __init__(
        self, limits: Limits, believed: Callable[[str], bool], now: Callable[[], float] = time.monotonic
    ) -> None:
        self.now = now
        self._limits = limits
        self._believed = believed
        self._all: dict[Connection, None] = {}  # in the order in which they came
        self._of: dict[str, int] = {}

    def protocol(self, *args: Any, **named: Any) -> Connection:
        """What uvicorn makes for a new connection."""
        return Connection(*args, door=self, **named)

    def enter(self, newcomer: Connection) -> None:
        address = newcomer.address
        count = self._of.get(address, 0)
        crowd = count >= self._limits.each and not self._believed(address)
        full = len(self._all) >= self._limits.most
        self._all[newcomer] = None
        self._of[address] = count + 1
        if not crowd and not full:
            return
        idle = self._idle(address if crowd else None, newcomer)
        if idle:
            idle.cut()
        else:
            newcomer.refuse()

    def _idle(self, address: str | None, but: Connection) -> Connection | None:
        for one in self._all:
            if one is not but and one.waits and address in {None, one.address} and not one.transport.is_closing():
                return one
        return None

    def leave(self, gone: Connection) -> None:
        if gone not in self._all:
            return
        del self._all[gone]
        left = self._of[gone.address] - 1
        if left:
            self._of[gone.address] = left
        else:
            del self._of[gone.address]

    def look(self) -> None:
        """Cuts all that are overdue."""
        now = self.now()
        for one in list(self._all):
            if one.overdue(now, self._limits):
                one.cut()

    async def watch(self) -> None:
        """Looks every second, for ever."""
        while True:
            await asyncio.sleep(1)
            self.look()
