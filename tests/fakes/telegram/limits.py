"""Telegram's limits: enforced when a test asks for them, and what was accepted is always counted.

core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this: 30 messages a second over all, one a second
in a chat (short bursts are let through), 20 a minute in a group. The first holds strictly: in *any* second, not in
those of the clock; a chat gets its burst, and then the steady rate.
"""

import math
import time
from collections import deque
from dataclasses import dataclass, field

from .errors import flood

PER_SECOND, BURST, PER_MINUTE = 30, 3, 20


@dataclass(slots=True)
class _Bucket:
    """One chat: a steady rate after a burst."""

    rate: float  # a second
    burst: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until there is room."""
        self.level = min(self.burst, self.level + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.level >= 1 else (1 - self.level) / self.rate


@dataclass(slots=True)
class _Second:
    """What was in the last second, and the most that ever was in one."""

    times: deque[float] = field(default_factory=deque)
    peak: int = 0

    def wait(self, now: float, most: int) -> float:
        """Seconds until fewer than so many are in it."""
        self._forget(now)
        return 0.0 if len(self.times) < most else self.times[-most] + 1 - now

    def count(self, now: float) -> None:
        self._forget(now)
        self.times.append(now)
        self.peak = max(self.peak, len(self.times))

    def _forget(self, now: float) -> None:
        while self.times and self.times[0] <= now - 1:
            self.times.popleft()


class Limits:
    """Refuses what is too much. `factor` makes all limits so many times higher, for tests that have little time."""

    def __init__(self) -> None:
        self.factor = 1.0
        self.forget()

    def forget(self) -> None:
        """All may be sent again; not enforced."""
        self.enforced = False
        self.refused_overall = self.refused_chats = 0
        self._chats: dict[int, _Bucket] = {}
        self._all = _Second()

    def check(self, chat_id: int, now: float) -> None:
        """Count a message; raise 429 when it is one too many."""
        chat = self._chats.get(chat_id) or self._chats.setdefault(chat_id, self._bucket(chat_id, now))
        if seconds := self._all.wait(now, round(PER_SECOND * self.factor)):
            self.refused_overall += 1
            raise flood(math.ceil(seconds))
        if seconds := chat.wait(now):
            self.refused_chats += 1
            raise flood(math.ceil(seconds))
        self._all.count(now)
        chat.level -= 1

    def _bucket(self, chat_id: int, now: float) -> _Bucket:
        rate, burst = (1.0, BURST) if chat_id > 0 else (PER_MINUTE / 60, PER_MINUTE)
        return _Bucket(rate * self.factor, burst, burst, now)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message, or one change of a message, that a chat got; `at` in monotonic seconds."""

    at: float
    chat: int
    method: str
    text: str


@dataclass(slots=True)
class Deliveries:
    """What was delivered, to whom, when, and how dense it ever was. `kept`: each of them, else only how many."""

    kept: list[Delivery] = field(default_factory=list)
    count: int = 0
    _second: _Second = field(default_factory=_Second)

    def note(self, chat: int, method: str, text: str, *, now: float, keep: bool) -> None:
        """`now` is the moment by which it was judged: two clocks would not agree on what is in a second."""
        self.count += 1
        self._second.count(now)
        if keep:
            self.kept.append(Delivery(time.monotonic(), chat, method, text))

    @property
    def peak(self) -> int:
        """The most messages in any second."""
        return self._second.peak

    def to(self, chat: int) -> list[Delivery]:
        """What one chat got, in order."""
        return [d for d in self.kept if d.chat == chat]
