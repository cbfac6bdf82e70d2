"""A platform that is down is tried now and then, with one message; everything else waits."""

from __future__ import annotations

from collections.abc import Callable

FAILURES = 5
"""Failures one after the other, in whatever chats, after which the platform counts as down."""
FIRST, LONGEST = 1.0, 60.0
"""Seconds between two tries while it is down."""


class Breaker:
    """Open while the platform is down. `jitter` gives a factor near 1, so that not all come back at once."""

    def __init__(self, jitter: Callable[[], float]) -> None:
        self._jitter = jitter
        self._failures = 0
        self._delay = FIRST
        self._until = 0.0
        self._trying = False

    @property
    def open(self) -> bool:
        return self._failures >= FAILURES

    def wait(self, now: float) -> float:
        """Seconds until something may be tried; 0: go on (while it is open, to one caller at a time)."""
        if not self.open:
            return 0.0
        if now < self._until:
            return self._until - now
        self._trying, self._until = True, now + self._delay
        return 0.0

    def failed(self, now: float) -> None:
        """The platform could not be reached, or did not answer."""
        was_open, self._failures = self.open, self._failures + 1
        if was_open and not self._trying:
            return  # it left before the platform was known to be down
        if self.open:
            self._delay = min(2 * self._delay, LONGEST) if was_open else FIRST
            self._until, self._trying = now + self._delay * self._jitter(), False

    def worked(self) -> bool:
        """The platform answered, whatever it said; True when it had been down."""
        was_open, self._failures, self._trying = self.open, 0, False
        return was_open
