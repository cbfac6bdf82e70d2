"""Rate limits, when a test asks for them."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from .errors import flood


@dataclass(slots=True)
class _Bucket:
    rate: float  # a second
    burst: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """0 when there is room (and it is used), else the seconds until there is."""
        self.level = min(self.burst, self.level + (now - self.at) * self.rate)
        self.at = now
        if self.level >= 1:
            self.level -= 1
            return 0.0
        return (1 - self.level) / self.rate


class Limits:
    """30 a second overall, 1 a second and a burst of 3 for a private chat, 20 a minute for a group."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.enforced = False
        self._buckets: dict[int, _Bucket] = {}

    def forget(self) -> None:
        """All may be sent again; not enforced."""
        self.enforced = False
        self._buckets.clear()

    def check(self, chat_id: int) -> None:
        """Count a message; raise 429 when it is one too many."""
        now = self.clock()
        rate, burst = (1.0, 3.0) if chat_id > 0 else (20 / 60, 20.0)
        for key, r, b in ((chat_id, rate, burst), (0, 30.0, 30.0)):
            bucket = self._buckets.setdefault(key, _Bucket(r, b, b, now))
            if seconds := bucket.wait(now):
                raise flood(math.ceil(seconds))
