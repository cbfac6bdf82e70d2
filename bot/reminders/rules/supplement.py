"""A dossier must be supplemented and was not handed in again: after some days, and before the last day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.reminders.occurrences import Rule, YearOfDuties
from bot.reminders.rules.common import Span, follow, undated
from ocop_domain.applications import ApplicationState
from ocop_domain.duties.audience import Owners, Wave

_WAITED = (2, 7)
"""Days after the commune asked."""
_LEFT = (3, 0)
"""Days before the last day."""
_WITHOUT = (2, 5, 10, 20)
"""Days after the commune asked, where no plan names a last day."""


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    step = year.programme.next.get(ApplicationState.SUPPLEMENT)
    if step and not step.undated:
        yield from follow(year, "supplement", step, day, waited=_WAITED, left=_LEFT, audience=_owners)


def _waits(year: YearOfDuties, day: date) -> Iterator[Wave]:
    step = year.programme.next.get(ApplicationState.SUPPLEMENT)
    if step is None or step.undated:
        yield from undated(year, "supplement_waits", day, _WITHOUT, _owners)


def _owners(span: Span) -> Owners:
    return Owners(ApplicationState.SUPPLEMENT, span.since, span.until, span.territory)


RULE = Rule("supplement", _waves)
WAITS = Rule("supplement_waits", _waits)
