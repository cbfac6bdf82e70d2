"""The one place that asks what time it is. Everybody else is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

Clock = Callable[[], datetime]
"""Returns the present moment, with its time zone."""


def system_clock() -> datetime:
    return datetime.now(UTC)


def clock_from(day: date, began: datetime | None = None) -> Clock:
    """A clock that goes as the real one, but showed nine in the morning of `day` at the moment `began` (now)."""
    shift = datetime.combine(day, time(9), VIETNAM) - (began or system_clock())
    return lambda: system_clock() + shift


def day_of(moment: datetime) -> date:
    """The day in Vietnam."""
    return moment.astimezone(VIETNAM).date()
