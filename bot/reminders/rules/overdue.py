"""A last day has passed: those who still have to act hear of it, and after a grace period the officials above them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.reminders.occurrences import Rule, YearOfDuties
from bot.reminders.rules.common import told
from ocop_domain.duties.audience import Above, Wave
from ocop_domain.duties.reminding import ReminderMoment, is_near, slot_from

GRACE = 3
"""Days after the last day until the level above learns of it."""


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    for variant in year.variants:
        yield from told(year, "overdue", variant, day, {ReminderMoment.LATE})


def _above(year: YearOfDuties, day: date) -> Iterator[Wave]:
    for variant in year.variants:
        occurrence = variant.occurrence
        if not is_near(occurrence, day) or slot_from(occurrence.last_day + timedelta(days=GRACE)) != day:
            continue
        if any(one.moment is ReminderMoment.LATE for one in variant.told):
            yield year.wave(
                "above",
                variant,
                day,
                topic=f"above:{variant.topic}",
                audience=Above(occurrence, variant.territory),
            )


RULE = Rule("overdue", _waves)
ABOVE = Rule("above", _above)
