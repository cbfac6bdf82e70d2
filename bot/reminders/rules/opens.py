"""A window opens: everybody for whom it is there learns of it in its first days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.reminders.occurrences import Rule, YearOfDuties
from bot.reminders.rules.common import told
from ocop_domain.duties.audience import Wave
from ocop_domain.duties.reminding import ReminderMoment


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    for variant in year.variants:
        yield from told(year, "opens", variant, day, {ReminderMoment.OPENS})


RULE = Rule("opens", _waves)
