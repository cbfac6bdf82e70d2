"""A dossier waits for the commune's check: after some days, and before the time that the commune has runs out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.reminders.occurrences import Rule, YearOfDuties
from bot.reminders.rules.common import CHECKERS, Span, follow, undated
from ocop_domain.applications import ApplicationState
from ocop_domain.duties.audience import Checkers, Wave
from ocop_domain.programmes import NextStep

_WAITED = (4,)
"""Days after which an officer is reminded of a dossier that waits."""
_LEFT = (1, 0, -1)
"""Days before the commune's time is over; the day after it is over too."""
_WITHOUT = (4, 10, 20)
"""Days after which it is said where the plan gives the commune no time."""


def _step(year: YearOfDuties) -> NextStep | None:
    """The commune's step with its last day, if the programme names one."""
    step = year.programme.next.get(ApplicationState.FILED)
    return step if step and step.actor in CHECKERS and not step.undated else None


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    if step := _step(year):
        yield from follow(year, "filed", step, day, waited=_WAITED, left=_LEFT, audience=_checkers)


def _waits(year: YearOfDuties, day: date) -> Iterator[Wave]:
    if not _step(year):
        yield from undated(year, "filed_waits", day, _WITHOUT, _checkers)


def _checkers(span: Span) -> Checkers:
    return Checkers(span.since, span.until, span.territory, ApplicationState.FILED)


RULE = Rule("filed", _waves)
WAITS = Rule("filed_waits", _waits)
