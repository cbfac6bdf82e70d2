"""A product was returned and not corrected: after some days, and before the last day on which it may come again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.notices.rules.common import Span, begun, ending
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
        for span in begun(year, step, day - timedelta(days=days)):
            if (span.last_day - day).days > max(_LEFT):
                key = year.key("returned", "waited", days, span.since, span.where)
                yield Wave("returned", key, day, key, _owners(span), span.last_day)
    for left in _LEFT:
        for span in ending(year, step, day, left):
            key = year.key("returned", span.where, left)
            topic = f"returned:{span.where}"
            yield Wave("returned", key, day, topic, _owners(span), span.last_day, official=not left)


def _owners(span: Span) -> Owners:
    return Owners(State.RETURNED, span.since, span.until, span.within, span.beside)


RULE = Rule("returned", _waves)
