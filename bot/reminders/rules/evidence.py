"""A paper runs out: a certificate, a test result, a licence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.reminders.occurrences import Rule, YearOfDuties
from ocop_domain.duties.audience import EvidencePapers, Wave

_LEFT = (60, 30, 7, 0)
"""Days before a paper ends."""


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    for left in _LEFT:
        expires = day + timedelta(days=left)
        key = year.key("evidence", expires, left)
        yield Wave("evidence", key, day, f"evidence:{expires}", EvidencePapers(False, expires, year.territory), expires)


RULE = Rule("evidence", _waves)
