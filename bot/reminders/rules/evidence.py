"""A paper runs out: a certificate, a test result, a licence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.reminders.occurrences import Rule, Year
from ocop_domain.duties.audience import Papers, Wave

_LEFT = (60, 30, 7, 0)
"""Days before a paper ends."""


def _waves(year: Year, day: date) -> Iterator[Wave]:
    for left in _LEFT:
        expires = day + timedelta(days=left)
        key = year.key("evidence", expires, left)
        yield Wave("evidence", key, day, f"evidence:{expires}", Papers(recognition=False, expires=expires), expires)


RULE = Rule("evidence", _waves)
