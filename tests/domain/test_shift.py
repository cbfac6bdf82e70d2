"""Next year's programme from an older one: every day and year moved, everything else as it was."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections import Counter
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.each import each
from support.examples import examples

from ocop_domain.areas import load_areas
from ocop_domain.data import LOADER
from ocop_domain.duties.model import Duty
from ocop_domain.duties.shift import YEARS, CannotShiftError, Shifted, shift_day, shifted
from ocop_domain.programme_files import (
    all_plans,
    load_programme,
    mistakes,
    programme_text,
    read_programme,
    warnings,
)
from ocop_domain.programme_template import template
from ocop_domain.programmes import Programme

PROGRAMMES = all_plans()
SPAN = st.integers(2023, 2040)


def read(text: str) -> Any:
    return yaml.load(text, Loader=LOADER)


@cache
def moved(programme: str, year: int) -> tuple[Programme, Programme, Shifted]:
    """Before, after (it has no mistakes, or it could not be read), and what is told."""
    done = shifted(programme_text(programme), year)
    return load_programme(programme), read_programme(done.text, f"{programme} in {year}"), done


def others(programme: str, year: int) -> bool:
    return load_programme(programme).valid_from.year != year


# Days


@each(
    ("day", "years", "then"),
    [
        (date(2022, 3, 31), 6, date(2028, 3, 31)),
        (date(2022, 2, 28), 6, date(2028, 2, 29)),
        (date(2020, 2, 29), 8, date(2028, 2, 29)),
        (date(2020, 2, 29), 2, date(2022, 2, 28)),
        (date(2020, 2, 28), 4, date(2024, 2, 28)),
        (date(2020, 2, 28), 1, date(2021, 2, 28)),
        (date(2024, 2, 29), -1, date(2023, 2, 28)),
        (date(2025, 2, 28), -1, date(2024, 2, 29)),
        (date(2025, 2, 27), -1, date(2024, 2, 27)),
    ],
)
def test_the_end_of_february_stays_the_end_of_february(day: date, years: int, then: date) -> None:
    assert shift_day(day, years) == then


@given(st.dates(date(2019, 1, 1), date(2040, 12, 31)), st.integers(-10, 30))
def test_only_the_year_of_a_day_changes(day: date, years: int) -> None:
    then = shift_day(day, years)
    assert (then.year, then.month) == (day.year + years, day.month)
    last = day.day == monthrange(day.year, day.month)[1]
    assert then.day == (monthrange(then.year, then.month)[1] if last else day.day)
    if not (isleap(day.year) and day.month == 2 and day.day == 28):  # the only day that does not come back
        assert shift_day(then, -years) == day


# Programmes


@each("programme", PROGRAMMES)
def test_a_programme_moved_to_2028_has_the_same_duties_at_the_same_time_of_the_year(programme: str) -> None:
    old, new, done = moved(programme, 2028)
    assert mistakes(done.text) == []
    assert new.valid_from == shift_day(old.valid_from, done.years)
    assert new.based_on == old.id
    assert new.document == old.document
    assert len(new.duties) == len(old.duties)
    assert len(new.notes) == len(old.notes)
    for before, after in zip(old.duties, new.duties, strict=True):
        assert (after.id, after.source, after.note, after.recurs) == (
            before.id,
            before.source,
            before.note,
            before.recurs,
        )
        _same_days(before, after, done.years)
    for state, step in old.next.items():
        day, after = step.due and step.due.day, new.next[state]
        assert (after.due and after.due.day) == (shift_day(day, done.years) if day else None)
        assert after.duty == step.duty
    for old_stage, new_stage in zip(old.stages, new.stages, strict=True):
        assert new_stage.due == (shift_day(old_stage.due, done.years) if old_stage.due else None)


def _same_days(before: Duty, after: Duty, years: int) -> None:
    for name in ("opens", "due"):
        was, then = getattr(before, name), getattr(after, name)
        if was is None:
            assert then is None
        elif name == "due" and (was + timedelta(days=1)).day == 1 and was.month == 2:
            assert (then + timedelta(days=1)).day == 1, before.id
        else:
            assert then == shift_day(was, years), before.id
    for row, printed in before.also.items():
        also = after.also[row]
        assert (printed is None) == (also is None)
        if printed and also:
            assert also.opens == (shift_day(printed.opens, years) if printed.opens else None)
            assert also.due == (shift_day(printed.due, years) if printed.due else None)


@examples(16)
@given(st.sampled_from(PROGRAMMES), SPAN)
def test_in_every_year_each_occurrence_comes_as_it_came_before(programme: str, year: int) -> None:
    if not others(programme, year):
        return
    old, new, done = moved(programme, year)
    weekly = {duty.id for duty in old.duties if duty.recurs and duty.recurs.every == "week"}
    counts = [Counter(o.duty.id for o in p.occurrences if o.duty.id not in weekly) for p in (old, new)]
    assert counts[0] == counts[1]
    for before, after in zip(_by_key(old, weekly, done.years), _by_key(new, weekly, 0), strict=True):
        assert before[:2] == after[:2]
        assert abs((after[2] - shift_day(before[2], done.years)).days) <= 1, "29 February"
        assert abs((after[3] - shift_day(before[3], done.years)).days) <= 1, "29 February"
    for duty in weekly:
        here, there = ([o for o in p.occurrences if o.duty.id == duty] for p in (old, new))
        assert abs(len(here) - len(there)) <= 1


def _by_key(programme: Programme, without: set[str], years: int) -> list[tuple[str, str, date, date]]:
    return sorted(
        (o.duty.id, re.sub(r"^\d{4}", lambda m: str(int(m[0]) + years), o.id), o.opens, o.last_day)
        for o in programme.occurrences
        if o.duty.id not in without
    )


@examples(12)
@given(st.sampled_from(PROGRAMMES), SPAN, SPAN)
def test_moved_twice_is_moved_once_there(programme: str, first: int, then: int) -> None:
    if not (others(programme, first) and others(programme, then)) or first == then:
        return
    direct, detour = moved(programme, then)[2], shifted(moved(programme, first)[2].text, then)
    assert detour.id == direct.id
    old, new = read(direct.text), read(detour.text)
    assert new.pop("based_on") == moved(programme, first)[2].id
    assert old.pop("based_on") == programme
    assert detour.text.count("# Made from") == 1, "the old head is gone"
    days = re.compile(r"(\d{4})-02-2[89]")  # 28 February of a leap year does not come back from its detour
    assert days.sub("", str(new)) == days.sub("", str(old))


@each("programme", PROGRAMMES)
def test_comments_order_and_layout_stay(programme: str) -> None:
    old = programme_text(programme)
    done = moved(programme, 2028)[2]
    new = done.text[done.text.index("\nid: ") + 1 :].replace(f"based_on: {programme}\n", "")
    figures = re.compile(r"\d{4}(-02-2\d)?")
    assert figures.sub("", new) == figures.sub("", old)
    comments = [line for line in old.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in new.splitlines() if line.lstrip().startswith("#")] == comments


@each("programme", PROGRAMMES)
def test_what_tells_where_something_comes_from_is_not_touched(programme: str) -> None:
    old, new = (read(text) for text in (programme_text(programme), moved(programme, 2028)[2].text))
    for name in ("document", "decision", "product_sets", "form_source", "legal_forms_source", "notes"):
        assert new[name] == old[name]
    assert [d.get("note") for d in new["duties"]] == [d.get("note") for d in old["duties"]]
    assert [t["source"] for t in new["targets"]] == [t["source"] for t in old["targets"]]


@each("programme", PROGRAMMES)
def test_its_own_year_is_refused(programme: str) -> None:
    year = load_programme(programme).valid_from.year
    with pytest.raises(CannotShiftError, match=f"begins in {year} already"):
        shifted(programme_text(programme), year)


@each("year", [-1, 0, 22, YEARS[0] - 1, YEARS[-1] + 1, 20220])
def test_a_year_that_cannot_be_is_refused(year: int) -> None:
    with pytest.raises(CannotShiftError, match="out of range"):
        shifted(programme_text("camau-2022"), year)


@each("year", [YEARS[0], YEARS[-1]])
@each("programme", PROGRAMMES)
def test_the_first_and_last_year_can_be(programme: str, year: int) -> None:
    assert mistakes(shifted(programme_text(programme), year).text) == []


# Ids and texts


@each(
    ("programme", "year", "id_"),
    [
        ("camau-2022", 2028, "camau-2028"),
        ("camau-2021-2025", 2026, "camau-2026-2030"),
    ],
)
def test_the_years_of_the_id_move_along(programme: str, year: int, id_: str) -> None:
    assert shifted(programme_text(programme), year).id == id_


@each("own", ["2028", "null", "ban-thu", "1e5", "-"])
def test_an_id_of_ones_own_is_text_whatever_it_looks_like(own: str) -> None:
    done = shifted(programme_text("camau-2022"), 2028, own)
    assert read_programme(done.text, "x").id == done.id == own


def test_an_id_without_a_year_gets_one() -> None:
    text = programme_text("camau-2022").replace("id: camau-2022", "id: thu  # tạm", 1)
    done = shifted(text, 2028)
    assert done.id == "thu-2028"
    assert "\nid: thu-2028  # tạm\nbased_on: thu\n" in done.text


MADE = programme_text("camau-2022")
TITLE = "Trình kế hoạch OCOP của tỉnh năm 2022"


@each(
    ("said", "then", "told"),
    [
        ("Họp đánh giá năm 2021, triển khai năm 2022", "Họp đánh giá năm 2027, triển khai năm 2028", False),
        ("Chọn sản phẩm 2020, 2021 để nâng hạng", "Chọn sản phẩm 2026, 2027 để nâng hạng", False),
        ("Gửi trong tháng 12/2022 hoặc quý I/2023", "Gửi trong tháng 12/2028 hoặc quý I/2029", False),
        ("Làm theo Kế hoạch 47/KH-UBND năm 2022", "Làm theo Kế hoạch 47/KH-UBND năm 2028", False),
        ("Làm theo Quyết định 26/2026/QĐ-TTg", "Làm theo Quyết định 26/2026/QĐ-TTg", False),
        ("Làm theo Kế hoạch ngày 02/3/2022", "Làm theo Kế hoạch ngày 02/3/2022", True),
        ("Trình kế hoạch giai đoạn 2021-2025", "Trình kế hoạch giai đoạn 2021-2025", True),
        ("Nộp trước 22/5", "Nộp trước 22/5", True),
        ("Mua 2022.5 kg, 12.022 hộp", "Mua 2022.5 kg, 12.022 hộp", True),
        ("Xong đến ngày 2022-12-31", "Xong đến ngày 2028-12-31", False),
    ],
)
def test_years_of_the_programme_move_and_numbers_of_documents_stay(said: str, then: str, told: bool) -> None:
    assert TITLE in MADE
    done = shifted(MADE.replace(TITLE, said, 1), 2028)
    assert f'title: "{then}"' in done.text
    assert (said in done.left) == told
    assert (f"“{said}”" in done.text) == told


def test_the_file_may_be_written_in_another_style() -> None:
    data = read(MADE)
    flow = shifted(yaml.dump(data, default_flow_style=True, allow_unicode=True, width=10**6), 2028)
    block = shifted(yaml.dump(data, allow_unicode=True, sort_keys=False, width=60), 2028)
    assert mistakes(flow.text) == mistakes(block.text) == []
    wanted = read(shifted(MADE, 2028).text)
    assert read(flow.text) == read(block.text) == wanted


# What to check by hand


def test_the_head_says_what_to_check() -> None:
    done = shifted(MADE, 2028)
    head = done.text[: done.text.index("\nid: ")]
    assert all(line.startswith("#") and len(line) <= 120 for line in head.splitlines())
    for word in ("camau-2022", "document", "levels", "no districts since 2025-07-01", "giai đoạn 2022-2025"):
        assert word in head
    staff = [duty for duty in read_programme(MADE, "x").duties if duty.role == "district_staff"]
    assert [id_ for id_, _ in done.district] == [duty.id for duty in staff]
    assert all(f"- {duty.id}: " in head for duty in staff)


@each(("year", "any_left"), [(2024, False), (2025, True), (2026, True)])
def test_districts_are_named_when_the_year_reaches_into_the_time_without_them(year: int, any_left: bool) -> None:
    done = shifted(MADE, year)
    assert bool(done.district) == any_left
    assert ("no districts" in done.text) == any_left
    assert any("no districts" in doubt.text for doubt in warnings(done.text)) == (year > 2025)


def test_without_districts_nothing_is_said_of_them() -> None:
    done = shifted(template(load_areas().get("n96"), 2028, load_areas()), 2030)
    assert done.district == ()
    assert "no districts" not in done.text
