"""A product was returned and not corrected: after some days, and before the last day on which it may come again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.notices.rules.common import came_in
from bot.notices.year import Rule, Year
from ocop_domain.duties.audience import Owners, Wave
from ocop_domain.products import State

_WAITED = (2, 5, 10)
"""Days after the return."""
_LEFT = (3, 1, 0)
"""Days before the last day."""


def _waves(year: Year, day: date) -> Iterator[Wave]:
    step = year.programme.next.get(State.RETURNED)
    if step is None:
        return
    for days in _WAITED:
        since = day - timedelta(days=days)
        last = step.due.last_day(since)
        if (last - day).days > max(_LEFT):
            key = year.key("returned", "waited", days, since)
            yield Wave("returned", key, day, key, Owners(State.RETURNED, since, since), last)
    for left in _LEFT:
        last = day + timedelta(days=left)
        if spans := came_in(step.due, last, day):
            key = year.key("returned", last, left)
            topic = f"returned:{last}"
            yield Wave("returned", key, day, topic, Owners(State.RETURNED, *spans), last, official=not left)


RULE = Rule("returned", _waves)
