"""Products wait for the commune's check: after some days, and before the time that the commune has runs out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.notices.rules.common import came_in
from bot.notices.year import Rule, Year
from ocop_domain.duties.audience import Checkers, Wave
from ocop_domain.products import State

_WAITED = 4
"""Days after which an officer is reminded of a product that waits."""
_LEFT = (3, 1, 0, -1)
"""Days before the commune's time is over; the day after it is over too."""


def _waves(year: Year, day: date) -> Iterator[Wave]:
    step = year.programme.next.get(State.SENT)
    if step is None or step.actor != "commune_officer":
        return
    sent = day - timedelta(days=_WAITED)
    last = step.due.last_day(sent)
    if last - day > timedelta(days=max(_LEFT)):
        key = year.key("checking", "waited", sent)
        yield Wave("checking", key, day, key, Checkers(sent, sent), last)
    for left in _LEFT:
        last = day + timedelta(days=left)
        if spans := came_in(step.due, last, day):
            key = year.key("checking", last, left)
            yield Wave("checking", key, day, f"checking:{last}", Checkers(*spans), last, official=left == 0)


RULE = Rule("checking", _waves)
