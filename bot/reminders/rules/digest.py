"""What only informs, names no day, or is an agency's for which nobody speaks: once a month, in one line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.reminders.occurrences import Rule, YearOfDuties
from ocop_domain.duties.audience import Quiet, Wave
from ocop_domain.duties.reminding import month_of, quiet_in, slot_from


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    if day != slot_from(day.replace(day=1)):
        return
    month = month_of(day)
    found = quiet_in((variant.occurrence for variant in year.variants), month)
    if found:
        key = year.key("digest", month)
        yield Wave("digest", key, day, f"digest:{month}", Quiet(found, month, year.territory), day)


RULE = Rule("digest", _waves)
