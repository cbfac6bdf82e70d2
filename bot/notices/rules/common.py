"""What several rules share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from bot.notices.year import Variant, Year
from ocop_domain.duties.audience import Wave
from ocop_domain.duties.model import Duty
from ocop_domain.programmes import Due

_MEMORY = 400
"""Days that a product may wait and still be reminded of."""


def prominent(duty: Duty) -> bool:
    """Whether a duty is announced when it opens and followed up when it is late, or only remembered at its end."""
    return len(duty.remind) > 2


def countdown(year: Year, rule: str, variant: Variant, day: date) -> Iterator[Wave]:
    """The wave of `day` among those that count down to the last day; the last one cannot be muted."""
    occurrence = variant.occurrence
    left = (occurrence.announced - day).days
    if left in occurrence.duty.remind and (day >= occurrence.opens or not left):
        yield year.wave(rule, variant, day, official=not left)


def came_in(due: Due, last_day: date, today: date) -> tuple[date, date] | None:
    """First and last of the days up to today on which something must have begun for `last_day` to be its last."""
    days = [d for n in range(_MEMORY) if _last_day(due, d := today - timedelta(days=n)) == last_day]
    return (days[-1], days[0]) if days else None


@lru_cache(maxsize=4 * _MEMORY)
def _last_day(due: Due, since: date) -> date:
    """The same days are asked for again on each day of the year."""
    return due.last_day(since)
