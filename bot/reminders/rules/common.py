"""What several rules share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bot.reminders.occurrences import Variant, YearOfDuties
from ocop_domain.areas import Territory
from ocop_domain.duties.audience import Audience, Wave
from ocop_domain.duties.reminding import ReminderMoment
from ocop_domain.programmes import Due, NextStep
from ocop_domain.rights import Act, roles_for
from ocop_domain.roles import duties_of

CHECKERS = duties_of(roles_for(Act.CHECK))
"""How programmes call those who check what producers send."""
_MEMORY = 400
"""Days that a product may wait and still be reminded of."""
_LONG_AGO = date(2000, 1, 1)


def told(
    year: YearOfDuties, rule: str, variant: Variant, day: date, moments: Collection[ReminderMoment]
) -> Iterator[Wave]:
    """The wave of `day` among those of one time of a duty; that of the last day cannot be muted."""
    for one in variant.told:
        if one.on == day and one.moment in moments:
            yield year.wave(rule, variant, day, official=one.moment is ReminderMoment.LAST)


COUNTDOWN = frozenset({ReminderMoment.BEFORE, ReminderMoment.LAST})
"""What counts down to the last day."""


@dataclass(frozen=True, slots=True)
class Span:
    """What began between two days has the same last day in a territory; `first` tells its parts apart in keys."""

    last_day: date
    since: date
    until: date
    territory: Territory
    first: str = ""

    @property
    def where(self) -> str:
        """Tells spans of one duty apart that hold in different areas."""
        return f"{self.last_day}:{self.first}"


def follow(
    year: YearOfDuties,
    rule: str,
    step: NextStep,
    day: date,
    *,
    waited: Sequence[int],
    left: Sequence[int],
    audience: Callable[[Span], Audience],
) -> Iterator[Wave]:
    """So many days after it began, then before its last day; what comes on that day cannot be muted."""
    for days in waited:
        for span in begun(year, step, day - timedelta(days=days)):
            if (span.last_day - day).days > max(left):
                key = year.key(rule, "waited", days, span.since, span.where)
                yield Wave(rule, key, day, key, audience(span), span.last_day)
    for days in left:
        for span in ending(year, step, day, days):
            key = year.key(rule, span.where, days)
            topic = f"{rule}:{span.where}"
            yield Wave(rule, key, day, topic, audience(span), span.last_day, official=not days)


def undated(
    year: YearOfDuties, rule: str, day: date, waited: Sequence[int], audience: Callable[[Span], Audience]
) -> Iterator[Wave]:
    """So many days after it began, where nobody says by when it must be done: the words name no day."""
    for days in waited:
        since = day - timedelta(days=days)
        key = year.key(rule, days, since)
        yield Wave(rule, key, day, key, audience(Span(day, since, since, year.territory)), day)


def ending(year: YearOfDuties, step: NextStep, day: date, left: int) -> Iterator[Span]:
    """What has its last day so many days after `day`."""
    last = day + timedelta(days=left)
    if step.due:
        if span := came_in(step.due, last, day):
            yield Span(last, *span, year.territory)
        return
    for variant, before in _times(year, step):
        if variant.occurrence.last_day == last:
            since = max(before + timedelta(days=1), day - timedelta(days=_MEMORY))
            yield Span(last, since, day, variant.territory, variant.first)


def begun(year: YearOfDuties, step: NextStep, since: date) -> Iterator[Span]:
    """The last days of what began on one day, by where it is."""
    if step.due:
        yield Span(step.due.last_day(since), since, since, year.territory)
        return
    for variant, before in _times(year, step):
        if before < since <= variant.occurrence.last_day:
            yield Span(variant.occurrence.last_day, since, since, variant.territory, variant.first)


def _times(year: YearOfDuties, step: NextStep) -> Iterator[tuple[Variant, date]]:
    """Each time of the duty behind a step, and the last day of the time before."""
    days = sorted(o.last_day for o in year.planned if o.duty.id in step.duties)
    planned = {o.key: o.last_day for o in year.planned if o.duty.id in step.duties}
    for variant in year.variants:
        if variant.occurrence.duty.id in step.duties:
            yield variant, max((d for d in days if d < planned[variant.occurrence.key]), default=_LONG_AGO)


@lru_cache(maxsize=1 << 14)
def came_in(due: Due, last_day: date, today: date) -> tuple[date, date] | None:
    """First and last of the days up to today on which something must have begun for `last_day` to be its last."""
    days = [d for n in range(_MEMORY) if _last_day(due, d := today - timedelta(days=n)) == last_day]
    return (days[-1], days[0]) if days else None


@lru_cache(maxsize=4 * _MEMORY)
def _last_day(due: Due, since: date) -> date:
    """The same days are asked for again on each day of the year."""
    return due.last_day(since)
