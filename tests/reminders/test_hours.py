"""When people may be written to: not at night, and not on holidays unless a date would pass."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st
from support.each import each

from bot.kit.clock import VIETNAM, day_of
from bot.kit.hours import MORNING, Hours
from ocop_domain.working_days import is_holiday

TET = date(2022, 1, 31)
"""The first of the five days off of Tết Nhâm Dần: 31/1 to 4/2, then a weekend that is none."""


def at(hour: int, minute: int = 0, day: date = date(2022, 2, 15)) -> datetime:
    """A moment in Vietnam, told in universal time as the assistant does."""
    return datetime.combine(day, time(hour, minute), VIETNAM).astimezone(UTC)


# Quiet hours


@each(
    ("hour", "minute", "quiet"),
    [
        (20, 59, False),
        (21, 0, True),
        (23, 59, True),
        (0, 0, True),
        (6, 29, True),
        (6, 30, False),
        (7, 30, False),
        (12, 0, False),
    ],
)
def test_the_night_is_quiet_over_midnight(hour: int, minute: int, quiet: bool) -> None:
    assert Hours().quiet(at(hour, minute)) is quiet


@each(("hour", "quiet"), [(11, False), (12, True), (13, True), (14, False), (0, False)])
def test_quiet_hours_may_lie_within_a_day(hour: int, quiet: bool) -> None:
    assert Hours(time(12), time(14)).quiet(at(hour)) is quiet


def test_equal_ends_are_no_quiet_hours() -> None:
    assert not any(Hours(time(8), time(8)).quiet(at(hour)) for hour in range(24))


def test_the_hours_are_vietnams_wherever_the_clock_stands() -> None:
    assert Hours().quiet(datetime(2022, 2, 15, 14, 0, tzinfo=UTC)), "nine in the evening in Hà Nội"
    assert not Hours().quiet(datetime(2022, 2, 15, 0, 0, tzinfo=UTC)), "seven in the morning in Hà Nội"


# The morning


def test_reminders_leave_at_half_past_seven() -> None:
    assert Hours().morning(date(2022, 2, 15)) == at(7, 30)


def test_where_the_morning_is_quiet_they_leave_when_the_quiet_hours_end() -> None:
    assert Hours(time(21), time(8, 15)).morning(date(2022, 2, 15)) == at(8, 15)
    assert Hours(time(7), time(9)).morning(date(2022, 2, 15)) == at(9)


# Holidays


@each(
    ("on", "last_day", "leaves"),
    [
        (date(2022, 2, 15), date(2022, 2, 28), date(2022, 2, 15)),  # a Tuesday
        (date(2022, 2, 19), date(2022, 2, 28), date(2022, 2, 19)),  # a Saturday is no holiday
        (TET, date(2022, 2, 28), date(2022, 2, 5)),  # after Tết
        (date(2022, 2, 4), date(2022, 2, 28), date(2022, 2, 5)),
        (TET, date(2022, 2, 5), date(2022, 2, 5)),  # still in time on the last day
        (TET, date(2022, 2, 4), TET),  # the date would pass: better in the holidays than too late
        (TET, TET, TET),
        (TET, date(2022, 1, 28), date(2022, 2, 5)),  # it has passed already: no hurry
        (date(2022, 4, 30), date(2022, 5, 31), date(2022, 5, 4)),  # 30/4, 1/5 and the days off for them
        (date(2022, 4, 30), date(2022, 5, 3), date(2022, 4, 30)),
        (date(2022, 9, 1), date(2022, 9, 15), date(2022, 9, 3)),
        (date(2021, 12, 31), date(2022, 2, 1), date(2021, 12, 31)),
        (date(2022, 1, 1), date(2022, 2, 1), date(2022, 1, 2)),  # a Saturday; the Monday off for it comes later
    ],
)
def test_a_reminder_waits_for_the_end_of_a_holiday_unless_the_date_would_pass(
    on: date, last_day: date, leaves: date
) -> None:
    assert Hours().leave(on, last_day) == at(7, 30, leaves)


DAYS = st.dates(date(2020, 1, 1), date(2027, 12, 31))
TIMES = st.times().map(lambda t: t.replace(second=0, microsecond=0))
NIGHTS = st.builds(Hours, TIMES, TIMES)


@given(DAYS, st.integers(-30, 60), NIGHTS)
def test_nothing_leaves_in_quiet_hours_too_early_or_on_a_holiday_without_need(
    on: date, ahead: int, hours: Hours
) -> None:
    last_day = on + timedelta(days=ahead)
    leaves = hours.leave(on, last_day)
    assert not hours.quiet(leaves)
    assert on <= day_of(leaves) <= on + timedelta(days=12)
    if on <= last_day:
        assert day_of(leaves) <= last_day
    if is_holiday(day_of(leaves)):
        assert day_of(leaves) == on <= last_day
    assert hours.leave(on, last_day) == leaves


@given(DAYS, st.integers(0, 23 * 60 + 59), NIGHTS)
def test_quiet_hours_end_and_begin_where_they_say(day: date, minute: int, hours: Hours) -> None:
    now = at(minute // 60, minute % 60, day)
    clock = now.astimezone(VIETNAM).time()
    if hours.quiet_from == hours.quiet_to:
        assert not hours.quiet(now)
    elif clock == hours.quiet_from:
        assert hours.quiet(now)
    elif clock == hours.quiet_to:
        assert not hours.quiet(now)
    assert hours.morning(day).time() in (MORNING, hours.quiet_to)
