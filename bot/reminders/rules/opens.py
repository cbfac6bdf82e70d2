"""A window opens: everybody for whom it is there learns of it on its first day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.reminders.occurrences import Rule, YearOfDuties
from bot.reminders.rules.common import prominent
from ocop_domain.duties.audience import Wave
from ocop_domain.duties.model import DutyKind


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    for variant in year.variants:
        occurrence = variant.occurrence
        quiet = occurrence.duty.kind in {DutyKind.REPORT, DutyKind.ROUND} or not prominent(occurrence.duty)
        if occurrence.opens == day < occurrence.announced and not quiet:
            yield year.wave("opens", variant, day)


RULE = Rule("opens", _waves)
