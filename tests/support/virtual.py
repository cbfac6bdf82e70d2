"""A loop whose time is made up: whoever sleeps wakes at once, and as late as was asked, on whatever machine."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any


class _Selector(selectors.DefaultSelector):  # type: ignore[misc,valid-type] # which one it is depends on the system
    """Nothing comes from outside: to wait is to move the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.passed = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        found = super().select(0)
        if not found and timeout:
            self.passed += timeout
        return list(found)


class VirtualLoop(asyncio.SelectorEventLoop):
    """Seconds pass when everybody sleeps."""

    def __init__(self) -> None:
        self._clock = _Selector()
        super().__init__(self._clock)

    def time(self) -> float:
        return 1000.0 + self._clock.passed


def in_made_up_time(play: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Plays it on a loop of its own."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(play())
