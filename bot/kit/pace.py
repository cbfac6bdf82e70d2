"""How fast messages may leave: over a whole channel, and in one chat. What plans is pure; the door asks the loop."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from math import inf
from typing import Any

SLACK = 2
"""Beats that a sender who was held up may catch up with: more would be a burst."""
_RESERVE = 1
"""Places of a second that notices leave to replies at least."""
_WAYS = 1000
"""Messages by which the shortest way is known: fewer may all have been held up by a busy minute."""
_JITTER = 0.005
"""Seconds by which a way may be shorter than the shortest that was seen."""
_LONG = 1.0
"""Seconds after which a message without an answer has arrived, or never will."""


class Pace:
    """Never more than `most` in any second. Replies leave at once, notices at a steady `rate` without a burst.

    What replies use is taken from the notices. Times are seconds on a clock that only goes forward.

    Two things are remembered. `left` holds the moments at which the last messages left or will leave: the second
    before a new one may hold `most` of them. `beat` is the earliest moment of the next notice: each message, also a
    reply, moves it on by `1 / rate`. So notices come as a drum beats, and a reply only shifts the drum.
    """

    def __init__(
        self, rate: float, most: float = inf, *, left: Iterable[float] = (), beat: float = -inf, held: float = -inf
    ) -> None:
        self._rate = rate
        self._gap = 1 / rate
        self._most = most
        self._left = deque(left)
        self._beat = beat
        self._held = held

    def reply(self, now: float, cost: int = 1) -> float:
        """When a reply of `cost` messages may leave."""
        at = self._room(max(now, self._held), cost, self._most)
        self._leaves(at, cost)
        self._beat = self._base(now) + cost * self._gap
        return at

    def notice(self, now: float, cost: int = 1) -> float:
        """When a notice of `cost` messages may leave."""
        beat = self._base(now)
        at = self._room(max(beat, now), cost, min(self._rate, self._most - _RESERVE))
        self._leaves(at, cost)
        self._beat = (at if at > max(beat, now) else beat) + cost * self._gap
        return at

    def hold(self, until: float) -> None:
        """Nothing leaves before then."""
        self._held = max(self._held, until)

    def _base(self, now: float) -> float:
        """The next beat; one that was missed long ago is not made up for."""
        return max(self._beat if self._beat > now - SLACK * self._gap else now, self._held)

    def _room(self, at: float, cost: int, most: float) -> float:
        """The first moment from `at` on at which the second before has room for so many."""
        if self._most == inf:
            return at
        before = max(0, int(most) - cost)
        if len(self._left) <= before:
            return at
        # `_left` is in order: this one must be a second ago for the second to have room.
        return max(at, self._left[-before - 1] + 1)

    def _leaves(self, at: float, cost: int) -> None:
        if self._most == inf:
            return
        ahead = []
        while self._left and self._left[-1] > at:
            ahead.append(self._left.pop())
        self._left.extend([at] * cost)
        self._left.extend(reversed(ahead))
        while self._left[0] < at - 2:
            self._left.popleft()

    def to_json(self) -> dict[str, Any]:
        """What another process must know to go on."""
        return {"left": list(self._left), "beat": _finite(self._beat), "held": _finite(self._held)}

    @classmethod
    def from_json(cls, rate: float, most: float, raw: dict[str, Any]) -> Pace:
        beat, held = (-inf if raw.get(name) is None else raw[name] for name in ("beat", "held"))
        return cls(rate, most, left=raw.get("left", ()), beat=beat, held=held)


class PaceGate:
    """Lets no more than `most` messages arrive in any second, however long each is on its way.

    A plan is kept to the beat; but a busy machine, a slow disk or the network bunch what was planned apart, and the
    platform counts what arrives. A message may have arrived at any moment between its departure and its answer, less
    the time that the way takes at best; only when even the latest of these is a second ago is its place free.
    """

    def __init__(self, most: float) -> None:
        self._most = max(1, int(most))
        self._free_at: dict[object, float] = {}  # the message, and when its place is free at the latest
        self._ways: deque[float] = deque()
        self._shortest = inf
        self._line = asyncio.Lock()
        self._freed = asyncio.Event()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Around one message: waits until it may leave, in the order of asking."""
        loop = asyncio.get_running_loop()
        async with self._line:
            while (wait := self._wait(loop.time())) > 0:
                self._freed.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await self._freed.wait()
            message, left = object(), loop.time()
            self._free_at[message] = left + 1 + _LONG
        try:
            yield
        finally:
            if message in self._free_at:
                now = loop.time()
                self._learn(now - left)
                self._free_at[message] = min(self._free_at[message], now + 1 - max(0.0, self._shortest - _JITTER))
                self._freed.set()

    def _learn(self, way: float) -> None:
        """Keeps the last ways, and the shortest of them: looked for anew only when that one is forgotten."""
        self._ways.append(way)
        self._shortest = min(self._shortest, way)
        if len(self._ways) > _WAYS and self._ways.popleft() == self._shortest:
            self._shortest = min(self._ways)

    def _wait(self, now: float) -> float:
        """Seconds until a place may be free."""
        if len(self._free_at) >= self._most:
            self._free_at = {m: at for m, at in self._free_at.items() if at > now}
        return min(self._free_at.values()) - now if len(self._free_at) >= self._most else 0.0


def _finite(value: float) -> float | None:
    return None if value == -inf else value


class Chats:
    """How long a single chat must wait: a notice for a `gap` of silence, a reply only after a burst of them."""

    _MANY = 10_000

    def __init__(self) -> None:
        self._next: dict[str, float] = {}
        self._held: dict[str, float] = {}

    def reply(self, address: str, now: float, gap: float, burst: float, cost: int = 1) -> float:
        """When a reply may leave; it is counted."""
        if burst == inf:  # answers do not add up: the chat is free again a gap after the last
            self._next.pop(address, None)
        free = self._count(address, now, gap, cost)
        early = free - (burst - 1) * gap if gap else now
        return max(now, early, self._held.get(address, now))

    def notice(self, address: str, now: float, gap: float, cost: int = 1) -> float:
        """When a notice may leave; it is counted if that is now."""
        free = max(self._next.get(address, now), self._held.get(address, now))
        if free <= now:
            self._count(address, now, gap, cost)
        return max(now, free)

    def hold(self, address: str, until: float) -> None:
        """Nothing leaves for this chat before then."""
        self._held[address] = until

    def _count(self, address: str, now: float, gap: float, cost: int) -> float:
        """Counts a message; when the chat would have been silent for long enough."""
        free = self._next.get(address, now)
        if gap:
            self._next[address] = max(free, now) + cost * gap
        if len(self._next) + len(self._held) > self._MANY:
            self._next, self._held = ({a: t for a, t in m.items() if t > now} for m in (self._next, self._held))
        return free
