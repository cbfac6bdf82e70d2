"""How often somebody may do something: a bucket of tokens for each, in memory."""

from __future__ import annotations

import time
from collections.abc import Callable

_DAY = 24 * 3600
_MOST = 10_000
"""Buckets kept at most: the full ones, which say nothing, are dropped then."""


class DailyAllowance:
    """`most` of something in a day for each key, spent in pieces of any size; it comes back little by little."""

    def __init__(self, most: float, now: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._now = now
        self._spent: dict[str, tuple[float, float]] = {}

    def take(self, key: str, amount: float) -> bool:
        """Spends it, if there is enough left."""
        now = self._now()
        spent = self._left_spent(key, now) + amount
        if spent > self._most:
            return False
        if len(self._spent) >= _MOST and key not in self._spent:
            self._spent = {k: s for k, s in self._spent.items() if self._left_spent(k, now)}
        self._spent[key] = (spent, now)
        return True

    def _left_spent(self, key: str, now: float) -> float:
        spent, at = self._spent.get(key, (0.0, now))
        return max(0.0, spent - (now - at) * self._most / _DAY)


class Buckets:
    """`rate` acts a second for each key, and `burst` at once."""

    def __init__(self, rate: float, burst: int, now: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._burst = burst
        self._now = now
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, key: str) -> float:
        """Takes a token: 0 when there was one, else the seconds until there is."""
        now = self._now()
        tokens = self._tokens(key, now)
        if tokens < 1:
            return (1 - tokens) / self._rate
        if len(self._buckets) >= _MOST and key not in self._buckets:
            self._buckets = {k: b for k, b in self._buckets.items() if self._tokens(k, now) < self._burst}
        self._buckets[key] = (tokens - 1, now)
        return 0

    def _tokens(self, key: str, now: float) -> float:
        tokens, at = self._buckets.get(key, (float(self._burst), now))
        return min(self._burst, tokens + (now - at) * self._rate)
