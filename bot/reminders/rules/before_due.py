"""Before a last day: 14, 7, 3 and 1 days, and on the day itself, or as the duty says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.reminders.occurrences import Rule, YearOfDuties
from bot.reminders.rules.common import countdown
from ocop_domain.duties.audience import Wave
from ocop_domain.duties.model import Done, DutyKind


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    for variant in year.variants:
        duty = variant.occurrence.duty
        if duty.kind is not DutyKind.REPORT and duty.done is not Done.LIST:
            yield from countdown(year, "before_due", variant, day)


RULE = Rule("before_due", _waves)
