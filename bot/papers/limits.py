"""One processor for many: whoever asks often waits for the others, and not they for them."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class TooMany(Exception):  # noqa: N818 - an answer, not a fault
    """This person has as many waiting as one may have."""


class Turns:
    """Lets one in at a time, person after person: the first of everybody before the second of anybody."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._busy = False
        self._waiting: OrderedDict[int, deque[asyncio.Future[None]]] = OrderedDict()
        self._held: dict[int, int] = {}

    @asynccontextmanager
    async def turn(self, person: int) -> AsyncIterator[None]:
        """Waits for this person's turn; `TooMany` when they have `most` waiting or under way."""
        if self._held.get(person, 0) >= self._most:
            raise TooMany
        self._held[person] = self._held.get(person, 0) + 1
        try:
            await self._enter(person)
            try:
                yield
            finally:
                self._next()
        finally:
            self._held[person] -= 1
            if not self._held[person]:
                del self._held[person]

    async def _enter(self, person: int) -> None:
        if not self._busy:
            self._busy = True
            return
        let_in: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        own = self._waiting.setdefault(person, deque())
        own.append(let_in)
        try:
            await let_in
        except asyncio.CancelledError:
            if let_in.done() and not let_in.cancelled():
                self._next()  # it was let in at the moment in which it gave up
            raise

    def _next(self) -> None:
        """Lets the first of the next person in; who has more goes to the end of the row."""
        while self._waiting:
            person, own = self._waiting.popitem(last=False)
            let_in = own.popleft()
            if own:
                self._waiting[person] = own
            if not let_in.done():
                let_in.set_result(None)
                return
        self._busy = False
