"""A certificate of recognition ends: the next dossier is filed 180 to 120 days before (Decision 26/2026, Điều 7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.reminders.occurrences import Rule, YearOfDuties
from ocop_domain.duties.audience import EvidencePapers, Wave
from ocop_domain.evidence import FILED_FROM, FILED_UNTIL

_LEFT = (FILED_FROM, FILED_UNTIL + 14, FILED_UNTIL + 3, FILED_UNTIL, 30, -1)
"""Days before the end on which the holder is told; the day after it too."""


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    for left in _LEFT:
        expires = day + timedelta(days=left)
        key = year.key("recognition", expires, left)
        last = expires - timedelta(days=FILED_UNTIL) if left >= FILED_UNTIL else expires
        audience = EvidencePapers(recognition=True, expires=expires, territory=year.territory)
        yield Wave("recognition", key, day, f"recognition:{expires}", audience, last, official=True)


RULE = Rule("recognition", _waves)
