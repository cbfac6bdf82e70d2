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


def clock_from(day: date) -> Clock:
    """A clock that goes as the real one, but began on `day` at nine in the morning."""
    shift = datetime.combine(day, time(9), VIETNAM) - system_clock()
    return lambda: system_clock() + shift


def day_of(moment: datetime) -> date:
    """The day in Vietnam."""
    return moment.astimezone(VIETNAM).date()
