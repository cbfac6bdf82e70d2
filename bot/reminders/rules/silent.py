"""Something was begun and not sent, and nothing has been heard since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.conversations.forms import REGISTRATIONS
from bot.conversations.forms.plan import PLAN_FORMS
from bot.conversations.forms.year import PAPER, REPORT
from bot.reminders.occurrences import Rule, YearOfDuties
from bot.reminders.rules.common import begun
from ocop_domain.duties.audience import Drafts, Wave

_SILENT = (3, 7, 14, 30)
"""Days without a word."""
_UNFINISHED = (5, 20)
UNFINISHED = (*sorted(PLAN_FORMS), PAPER.id, REPORT.id)
"""Forms whose drafts are reminded of without a last day."""


def _waves(year: YearOfDuties, day: date) -> Iterator[Wave]:
    step = year.programme.next.get("draft")
    for span in begun(year, step, day) if step else ():
        if span.last_day < day:
            continue
        for days in _SILENT:
            touched = day - timedelta(days=days)
            key = year.key("silent", days, touched, span.where)
            audience = Drafts(tuple(sorted(REGISTRATIONS)), touched, span.territory)
            yield Wave("silent", key, day, key, audience, span.last_day)


def _plans(year: YearOfDuties, day: date) -> Iterator[Wave]:
    """A section of a plan or a report was begun: it has no day of its own, but is easily forgotten."""
    for days in _UNFINISHED:
        touched = day - timedelta(days=days)
        key = year.key("unfinished", days, touched)
        yield Wave("unfinished", key, day, key, Drafts(UNFINISHED, touched, year.territory), day)


RULE = Rule("silent", _waves)
PLAN = Rule("unfinished", _plans)
