"""The commune's list has not been handed up, and its date comes near."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.reminders.occurrences import Rule, YearOfDuties
from bot.reminders.rules.common import COUNTDOWN, told
from ocop_domain.duties.audience import Wave
from ocop_domain.duties.model import Done


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    for variant in year.variants:
        if variant.occurrence.duty.done is Done.LIST:
            yield from told(year, "list_up", variant, day, COUNTDOWN)


RULE = Rule("list_up", _waves)
