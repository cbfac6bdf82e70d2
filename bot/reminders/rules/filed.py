"""A dossier waits for its check: after some days, and before the time that whoever checks it has runs out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from bot.reminders.occurrences import Rule, YearOfDuties
from bot.reminders.rules.common import CHECKERS, Span, follow, undated
from ocop_domain.applications import ApplicationState
from ocop_domain.areas import load_areas
from ocop_domain.duties.audience import Checkers, Wave
from ocop_domain.programmes import NextStep
from ocop_domain.recipients import offices, taker

_WAITED = (4,)
"""Days after which an officer is reminded of a dossier that waits."""
_LEFT = (1, 0, -1)
"""Days before the commune's time is over; the day after it is over too."""
_WITHOUT = (4, 10, 20)
"""Days after which it is said where the plan gives the commune no time."""


def _step(year: YearOfDuties) -> NextStep | None:
    """The step of whoever checks, with its last day, if the programme names one."""
    step = year.programme.next.get(ApplicationState.FILED)
    checks = step and (step.actor in CHECKERS or step.actor == taker(year.programme))
    return step if step and checks and not step.undated else None


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    if step := _step(year):
        yield from follow(year, "filed", step, day, waited=_WAITED, left=_LEFT, audience=_checkers(year, day))


def _waits(year: YearOfDuties, day: date) -> Iterator[Wave]:
    if not _step(year):
        yield from undated(year, "filed_waits", day, _WITHOUT, _checkers(year, day))


def _checkers(year: YearOfDuties, day: date) -> Callable[[Span], Checkers]:
    """The officers of the communes, or the staff of the offices above to which the programme sends dossiers."""
    above = offices(year.programme, year.territory, load_areas(), day)
    return lambda span: Checkers(span.since, span.until, span.territory, ApplicationState.FILED, above)


RULE = Rule("filed", _waves)
WAITS = Rule("filed_waits", _waits)
