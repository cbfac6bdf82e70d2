"""Working days of Vietnam's offices: Monday to Friday without public holidays, and Saturdays worked in exchange."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

import holidays

from ocop_domain.data import read_yaml

_DAY = timedelta(days=1)


class _Year(NamedTuple):
    off: frozenset[date]
    worked: frozenset[date]


@cache
def _corrections() -> tuple[dict[int, list[date]], dict[int, list[date]]]:
    table = read_yaml("working_days.yaml")
    return table["days_off"], table["days_worked"]


@cache
def _year(year: int) -> _Year:
    known = holidays.country_holidays("VN", years=year)
    days_off, days_worked = _corrections()
    # The package names swapped Saturdays of other years too; they are looked up by their own year.
    worked = {day for day in known.weekend_workdays if day.year == year} | set(days_worked.get(year, ()))
    return _Year((frozenset(known) | frozenset(days_off.get(year, ()))) - worked, frozenset(worked))


def is_holiday(day: date) -> bool:
    """Whether `day` is a public holiday, made up or swapped off; an ordinary weekend is none."""
    return day in _year(day.year).off


def is_working_day(day: date) -> bool:
    """Whether offices are open on `day`."""
    year = _year(day.year)
    return day in year.worked or (day.weekday() < 5 and day not in year.off)


def add_working_days(start: date, days: int) -> date:
    """The day on which the `days`-th working day after `start` falls."""
    day = start
    while days > 0:
        day += _DAY
        days -= is_working_day(day)
    return day


def working_day_before(day: date) -> date:
    """The latest working day on or before `day`."""
    while not is_working_day(day):
        day -= _DAY
    return day


@lru_cache(maxsize=4096)
def working_days_left(today: date, last_day: date) -> int:
    """How many working days there are after `today` up to `last_day`; what is over has passed that many (negative)."""
    if last_day < today:
        return -working_days_left(last_day, today)
    days = (last_day - today).days
    return sum(is_working_day(today + timedelta(days=n)) for n in range(1, days + 1))
