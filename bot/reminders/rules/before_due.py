"""Before a last day, on the few days that matter most, and on the day itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.reminders.occurrences import Rule, YearOfDuties
from bot.reminders.rules.common import COUNTDOWN, told
from ocop_domain.duties.audience import Wave
from ocop_domain.duties.model import Done, DutyKind


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    for variant in year.variants:
        duty = variant.occurrence.duty
        if duty.kind is not DutyKind.REPORT and duty.done is not Done.LIST:
            yield from told(year, "before_due", variant, day, COUNTDOWN)


RULE = Rule("before_due", _waves)
