"""A last day has passed: those who still have to act hear of it, and after a grace period the officials above them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.reminders.occurrences import Rule, YearOfDuties
from bot.reminders.rules.common import prominent
from ocop_domain.duties.audience import Above, Wave
from ocop_domain.duties.model import Duty

_AFTER = (1, 7)
"""Days after the last day."""
GRACE = 3
"""Days after the last day until the level above learns of it."""


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    for variant in year.variants:
        late = (day - variant.occurrence.last_day).days
        if late in _AFTER and _pursued(variant.occurrence.duty):
            yield year.wave("overdue", variant, day)


def _above(year: YearOfDuties, day: date) -> Iterator[Wave]:
    for variant in year.variants:
        occurrence = variant.occurrence
        if (day - occurrence.last_day).days == GRACE and _pursued(occurrence.duty):
            yield year.wave(
                "above",
                variant,
                day,
                topic=f"above:{variant.topic}",
                audience=Above(occurrence, variant.territory),
            )


def _pursued(duty: Duty) -> bool:
    return prominent(duty) and not duty.missable


RULE = Rule("overdue", _waves)
ABOVE = Rule("above", _above)
