"""The one place that asks what time it is. Everybody else is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

Clock = Callable[[], datetime]
"""Returns the present moment, with its time zone."""


def system_clock() -> datetime:
    return datetime.now(UTC)


def clock_from(day: date, began: datetime | None = None) -> Clock:
    """A clock that goes as the real one, but showed nine in the morning of `day` at the moment `began` (now)."""
    shift = _morning(day) - (began or system_clock())
    return lambda: system_clock() + shift


class DemoClock:
    """Goes as the real clock from nine in the morning of `day`, can be moved on, and goes on after a restart.

    `folder` keeps when it began (`began`) and by how much it was moved since (`shift`, in seconds).
    """

    def __init__(self, day: date, folder: Path, real: Clock = system_clock) -> None:
        self._real = real
        self._file = folder / "shift"
        began = folder / "began"
        if not began.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(began, real().isoformat())
        self._start = _morning(day) - datetime.fromisoformat(began.read_text().strip())
        self._moved = timedelta(seconds=float(self._file.read_text())) if self._file.exists() else timedelta()

    def __call__(self) -> datetime:
        return self._real() + self._start + self._moved

    def advance_to(self, moment: datetime) -> None:
        """Makes it `moment` now; nothing when that has passed, for this clock never goes back."""
        ahead = moment - self()
        if ahead <= timedelta():
            return
        moved = self._moved + ahead
        _write(self._file, str(moved.total_seconds()))
        self._moved = moved


def day_of(moment: datetime) -> date:
    """The day in Vietnam."""
    return moment.astimezone(VIETNAM).date()


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), VIETNAM)


def _write(path: Path, text: str) -> None:
    """Whole or not at all, even when the power goes: a clock that lost its place would go back."""
    part = path.with_suffix(".part")
    with part.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
