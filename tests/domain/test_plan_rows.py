"""Every dated row of the four plans is found in the calendar, once, with the dates that the plan prints."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from support.each import each

from ocop_domain.duties.model import Duty, DutyKind
from ocop_domain.law import laws
from ocop_domain.programme_files import all_programmes, load_programme

DATA = Path(__file__).parents[1] / "data"
COUNTS = {"camau-2022": 88, "camau-2021-2025": 67, "dakdoa-2022": 58, "khanhhoa-2020": 40}
KINDS = {"evaluation_round": "round"}
"""What the table calls otherwise than the files."""
EVERY = {
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "half_yearly": "half_year",
    "every_6_months": "half_year",
    "nine_months": "nine_months",
    "yearly": "year",
    "continuous": "always",
    "on_demand": "on_demand",
    "periodic_unspecified": "unspecified",
}

DATES = {
    "kh20-r-q2": "one duty of three rows: each quarter is an occurrence",
    "kh20-r-q3": "one duty of three rows: each quarter is an occurrence",
    "kh20-r-q4": "one duty of three rows: each quarter is an occurrence",
}
"""Rows whose printed dates do not stand in the duty itself, and why; each has a test of its own below."""

YEARLY = {
    "cm25-x-619": "VI.19 names no time; the cycle comes every year (Phụ lục 4)",
}
"""Rows without a time that we ask once a year."""

UNDATED = {
    "cm22-x-1": "II.1 says without a time what Phụ lục 1.I.2 says for the whole year",
    "cm22-x-44-guide": "II.4.4 names no month, Phụ lục 1.I.6 does",
    "dd22-x-11": "says without a time what the table says with one",
    "kh20-x-15": "V.15 names no time; it is the second step, in the second quarter",
}
"""Rows without dates that are said by a duty with dates."""

FREQUENCY = {
    "cm25-a1-1": "each year, but as a window: December",
    "dd22-r-bcd-year": "the year's report is the second of the two half-yearly ones",
    "cm22-a1-2": "all the time in the year 2022, so once in it at the least",
    "cm22-x-1": "all the time in the year 2022, so once in it at the least",
}
"""Rows that come again otherwise than their duty, and why."""


@dataclass(frozen=True)
class Row:
    programme: str
    row: str
    kind: str
    start: date | None
    end: date | None
    due: date | None
    due_rule: str
    freq: str
    count: int
    until: date | None

    @property
    def last(self) -> date | None:
        """The last day in time: "trước ngày 30/6" is the 29th."""
        printed = self.due or self.end
        return printed - timedelta(days=1) if printed and self.due_rule == "before" else printed


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows() -> Iterator[Row]:
    for programme in COUNTS:
        file = DATA / f"plan_rows_{programme.replace('-', '_')}.csv"
        with file.open(encoding="utf-8", newline="") as lines:
            for r in csv.DictReader(lines):
                days = (_day(r[name]) for name in ("start", "end", "due"))
                count = int(r["count"] or 1)
                yield Row(programme, r["row"], r["kind"], *days, r["due_rule"], r["freq"], count, _day(r["until"]))


ROWS = list(_rows())


def _by_row(programme: str) -> dict[str, list[Duty]]:
    found: dict[str, list[Duty]] = {}
    for duty in load_programme(programme).duties:
        for row in dict.fromkeys((duty.id, *duty.also)):
            found.setdefault(row, []).append(duty)
    return found


BY_ROW = {programme: _by_row(programme) for programme in COUNTS}


def duty_of(row: Row) -> Duty:
    (duty,) = BY_ROW[row.programme][row.row]
    return duty


def printed(row: Row) -> tuple[date | None, date | None]:
    """First and last day of the row as the programme's file has them."""
    duty = duty_of(row)
    if (own := duty.also.get(row.row)) is not None:
        return own.opens, own.due
    return duty.opens, duty.due


def test_the_four_plans_have_253_rows() -> None:
    assert Counter(row.programme for row in ROWS) == COUNTS
    assert len(ROWS) == sum(COUNTS.values()) == 253
    assert len({row.row for row in ROWS}) == 253, "a row is named once in all plans"


def test_the_plan_of_the_decision_has_no_rows_of_a_plan() -> None:
    assert set(all_programmes()) - set(COUNTS) == {law.id for law in laws()}
    assert not any(duty.also for law in laws() for duty in law.duties)


@each("programme", COUNTS)
def test_every_row_stands_in_exactly_one_duty(programme: str) -> None:
    rows = {row.row for row in ROWS if row.programme == programme}
    assert {row: len(duties) for row, duties in BY_ROW[programme].items() if row in rows} == dict.fromkeys(rows, 1)


OUR_OWN = re.compile(r"^[a-z]+\d\d-p-")
"""What no row of the tables names, and follows from the text or from a row of somebody else, is called so."""


