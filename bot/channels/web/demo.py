"""The demonstration: one window for each role, on addresses that everybody shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Window:
    """One chat of the demonstration: `address` speaks in `role`."""

    id: str
    address: str
    role: str


WINDOWS = (
    Window("producer1", "demo-producer1", "producer"),
    Window("producer2", "demo-producer2", "producer"),
    Window("officer", "demo-officer", "commune_officer"),
    Window("district", "demo-district", "district_staff"),
)


@dataclass(frozen=True, slots=True)
class Demo:
    """What the page tells of the demonstration; `day` is the day that its clock shows."""

    programme_name: str
    day: Callable[[], date]
    windows: tuple[Window, ...] = WINDOWS
