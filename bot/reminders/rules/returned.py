"""A product was returned and not corrected: after some days, and before the last day on which it may come again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.reminders.occurrences import Rule, YearOfDuties
from bot.reminders.rules.common import Span, follow
from ocop_domain.applications import ApplicationState
from ocop_domain.duties.audience import Owners, Wave

_WAITED = (2, 7)
"""Days after the return."""
_LEFT = (3, 0)
"""Days before the last day."""


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    if step := year.programme.next.get(ApplicationState.RETURNED):
        yield from follow(year, "returned", step, day, waited=_WAITED, left=_LEFT, audience=_owners)


def _owners(span: Span) -> Owners:
    return Owners(ApplicationState.RETURNED, span.since, span.until, span.territory)


RULE = Rule("returned", _waves)
