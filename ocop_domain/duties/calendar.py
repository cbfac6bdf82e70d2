"""The dated occurrences of duties: what a year really asks for, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from ocop_domain.duties.model import Duty, DutyKind, Occurrence, Recurrence
from ocop_domain.working_days import add_working_days, working_day_before

ONCE = "once"
LEAD = 30
"""Days before the last day from which a duty without a first day is shown as open."""
REPORT_LEAD = 14
"""A report is written at the end of its period, so it opens late."""

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "nine_months": 9, "year": 12}


def occurrences(duties: Iterable[Duty], valid_from: date, valid_to: date) -> list[Occurrence]:
    """Every dated occurrence within the validity, by last day; duties without dates have none."""
    found = [o for duty in duties for o in _of(duty, valid_from, valid_to)]
    return sorted(found, key=lambda o: (o.last_day, o.opens, o.duty.id))


def dated(occurrence: Occurrence, last_day: date) -> Occurrence:
    """The same occurrence with another last day: somebody moved the date."""
    opens = min(occurrence.opens, last_day)
    return replace(occurrence, opens=opens, last_day=last_day, announced=_announced(opens, last_day))


def _announced(opens: date, last_day: date) -> date:
    """The last working day in time, if there is one since the duty opened."""
    day = working_day_before(last_day)
    return day if day >= opens else last_day


def _of(duty: Duty, valid_from: date, valid_to: date) -> Iterator[Occurrence]:
    if duty.recurs is None:
        if duty.due and not duty.after:
            yield _made(duty, ONCE, duty.opens or max(valid_from, duty.due - timedelta(days=LEAD)), duty.due)
        return
    first, last = duty.opens or valid_from, duty.due or valid_to
    windows = _yearly(duty.recurs, first, last) if duty.recurs.yearly else _periods(duty.recurs, first, last)
    for id_, opens, last_day in windows:
        yield _made(duty, id_, opens, last_day)


def _made(duty: Duty, id_: str, opens: date, last_day: date) -> Occurrence:
    opens = min(opens, last_day)
    if duty.kind is DutyKind.REPORT:
        opens = max(opens, last_day - timedelta(days=REPORT_LEAD))
    return Occurrence(duty, id_, opens, last_day, _announced(opens, last_day))


def _yearly(recurs: Recurrence, first: date, last: date) -> Iterator[tuple[str, date, date]]:
    for year in range(first.year - 1, last.year + 1):
        for id_, opens_on, due_on in recurs.yearly:
            opens, due = _opens(recurs, year, opens_on), _ends(recurs, id_, year, due_on)
            if due < opens:
                due = _ends(recurs, id_, year + 1, due_on)
            if first <= due <= last:
                yield f"{due.year}-{id_}", max(opens, first), due


def _opens(recurs: Recurrence, year: int, opens_on: str) -> date:
    """The first day of a window; one that follows another begins right after it, also where that ends earlier."""
    opens = _in_year(year, opens_on)
    for id_, _, due_on in recurs.yearly:
        if _in_year(year, due_on) + timedelta(days=1) == opens:
            return _ends(recurs, id_, year, due_on) + timedelta(days=1)
    return opens


def _ends(recurs: Recurrence, window: str, year: int, due_on: str) -> date:
    """The last day of a window: as declared, or earlier where working days would not be enough."""
    due = _in_year(year, due_on)
    for id_, before, days in recurs.in_time:
        if id_ == window:
            limit = _in_year(year, before)
            while add_working_days(due, days) >= limit:
                due -= timedelta(days=1)
    return due


def _in_year(year: int, month_day: str) -> date:
    """29 February is the 28th where the year has none."""
    month, day = map(int, month_day.split("-"))
    return min(date(year, month, 1) + timedelta(days=day - 1), _month_end(year, month))


def _periods(recurs: Recurrence, first: date, last: date) -> Iterator[tuple[str, date, date]]:
    for id_, begin, end in _all_periods(recurs.every, first, last):
        if recurs.before_day:
            end = date(end.year, end.month, recurs.before_day) - timedelta(days=1)  # noqa: PLW2901
        if end >= first and begin <= last:
            yield id_, max(begin, first), min(end, last)


def _all_periods(every: str, first: date, last: date) -> Iterator[tuple[str, date, date]]:
    """Whole calendar periods that touch the span: id, first day, last day."""
    if every == "week":
        monday = first - timedelta(days=first.weekday())
        while monday <= last:
            year, week, _ = monday.isocalendar()
            yield f"{year}-w{week:02}", monday, monday + timedelta(days=6)
            monday += timedelta(days=7)
    elif months := _MONTHS.get(every):
        for year in range(first.year, last.year + 1):
            # Nine months are reported once a year, from January to September.
            for begin in range(1, 2 if every == "nine_months" else 13, months):
                yield _period_id(every, year, begin), date(year, begin, 1), _month_end(year, begin + months - 1)


def _period_id(every: str, year: int, begin: int) -> str:
    return {
        "month": f"{year}-{begin:02}",
        "quarter": f"{year}-q{begin // 3 + 1}",
        "half_year": f"{year}-h{begin // 6 + 1}",
        "nine_months": f"{year}-9m",
        "year": f"{year}",
    }[every]


def _month_end(year: int, month: int) -> date:
    return (date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)