@each("programme", COUNTS)
def test_what_no_row_names_is_marked_as_ours(programme: str) -> None:
    rows = {row.row for row in ROWS if row.programme == programme}
    ours = BY_ROW[programme].keys() - rows
    assert ours == {duty.id for duty in load_programme(programme).duties if OUR_OWN.match(duty.id)}
    assert all(BY_ROW[programme][row][0].note for row in ours)


@each("row", [r for r in ROWS if r.start or r.last])
def test_the_dates_of_a_row_are_those_that_the_plan_prints(row: Row) -> None:
    assert (printed(row) == (row.start, row.last)) == (row.row not in DATES)


@each("row", [r for r in ROWS if not (r.start or r.last or r.freq)])
def test_a_row_without_dates_has_none_in_the_calendar(row: Row) -> None:
    duty = duty_of(row)
    assert (bool(duty.opens or duty.due or duty.recurs)) == (row.row in UNDATED.keys() | YEARLY.keys()), row.row


@each("row", [r for r in ROWS if r.freq])
def test_what_comes_again_comes_as_often_as_the_plan_says(row: Row) -> None:
    duty = duty_of(row)
    assert duty.recurs, row.row
    agrees = (duty.recurs.every, duty.recurs.times) == (EVERY[row.freq], row.count)
    assert agrees == (row.row not in FREQUENCY)
    assert duty.due == row.until or row.until is None or row.row in FREQUENCY


@each("row", [r for r in ROWS if not r.freq])
def test_what_comes_once_does_not_come_again(row: Row) -> None:
    assert (duty_of(row).recurs is None) == (row.row not in YEARLY)


@each("row", [r for r in ROWS if r.kind in {"report", "evaluation_round"}])
def test_reports_and_rounds_are_what_they_are(row: Row) -> None:
    assert duty_of(row).kind is DutyKind(KINDS.get(row.kind, row.kind))


# The exceptions, one by one


def _last_days(programme: str, duty: str) -> dict[str, date]:
    return {o.id: o.last_day for o in load_programme(programme).occurrences if o.duty.id == duty}


def test_each_quarter_of_khanh_hoa_is_the_day_before_the_printed_one() -> None:
    rows = {row.row: row for row in ROWS}
    found = _last_days("khanhhoa-2020", "kh20-r-q2")
    for row, quarter in (("kh20-r-q2", "2020-q2"), ("kh20-r-q3", "2020-q3"), ("kh20-r-q4", "2020-q4")):
        assert rows[row].due_rule == "before"
        assert found.pop(quarter) == rows[row].last
    assert not found


def test_the_plan_of_the_next_year_is_made_in_december() -> None:
    found = _last_days("camau-2021-2025", "cm25-a1-1")
    assert list(found.values()) == [date(2022, 12, 31), date(2023, 12, 31), date(2024, 12, 31)]


def test_the_report_of_six_months_comes_once_and_the_year_has_its_own() -> None:
    assert _last_days("camau-2022", "cm22-r-6m") == {"2022-h1": date(2022, 6, 30)}
    assert _last_days("camau-2022", "cm22-r-year") == {"2022": date(2022, 12, 31)}


def test_dak_doas_second_half_year_is_the_report_of_the_year() -> None:
    assert _last_days("dakdoa-2022", "dd22-r-bcd-6m") == {"2022-h1": date(2022, 6, 30), "2022-h2": date(2022, 12, 31)}
    assert duty_of(next(r for r in ROWS if r.row == "dd22-r-bcd-year")).id == "dd22-r-bcd-6m"


def test_every_exception_is_one() -> None:
    rows = {row.row: row for row in ROWS}
    assert (DATES.keys() | UNDATED.keys() | FREQUENCY.keys()) <= rows.keys()
    for name in UNDATED:
        assert duty_of(rows[name]).id != name, "another row gives the dates"
        assert (rows[name].start, rows[name].last) == (None, None)


LATER = {
    "cm22-a4-1": "the plan came out in March: its own February had gone by",
    "cm22-a7": "an inspection: nobody is turned away by its end",
    "dd22-x-8": "the conference needs the results of the province, which come in December",
    "dd22-t20": "a study tour, as it fits",
}
"""Rows whose last day is before that of their duty, and why: everywhere else the earlier day holds."""


@each("programme", COUNTS)
def test_where_two_places_of_a_plan_disagree_the_earlier_day_holds_and_both_are_told(programme: str) -> None:
    """Whoever keeps the earlier day is in time by both; the other one stands in the duty's note."""
    for row in (r for r in ROWS if r.programme == programme and r.last):
        duty, last = duty_of(row), row.last
        if duty.recurs or duty.due == last:
            continue
        assert duty.due
        assert last
        assert (duty.due > last) == (row.row in LATER), row.row
        assert duty.note, row.row
