"""Working days: the official calendars of 2019 to 2028, swapped Saturdays, and what counting must keep."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from support.each import each

from ocop_domain.data import read_yaml
from ocop_domain.working_days import add_working_days, is_holiday, is_working_day, working_day_before

DAYS = st.dates(date(2019, 1, 1), date(2028, 12, 31))

# Weekdays off (month, day), written down from the announcements, not from the code.
OFF = {
    2019: "1/1 4/2 5/2 6/2 7/2 8/2 15/4 29/4 30/4 1/5 2/9",
    2020: "1/1 23/1 24/1 27/1 28/1 29/1 2/4 30/4 1/5 2/9",
    2021: "1/1 10/2 11/2 12/2 15/2 16/2 21/4 30/4 3/5 2/9 3/9",
    2022: "3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9",
    2023: "2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9",
    2024: "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9",
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
    2027: "1/1 4/2 5/2 8/2 9/2 10/2 16/4 30/4 3/5 2/9 3/9 24/11",
    2028: "3/1 24/1 25/1 26/1 27/1 28/1 4/4 1/5 2/5 1/9 4/9 24/11",  # by the Labour Code: not announced yet
}
# Weekend days worked in exchange.
WORKED = {2019: "5/1 4/5", 2024: "4/5", 2025: "26/4", 2026: "10/1 22/8"}
# The holidays that fell on a weekend in the two years the demonstrations play in; made up on the weekdays above.
AT_A_WEEKEND = {2022: "1/1 10/4 30/4 1/5", 2027: "6/2 7/2 1/5"}
# Tết and 10/3 âm lịch, reckoned from new moons and solar terms at UTC+7.
LUNAR = {
    2019: "5/2 14/4",
    2020: "25/1 2/4",
    2021: "12/2 21/4",
    2022: "1/2 10/4",
    2023: "22/1 29/4",
    2024: "10/2 18/4",
    2025: "29/1 7/4",
    2026: "17/2 26/4",
    2027: "6/2 16/4",
    2028: "26/1 4/4",
}


def days_of(year: int, text: str) -> list[date]:
    pairs = (day.split("/") for day in text.split())
    return [date(year, int(month), int(day)) for day, month in pairs]


def whole_year(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@each("year", OFF)
def test_every_day_of_the_year_is_as_announced(year: int) -> None:
    weekdays_off = [day for day in whole_year(year) if day.weekday() < 5 and not is_working_day(day)]
    weekends_worked = [day for day in whole_year(year) if day.weekday() >= 5 and is_working_day(day)]
    assert weekdays_off == days_of(year, OFF[year])
    assert weekends_worked == days_of(year, WORKED.get(year, ""))


@each("year", AT_A_WEEKEND)
def test_holidays_are_the_days_off_and_those_at_a_weekend_but_no_ordinary_weekend(year: int) -> None:
    named = days_of(year, OFF[year]) + days_of(year, AT_A_WEEKEND[year])
    assert [day for day in whole_year(year) if is_holiday(day)] == sorted(named)


@each("year", LUNAR)
def test_lunar_holidays_fall_where_the_moon_says(year: int) -> None:
    tet, hung_kings = days_of(year, LUNAR[year])
    assert is_holiday(hung_kings)
    # 1 to 3 Tết are off in every choice the Prime Minister has, and so is the eve.
    assert all(is_holiday(tet + timedelta(days=n)) for n in range(-1, 3))


@each(
    ("off", "worked"),
    [
        (date(2018, 12, 31), date(2019, 1, 5)),
        (date(2019, 4, 29), date(2019, 5, 4)),
        (date(2024, 4, 29), date(2024, 5, 4)),
        (date(2025, 5, 2), date(2025, 4, 26)),
        (date(2026, 1, 2), date(2026, 1, 10)),
        (date(2026, 8, 31), date(2026, 8, 22)),
    ],
)
def test_a_swap_takes_a_weekday_and_gives_a_saturday(off: date, worked: date) -> None:
    assert (off.weekday() < 5, worked.weekday()) == (True, 5)
    assert is_holiday(off)
    assert not is_working_day(off)
    assert is_working_day(worked)
    assert not is_holiday(worked)
    assert not is_working_day(worked + timedelta(days=1)), "the Sunday after stays free"


def test_a_swap_that_was_only_proposed_does_not_hold() -> None:
    assert is_working_day(date(2026, 11, 23))
    assert not is_working_day(date(2026, 11, 28))


def test_corrections_stand_under_their_year_and_change_something() -> None:
    table = read_yaml("working_days.yaml")
    for year, days in [*table["days_off"].items(), *table["days_worked"].items()]:
        assert {day.year for day in days} == {year}
        assert year in table["source"]
    assert all(day.weekday() < 5 for days in table["days_off"].values() for day in days)
    assert all(day.weekday() >= 5 for days in table["days_worked"].values() for day in days)
    announced = OFF.keys() - {2028}
    assert announced == set(table["source"])


# Counting


@each(
    ("start", "days", "end"),
    [
        (date(2022, 2, 14), 1, date(2022, 2, 15)),  # Monday to Tuesday
        (date(2022, 2, 11), 1, date(2022, 2, 14)),  # Friday to Monday
        (date(2022, 2, 12), 1, date(2022, 2, 14)),  # Saturday to Monday
        (date(2022, 2, 14), 15, date(2022, 3, 7)),
        (date(2022, 1, 28), 1, date(2022, 2, 7)),  # over Tết Nhâm Dần: 31/01 to 04/02
        (date(2022, 1, 28), 15, date(2022, 2, 25)),
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # over Tết Bính Ngọ: 16 to 20/02
        (date(2027, 2, 3), 1, date(2027, 2, 11)),  # over Tết Đinh Mùi: 04 to 10/02
        (date(2022, 4, 8), 1, date(2022, 4, 12)),  # Giỗ Tổ on a Sunday is made up on Monday
        (date(2022, 4, 29), 1, date(2022, 5, 4)),  # 30/4 and 1/5 at a weekend
        (date(2024, 5, 3), 1, date(2024, 5, 4)),  # a Saturday worked for 29/4
        (date(2026, 1, 9), 2, date(2026, 1, 12)),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(start: date, days: int, end: date) -> None:
    assert add_working_days(start, days) == end


@each(
    ("day", "before"),
    [
        (date(2022, 2, 15), date(2022, 2, 15)),  # a working day is its own
        (date(2022, 2, 6), date(2022, 1, 28)),  # the Sunday after Tết
        (date(2022, 5, 3), date(2022, 4, 29)),
        (date(2022, 12, 31), date(2022, 12, 30)),  # a Saturday
        (date(2027, 2, 10), date(2027, 2, 3)),
        (date(2027, 1, 1), date(2026, 12, 31)),  # into the year before
        (date(2024, 5, 5), date(2024, 5, 4)),  # a Saturday worked
    ],
)
def test_the_working_day_before_a_day_off(day: date, before: date) -> None:
    assert working_day_before(day) == before


@given(DAYS)
def test_the_working_day_before_is_the_latest_one(day: date) -> None:
    before = working_day_before(day)
    assert before <= day
    assert is_working_day(before)
    assert not any(is_working_day(before + timedelta(days=n)) for n in range(1, (day - before).days + 1))


@given(DAYS, st.integers(1, 40))
def test_the_last_day_is_a_working_day_with_so_many_of_them_in_between(start: date, days: int) -> None:
    end = add_working_days(start, days)
    assert is_working_day(end)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert sum(map(is_working_day, between)) == days


@given(DAYS, st.integers(1, 40))
def test_one_working_day_back_from_the_last_is_the_one_before(start: date, days: int) -> None:
    back = working_day_before(add_working_days(start, days) - timedelta(days=1))
    assert back == (add_working_days(start, days - 1) if days > 1 else working_day_before(start))


@given(DAYS, st.integers(0, 20), st.integers(0, 20))
def test_counting_on_is_counting_in_one_go(start: date, first: int, then: int) -> None:
    assert add_working_days(add_working_days(start, first), then) == add_working_days(start, first + then)


@given(DAYS)
def test_a_holiday_is_no_working_day_and_what_is_neither_is_a_weekend(day: date) -> None:
    assert not (is_holiday(day) and is_working_day(day))
    assert is_holiday(day) or is_working_day(day) or day.weekday() >= 5


def test_no_break_is_longer_than_nine_days() -> None:
    working = [day for year in OFF for day in whole_year(year) if is_working_day(day)]
    assert max((after - day).days - 1 for day, after in pairwise(working)) == 9
