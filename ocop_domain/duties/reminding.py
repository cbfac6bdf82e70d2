"""On which days somebody is reminded of one time of a duty: at most four, and never more than two days a week.

All that counts down, opens or is late leaves on Mondays and Thursdays, whatever the number of duties and programmes: so
nobody hears of the calendar more than twice a week. Only the last day is told on its own day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ocop_domain.duties.model import Duty, DutyKind, Occurrence
from ocop_domain.working_days import working_day_before

SLOTS = (0, 3)
"""Weekdays on which calendar reminders leave: Monday and Thursday."""
_TO_NEXT = tuple(timedelta(days=min((slot - weekday) % 7 for slot in SLOTS)) for weekday in range(7))
_TO_LAST = tuple(timedelta(days=min((weekday - slot) % 7 for slot in SLOTS)) for weekday in range(7))
"""How far each weekday is from the nearest such day ahead, and behind."""
MOST = 4
"""Reminders of one time of a duty."""
NEAR = 2
"""Reminders before a round begins: they count among the four."""
_WEEK, _SOON = 7, 3
"""Days before the last day that matter most, where not all can be told."""


_AFTER = timedelta(days=14)
"""How long after a last day something is still told."""


class ReminderMoment(StrEnum):
    """What a reminder of the calendar is about."""

    OPENS = "opens"
    BEFORE = "before"
    LAST = "last"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class ToldDay:
    """One reminder: on which day, and about what."""

    on: date
    moment: ReminderMoment


def is_near(occurrence: Occurrence, day: date) -> bool:
    """Whether anything can be told of an occurrence on a day: most days have nothing to do with it."""
    return occurrence.opens <= day <= occurrence.last_day + _AFTER


def slot_from(day: date) -> date:
    """The first day from this one on which calendar reminders leave."""
    return day + _TO_NEXT[day.weekday()]


def slot_until(day: date) -> date:
    """The last day up to this one on which calendar reminders leave."""
    return day - _TO_LAST[day.weekday()]


def followed(duty: Duty) -> bool:
    """Whether a duty is announced when it opens and followed up when it is late, or only remembered at its end."""
    return len(duty.remind) > 2 and not duty.informs


def in_digest(occurrence: Occurrence) -> bool:
    """Whether officials hear of it once a month with others of its kind, and nobody is ever late with it."""
    duty = occurrence.duty
    return duty.role != "producer" and (duty.informs or occurrence.undated)


def month_of(day: date) -> str:
    """How a month is called in keys: "2022-05"."""
    return f"{day:%Y-%m}"


def quiet_in(found: Iterable[Occurrence], month: str) -> tuple[Occurrence, ...]:
    """What officials hear of once in a month: of a duty that comes again in it the first time stands for all.

    What an agency leads is among it: whoever speaks for it hears of it by itself, the office of OCOP only here.
    """
    first: dict[tuple[str, str], Occurrence] = {}
    for one in found:
        apart = in_digest(one) or (bool(one.duty.agencies) and one.duty.role != "producer")
        if apart and month_of(one.opens) <= month <= month_of(one.last_day):
            first.setdefault((one.duty.programme, one.duty.id), one)
    return tuple(first.values())


def told_on(occurrence: Occurrence) -> tuple[ToldDay, ...]:
    """The reminders of one time of a duty, by day."""
    duty = occurrence.duty
    if occurrence.undated:
        # A task without a day is asked about once a year, until somebody says that it is done.
        standing = duty.kind is DutyKind.STANDING
        return (ToldDay(slot_from(occurrence.opens), ReminderMoment.OPENS),) if standing else ()
    if duty.informs:
        return ()
    first, last, late = _opening(occurrence), _last(occurrence), _late(occurrence)
    near = NEAR if duty.kind is DutyKind.ROUND else 0
    room = MOST - near - len(first) - len(last) - len(late)
    return (*first, *_before(occurrence, room), *last, *late)


def _opening(occurrence: Occurrence) -> tuple[ToldDay, ...]:
    on = slot_from(occurrence.opens)
    quiet = occurrence.duty.kind in {DutyKind.REPORT, DutyKind.ROUND} or not followed(occurrence.duty)
    return () if quiet or on >= occurrence.announced else (ToldDay(on, ReminderMoment.OPENS),)


def _last(occurrence: Occurrence) -> tuple[ToldDay, ...]:
    return (ToldDay(occurrence.announced, ReminderMoment.LAST),) if 0 in occurrence.duty.remind else ()


def _late(occurrence: Occurrence) -> tuple[ToldDay, ...]:
    if not followed(occurrence.duty) or occurrence.duty.missable:
        return ()
    return (ToldDay(slot_from(occurrence.last_day + timedelta(days=1)), ReminderMoment.LATE),)


def _before(occurrence: Occurrence, room: int) -> tuple[ToldDay, ...]:
    """As many as there is room for: one is told a week before, two long before and soon before."""
    opening = slot_from(occurrence.opens)
    days: dict[date, int] = {}
    for left in occurrence.duty.remind:
        on = slot_until(occurrence.announced - timedelta(days=left))
        if left and max(occurrence.opens, opening) <= on < occurrence.announced:
            days.setdefault(on, left)
    sooner = list(_sooner(occurrence))[:room]
    kept = _chosen(sorted(set(days).difference(sooner)), days, room - len(sooner))
    return tuple(ToldDay(on, ReminderMoment.BEFORE) for on in sorted({*kept, *sooner}))


def _sooner(occurrence: Occurrence) -> dict[date, date]:
    """The reminders of earlier days that another place of the plan prints, each with that day; the last one first."""
    found = {slot_until(working_day_before(day)): day for day in reversed(occurrence.duty.earlier_days)}
    return {on: day for on, day in found.items() if occurrence.opens <= on < occurrence.announced}


def earlier_day(occurrence: Occurrence, on: date) -> date | None:
    """The earlier day of the plan because of which something is told on this day; None where there is none."""
    return _sooner(occurrence).get(on)


def _chosen(found: list[date], left: dict[date, int], room: int) -> list[date]:
    if len(found) <= room:
        return found
    if room <= 0:
        return []
    if room == 1:
        return [min(found, key=lambda on: abs(left[on] - _WEEK))]
    soon = min(found[1:], key=lambda on: abs(left[on] - _SOON))
    return sorted({*found[: room - 1], soon})
