"""The dated occurrences of duties: what a year really asks for, day by day."""

from __future__ import annotations

import re
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

_BEGUN_ID = re.compile(r"s(?P<since>\d{6})-(?P<last>(?:\d{6})?)-(?P<mark>[a-z0-9]{1,12})")
"""The days stand in the id: who has only the id, a reminder or a button, knows the dates."""
_YEAR = 365
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "nine_months": 9, "year": 12}


def occurrences(duties: Iterable[Duty], valid_from: date, valid_to: date) -> list[Occurrence]:
    """Every occurrence within the validity, by last day; what begins by something that happens has none."""
    known = tuple(duties)
    found = [o for duty in known for o in _of(duty, valid_from, valid_to)]
    found += [o for duty in known if duty.before_rounds for o in _before_rounds(duty, tuple(found))]
    return sorted(found, key=lambda o: (o.last_day, o.opens, o.duty.id))


def dated(occurrence: Occurrence, last_day: date) -> Occurrence:
    """The same occurrence with another last day: somebody moved the date."""
    opens = min(occurrence.opens, last_day)
    return replace(occurrence, opens=opens, last_day=last_day, announced=_announced(opens, last_day))


def _announced(opens: date, last_day: date) -> date:
    """The last working day in time, if there is one since the duty opened."""
    day = working_day_before(last_day)
    return day if day >= opens else last_day


def started(duty: Duty, since: date, mark: str) -> Occurrence:
    """A duty that began by something that happened on a day; `mark` tells this time from others."""
    return _between(duty, since, last_after(duty, since), mark)


def asked_for(duty: Duty, since: date, last_day: date, mark: str) -> Occurrence:
    """A duty that somebody asked for, with the last day that they named."""
    return _between(duty, since, last_day, mark)


def _between(duty: Duty, since: date, last_day: date | None, mark: str) -> Occurrence:
    last = f"{last_day:%y%m%d}" if last_day else ""
    found = begun(duty, f"s{since:%y%m%d}-{last}-{mark}")
    assert found, "an id that was just made is read"
    return found


def last_after(duty: Duty, since: date) -> date | None:
    """The last day that is counted from the day on which something happened; None where the plan counts no days."""
    if duty.working_days_after:
        return add_working_days(since, duty.working_days_after)
    if duty.days_after % _YEAR == 0 and duty.days_after:  # "next year" is the same day, whatever February does
        return _in_year(since.year + duty.days_after // _YEAR, f"{since:%m-%d}")
    return since + timedelta(days=duty.days_after) if duty.days_after else None


def begun(duty: Duty, occurrence: str) -> Occurrence | None:
    """The occurrence of a duty that began by something that happened, from its id alone; None for others."""
    match = _BEGUN_ID.fullmatch(occurrence)
    if match is None:
        return None
    try:
        since, last = _day(match["since"]), _day(match["last"]) if match["last"] else None
    except ValueError:
        return None
    if last is None:
        end = date(since.year, 12, 31)
        return Occurrence(duty, occurrence, since, end, end, undated=True)
    return Occurrence(duty, occurrence, since, last, _announced(since, last))


def _day(text: str) -> date:
    return date.fromisoformat(f"20{text[:2]}-{text[2:4]}-{text[4:]}")


def _before_rounds(duty: Duty, found: Iterable[Occurrence]) -> Iterator[Occurrence]:
    """Once before each round: until the day before it begins."""
    for round_ in found:
        if round_.duty.id in duty.before_rounds:
            last = round_.opens - timedelta(days=1)
            number = duty.before_rounds.index(round_.duty.id) + 1
            yield _made(duty, f"r{number}" if round_.id == ONCE else round_.id, last - timedelta(days=LEAD), last)


def _undated(duty: Duty, first: date, last: date) -> Iterator[Occurrence]:
    """It stands open in each year: nobody names a day."""
    for year in range(first.year, last.year + 1):
        opens, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        if duty.opens and duty.opens.year == year:
            opens = max(opens, duty.opens)
        if duty.due and end > duty.due:
            end = duty.due
        if opens <= end:
            yield Occurrence(duty, f"{year}", opens, end, end, undated=True)


def _of(duty: Duty, valid_from: date, valid_to: date) -> Iterator[Occurrence]:
    if duty.undated:
        yield from _undated(duty, valid_from, valid_to)
        return
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
