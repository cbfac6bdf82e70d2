"""What began by something that happened has its last day near: a report that was asked for, an idea to come again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.reminders.occurrences import Rule, YearOfDuties
from ocop_domain.duties.audience import Begun, Wave
from ocop_domain.duties.reminding import SLOTS, slot_from, slot_until
from ocop_domain.working_days import working_day_before

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    for moment, first, last in _spans(day):
        key = year.key("begun", moment, day)
        official = moment == "last"
        yield Wave("begun", key, day, key, Begun(first, last, year.territory), last, official)


def _spans(day: date) -> Iterator[tuple[str, date, date]]:
    """The last days of which it is time to speak today: of a week ahead, of today, of those that just passed."""
    if day.weekday() in SLOTS:
        next_slot, former = slot_from(day + _DAY), slot_until(day - _DAY)
        yield "before", day + _WEEK, next_slot + _WEEK - _DAY
        yield "late", former, day - _DAY
    last = day
    while working_day_before(last + _DAY) == day:
        last += _DAY
    if working_day_before(day) == day:
        yield "last", day, last


RULE = Rule("begun", _waves)
