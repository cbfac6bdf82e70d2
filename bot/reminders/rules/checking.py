"""Products wait for the commune's check: after some days, and before the time that the commune has runs out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.reminders.occurrences import Rule, YearOfDuties
from bot.reminders.rules.common import CHECKERS, Span, begun, ending
from ocop_domain.applications import ApplicationState
from ocop_domain.duties.audience import Checkers, Wave

_WAITED = 4
"""Days after which an officer is reminded of a product that waits."""
_LEFT = (1, 0, -1)
"""Days before the commune's time is over; the day after it is over too."""


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    step = year.programme.next.get(ApplicationState.SENT)
    if step is None or step.actor not in CHECKERS:
        return
    for span in begun(year, step, day - timedelta(days=_WAITED)):
        if (span.last_day - day).days > max(_LEFT):
            key = year.key("checking", "waited", span.since, span.where)
            yield Wave("checking", key, day, key, _checkers(span), span.last_day)
    for left in _LEFT:
        for span in ending(year, step, day, left):
            key = year.key("checking", span.where, left)
            topic = f"checking:{span.where}"
            yield Wave("checking", key, day, topic, _checkers(span), span.last_day, official=left == 0)


def _checkers(span: Span) -> Checkers:
    return Checkers(span.since, span.until, span.territory)


RULE = Rule("checking", _waves)
