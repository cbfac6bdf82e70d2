"""A report is due: of a month, a quarter, six or nine months, a year, as the programme asks."""

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
        if duty.kind is DutyKind.REPORT and duty.done is not Done.LIST:
            yield from told(year, "report", variant, day, COUNTDOWN)


RULE = Rule("report", _waves)
