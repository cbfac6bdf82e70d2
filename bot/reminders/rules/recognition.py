"""A certificate of recognition ends: the next dossier is filed in the window that the law of the day names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.reminders.occurrences import Rule, YearOfDuties
from ocop_domain.duties.audience import EvidencePapers, Wave
from ocop_domain.law import renewal_on
from ocop_domain.programmes import Renewal


def _left(renewal: Renewal) -> tuple[int, ...]:
    """Days before the end on which the holder is told; the day after it too."""
    return (renewal.opens, renewal.closes + 14, renewal.closes, -1)


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    renewal = renewal_on(day)
    for left in _left(renewal):
        expires = day + timedelta(days=left)
        key = year.key("recognition", expires, left)
        last = expires - timedelta(days=renewal.closes) if left >= renewal.closes else expires
        audience = EvidencePapers(recognition=True, expires=expires, territory=year.territory)
        yield Wave("recognition", key, day, f"recognition:{expires}", audience, last, official=True)


RULE = Rule("recognition", _waves)
