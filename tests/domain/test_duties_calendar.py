"""Occurrences: what the duties of a programme ask for, day by day."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from support.each import each

from ocop_domain.duties.calendar import LEAD, REPORT_LEAD, asked_for, begun, dated, occurrences, started
from ocop_domain.duties.model import Duty, DutyKind, Occurrence, Recurrence, Starts
from ocop_domain.law import laws
from ocop_domain.programme_files import all_programmes, load_programme
from ocop_domain.working_days import is_working_day, working_day_before

BEGINS, ENDS = date(2022, 1, 1), date(2022, 12, 31)


def duty(recurs: Recurrence | None = None, **changes: object) -> Duty:
    fields: dict[str, object] = {
        "id": "d",
        "step": 0,
        "kind": DutyKind.WINDOW,
        "title": "Làm một việc",
        "role": "district_staff",
        "level": "district",
        "source": "I",
        "recurs": recurs,
    }
    return Duty(**(fields | changes))  # type: ignore[arg-type]


def told(one: Duty, first: date = BEGINS, last: date = ENDS) -> list[str]:
    """Each occurrence as "id: first day … last day"."""
    return [f"{o.id}: {o.opens} … {o.last_day}" for o in occurrences([one], first, last)]


def only(one: Duty, first: date = BEGINS, last: date = ENDS) -> Occurrence:
    (found,) = occurrences([one], first, last)
    return found


# A single time


def test_a_duty_that_comes_once_has_one_occurrence() -> None:
    assert told(duty(opens=date(2022, 2, 1), due=date(2022, 3, 31))) == ["once: 2022-02-01 … 2022-03-31"]


def test_without_a_first_day_it_opens_thirty_days_before_but_not_before_the_programme() -> None:
    assert LEAD == 30
    assert told(duty(due=date(2022, 6, 29))) == ["once: 2022-05-30 … 2022-06-29"]
    assert told(duty(due=date(2022, 1, 10))) == ["once: 2022-01-01 … 2022-01-10"]


def test_a_target_beyond_the_programme_is_kept() -> None:
    assert told(duty(opens=date(2025, 1, 1), due=date(2027, 12, 31))) == ["once: 2025-01-01 … 2027-12-31"]


@each(
    ("one", "opens"),
    [
        (duty(), "01-01"),
        (duty(opens=date(2022, 2, 1)), "02-01"),
        (duty(kind=DutyKind.EVENT, after="Có quyết định của cấp trên"), "01-01"),
        (duty(Recurrence("always"), opens=BEGINS, due=ENDS), "01-01"),
        (duty(Recurrence("unspecified")), "01-01"),
        (duty(Recurrence("on_demand")), "01-01"),
    ],
)
def test_what_names_no_day_stands_open_for_the_year_and_says_so(one: Duty, opens: str) -> None:
    assert told(one) == [f"2022: 2022-{opens} … 2022-12-31"]
    assert all(o.undated for o in occurrences([one], BEGINS, ENDS))


def test_what_begins_by_an_act_has_no_occurrence_of_its_own() -> None:
    event = duty(kind=DutyKind.EVENT, after="Có kết quả không chọn", days_after=7, starts=Starts.IDEA_REFUSED)
    assert told(event) == []


def test_what_began_by_an_act_has_its_days_in_its_id() -> None:
    week = duty(kind=DutyKind.EVENT, after="Có kết quả", days_after=7, starts=Starts.IDEA_REFUSED)
    year = replace(week, days_after=365)
    checks = replace(week, days_after=0, working_days_after=15)
    free = replace(week, days_after=0)
    made = [started(one, date(2024, 3, 1), "ab12") for one in (week, year, checks, free)]
    assert [f"{o.id} {o.opens} {o.last_day}{' undated' * o.undated}" for o in made] == [
        "s240301-240308-ab12 2024-03-01 2024-03-08",
        "s240301-250301-ab12 2024-03-01 2025-03-01",
        "s240301-240322-ab12 2024-03-01 2024-03-22",
        "s240301--ab12 2024-03-01 2024-12-31 undated",
    ]
    assert [begun(o.duty, o.id) for o in made] == made
    assert asked_for(week, date(2022, 6, 1), date(2022, 6, 9), "1").last_day == date(2022, 6, 9)
    assert [begun(week, id_) for id_ in ("once", "2022-w17", "s229901--a", "s240301-240399-x", "")] == [None] * 5


def test_what_is_to_be_done_before_a_round_ends_the_day_before_each() -> None:
    rounds = [
        replace(duty(kind=DutyKind.ROUND, opens=date(2022, month, 1), due=date(2022, month, 28)), id=f"r{month}")
        for month in (6, 9)
    ]
    plan = replace(duty(kind=DutyKind.EVENT, after="Trước mỗi đợt", before_rounds=("r6", "r9")), id="plan")
    found = [o for o in occurrences([plan, *rounds], BEGINS, ENDS) if o.duty.id == "plan"]
    assert [(o.id, o.opens, o.last_day) for o in found] == [
        ("r1", date(2022, 5, 1), date(2022, 5, 31)),
        ("r2", date(2022, 8, 1), date(2022, 8, 31)),
    ]


# Periods


def test_weeks_go_from_monday_to_sunday_and_are_cut_at_both_ends() -> None:
    weekly = duty(Recurrence("week"), opens=date(2022, 5, 1), due=date(2022, 5, 17))
    assert told(weekly) == [
        "2022-w17: 2022-05-01 … 2022-05-01",
        "2022-w18: 2022-05-02 … 2022-05-08",
        "2022-w19: 2022-05-09 … 2022-05-15",
        "2022-w20: 2022-05-16 … 2022-05-17",
    ]


def test_weeks_over_new_year_are_called_by_their_iso_year() -> None:
    weekly = duty(Recurrence("week"))
    assert told(weekly, date(2020, 12, 28), date(2021, 1, 10)) == [
        "2020-w53: 2020-12-28 … 2021-01-03",
        "2021-w01: 2021-01-04 … 2021-01-10",
    ]


def test_months_end_on_their_own_last_day_also_in_a_leap_year() -> None:
    monthly = duty(Recurrence("month"))
    ends = [o.last_day.day for o in occurrences([monthly], date(2024, 1, 1), date(2024, 12, 31))]
    assert ends == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert [line.partition(":")[0] for line in told(monthly)][::11] == ["2022-01", "2022-12"]


@each(
    ("every", "expected"),
    [
        (
            "quarter",
            [
                "2022-q1: 2022-01-01 … 2022-03-31",
                "2022-q2: 2022-04-01 … 2022-06-30",
                "2022-q3: 2022-07-01 … 2022-09-30",
                "2022-q4: 2022-10-01 … 2022-12-31",
            ],
        ),
        ("half_year", ["2022-h1: 2022-01-01 … 2022-06-30", "2022-h2: 2022-07-01 … 2022-12-31"]),
        ("nine_months", ["2022-9m: 2022-01-01 … 2022-09-30"]),
        ("year", ["2022: 2022-01-01 … 2022-12-31"]),
    ],
)
def test_longer_periods(every: str, expected: list[str]) -> None:
    assert told(duty(Recurrence(every))) == expected


def test_times_in_a_period_stay_one_occurrence() -> None:
    twice = duty(Recurrence("month", times=2), opens=date(2022, 5, 1), due=date(2022, 6, 30))
    assert told(twice) == ["2022-05: 2022-05-01 … 2022-05-31", "2022-06: 2022-06-01 … 2022-06-30"]


def test_first_and_last_day_bound_the_recurrence() -> None:
    until_june = duty(Recurrence("half_year"), due=date(2022, 6, 30))
    assert told(until_june) == ["2022-h1: 2022-01-01 … 2022-06-30"]
    spring = duty(Recurrence("quarter"), opens=date(2022, 2, 15), due=date(2022, 5, 10))
    assert told(spring) == ["2022-q1: 2022-02-15 … 2022-03-31", "2022-q2: 2022-04-01 … 2022-05-10"]


def test_several_years_have_their_own_ids() -> None:
    yearly = duty(Recurrence("year"), due=date(2025, 12, 31))
    ids = [line.partition(":")[0] for line in told(yearly, date(2021, 1, 1), date(2025, 12, 31))]
    assert ids == ["2021", "2022", "2023", "2024", "2025"]


def test_before_the_25th_of_the_last_month_means_the_24th() -> None:
    quarterly = duty(Recurrence("quarter", before_day=25), opens=date(2020, 4, 1))
    assert told(quarterly, date(2020, 1, 1), date(2020, 12, 31)) == [
        "2020-q2: 2020-04-01 … 2020-06-24",
        "2020-q3: 2020-07-01 … 2020-09-24",
        "2020-q4: 2020-10-01 … 2020-12-24",
    ]
    late = duty(Recurrence("month", before_day=25), opens=date(2022, 5, 25), due=date(2022, 6, 30))
    assert told(late) == ["2022-06: 2022-06-01 … 2022-06-24"], "May's day had passed when the recurrence began"


def test_the_reports_of_khanh_hoa_are_due_before_the_25th_of_the_last_month_of_the_quarter() -> None:
    found = [o for o in load_programme("khanhhoa-2020").occurrences if o.duty.id == "kh20-r-q2"]
    assert [(o.id, o.last_day) for o in found] == [
        ("2020-q2", date(2020, 6, 24)),
        ("2020-q3", date(2020, 9, 24)),
        ("2020-q4", date(2020, 12, 24)),
    ]


# Windows that come each year


def test_yearly_windows_come_each_year_and_are_called_by_the_year_in_which_they_end() -> None:
    rounds = duty(Recurrence(yearly=(("1", "04-30", "06-29"), ("2", "10-30", "12-29"))))
    assert told(rounds, date(2026, 5, 22), date(2027, 12, 31)) == [
        "2026-1: 2026-05-22 … 2026-06-29",
        "2026-2: 2026-10-30 … 2026-12-29",
        "2027-1: 2027-04-30 … 2027-06-29",
        "2027-2: 2027-10-30 … 2027-12-29",
    ]


def test_a_window_over_new_year_belongs_to_the_year_of_its_end() -> None:
    submission = duty(Recurrence(yearly=(("1", "10-09", "04-07"), ("2", "04-08", "10-08"))))
    assert told(submission, date(2026, 5, 22), date(2027, 12, 31)) == [
        "2026-2: 2026-05-22 … 2026-10-08",
        "2027-1: 2026-10-09 … 2027-04-07",
        "2027-2: 2027-04-08 … 2027-10-08",
    ]


def test_a_window_that_was_open_when_the_programme_began_is_there_from_its_first_day() -> None:
    window = duty(Recurrence(yearly=(("1", "10-30", "04-29"),)))
    assert told(window) == ["2022-1: 2022-01-01 … 2022-04-29"]


def test_a_window_that_would_end_after_the_last_day_is_left_out() -> None:
    window = duty(Recurrence(yearly=(("1", "12-01", "12-31"),)), opens=date(2022, 12, 1), due=date(2024, 12, 31))
    assert [line.partition(":")[0] for line in told(window, date(2021, 1, 1), date(2025, 12, 31))] == [
        "2022-1",
        "2023-1",
        "2024-1",
    ]


def test_the_29th_of_february_is_the_28th_where_there_is_none() -> None:
    window = duty(Recurrence(yearly=(("1", "02-01", "02-29"),)))
    assert told(window, date(2023, 1, 1), date(2024, 12, 31)) == [
        "2023-1: 2023-02-01 … 2023-02-28",
        "2024-1: 2024-02-01 … 2024-02-29",
    ]


# What is announced


@each(
    ("last_day", "announced"),
    [
        (date(2022, 3, 31), date(2022, 3, 31)),  # a Thursday
        (date(2022, 7, 31), date(2022, 7, 29)),  # a Sunday
        (date(2022, 4, 30), date(2022, 4, 29)),  # a Saturday and Reunification Day
        (date(2022, 5, 3), date(2022, 4, 29)),  # days off in exchange for 30/4 and 1/5
        (date(2022, 2, 4), date(2022, 1, 28)),  # Tết Nhâm Dần
        (date(2022, 4, 11), date(2022, 4, 8)),  # a Monday off for the Hùng kings' day
    ],
)
def test_on_days_off_the_working_day_before_is_announced(last_day: date, announced: date) -> None:
    assert only(duty(opens=date(2022, 1, 1), due=last_day)).announced == announced


def test_what_opened_only_after_the_last_working_day_is_announced_as_it_stands() -> None:
    assert only(duty(opens=date(2022, 4, 30), due=date(2022, 5, 3))).announced == date(2022, 5, 3)


# Reports


def test_a_report_opens_two_weeks_before_its_last_day() -> None:
    assert REPORT_LEAD == 14
    monthly = duty(Recurrence("month"), kind=DutyKind.REPORT, opens=date(2022, 2, 1), due=date(2022, 3, 31))
    assert told(monthly) == ["2022-02: 2022-02-14 … 2022-02-28", "2022-03: 2022-03-17 … 2022-03-31"]
    assert told(duty(kind=DutyKind.REPORT, opens=date(2022, 3, 25), due=date(2022, 3, 31))) == [
        "once: 2022-03-25 … 2022-03-31"
    ]


# A date that was moved


def test_a_moved_date_changes_the_last_day_and_what_is_announced() -> None:
    before = only(duty(opens=date(2022, 2, 1), due=date(2022, 3, 31)))
    after = dated(before, date(2022, 4, 30))
    assert (after.opens, after.last_day, after.announced) == (date(2022, 2, 1), date(2022, 4, 30), date(2022, 4, 29))
    assert after.key == before.key
    earlier = dated(before, date(2022, 1, 20))
    assert (earlier.opens, earlier.last_day) == (date(2022, 1, 20), date(2022, 1, 20))


# Whatever the duty

EVERY = ("week", "month", "quarter", "half_year", "nine_months", "year", "always", "on_demand", "unspecified")
MONTH_DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda d: d.strftime("%m-%d"))
WINDOWS = st.lists(st.tuples(MONTH_DAYS, MONTH_DAYS), min_size=1, max_size=3).map(
    lambda pairs: tuple((str(n), opens, due) for n, (opens, due) in enumerate(pairs, 1))
)
RECURS = st.one_of(
    st.none(),
    st.builds(
        Recurrence,
        every=st.sampled_from(EVERY[1:]),
        times=st.integers(1, 4),
        before_day=st.sampled_from((0, 0, 1, 15, 25, 28)),
    ),
    st.just(Recurrence("week")),
    st.builds(Recurrence, yearly=WINDOWS),
)
DAYS = st.dates(date(2019, 6, 1), date(2029, 6, 1))


@st.composite
def duties(draw: st.DrawFn) -> Duty:
    opens, due = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if opens and due and opens > due:
        opens, due = due, opens
    return duty(draw(RECURS), kind=draw(st.sampled_from(DutyKind)), opens=opens, due=due)


@given(duties(), st.dates(date(2020, 1, 1), date(2024, 12, 31)), st.integers(0, 1500))
def test_occurrences_are_in_order_unique_and_within_their_bounds(one: Duty, first: date, days: int) -> None:
    last = first + timedelta(days=days)
    found = occurrences([one], first, last)
    assert all(n == 1 for n in Counter(o.id for o in found).values())
    assert [o.last_day for o in found] == sorted(o.last_day for o in found)
    for o in found:
        assert o.opens <= o.announced <= o.last_day
        if o.undated:
            assert o.id == f"{o.opens.year}"
            continue
        assert is_working_day(o.announced) or o.announced == o.last_day
        assert not any(
            is_working_day(o.announced + timedelta(days=n + 1)) for n in range((o.last_day - o.announced).days)
        )
        assert o.announced == o.last_day or o.announced == working_day_before(o.last_day)
        if one.kind is DutyKind.REPORT:
            assert (o.last_day - o.opens).days <= REPORT_LEAD
        if one.recurs:
            assert (one.opens or first) <= o.last_day <= (one.due or last)
            assert o.opens >= (one.opens or first)
        else:
            assert o.id == "once"
            assert o.last_day == one.due
    assert occurrences([one], first, last) == found


@given(st.sampled_from(("week", "month", "quarter", "half_year", "year")), DAYS, st.integers(0, 900))
def test_periods_follow_each_other_without_gap_or_overlap(every: str, first: date, days: int) -> None:
    last = first + timedelta(days=days)
    found = occurrences([duty(Recurrence(every))], first, last)
    assert found[0].opens == first
    assert found[-1].last_day == last
    assert all(b.opens == a.last_day + timedelta(days=1) for a, b in pairwise(found))


@given(DAYS, DAYS)
def test_a_date_moved_there_and_back_is_announced_as_before(due: date, elsewhere: date) -> None:
    before = only(duty(opens=date(2019, 1, 1), due=due))
    moved = dated(before, elsewhere)
    assert moved.opens <= moved.announced <= moved.last_day == elsewhere
    assert dated(moved, due) == before


@each("programme_id", all_programmes())
def test_every_programme_has_its_occurrences_by_last_day_each_once(programme_id: str) -> None:
    programme = load_programme(programme_id)
    found = programme.occurrences
    assert len({o.key for o in found}) == len(found)
    assert len(found) > 10 or programme.decision in {law.decision for law in laws()[:-1]}
    assert [o.last_day for o in found] == sorted(o.last_day for o in found)
    for o in found:
        assert o.opens <= o.announced <= o.last_day
        assert programme.duty(o.duty.id) is o.duty
        if o.duty.recurs:
            assert programme.valid_from <= o.last_day <= programme.valid_to, o.key
