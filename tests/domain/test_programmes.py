"""Programmes and their dates: a day, the eve of a yearly day, so many working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.each import each

from bot.conversations.forms import FORMS
from ocop_domain.applications import ENDING, ApplicationState, upcoming
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import UnknownProgrammeError, all_programmes, load_programme
from ocop_domain.programmes import Due
from ocop_domain.rights import Role

UNDATED = {"vietnam-1048", "vietnam-148", "vietnam-1489"}
"""The decisions of the past leave all days to the plans."""
DAYS = st.dates(date(2020, 1, 1), date(2027, 12, 31))


@each("programme_id", all_programmes())
def test_every_programme_is_complete(programme_id: str) -> None:
    programme = load_programme(programme_id)
    areas = load_areas()
    assert programme.id == programme_id
    assert programme.valid_from <= programme.demo_date <= programme.valid_to
    assert programme.form in FORMS
    assert len(programme.product_sets.sets) == 26
    assert set(programme.levels) <= set(areas.levels_on(programme.demo_date))
    commune, district = programme.demo_commune["commune"], programme.demo_commune["district"]
    named = f"{commune}, {district}" if district else str(commune)
    assert areas.search(named, programme.demo_date, level="commune", limit=1)[0].name == commune
    assert areas.search(programme.demo_district, programme.demo_date, limit=1)[0].name == programme.demo_district


@each("programme_id", all_programmes())
def test_every_state_has_a_next_step_with_its_actor_its_day_and_its_source(programme_id: str) -> None:
    programme = load_programme(programme_id)
    assert set(programme.next) == {"draft", *ApplicationState} - {ApplicationState.JUDGED, *ENDING}  # nothing follows
    for state in programme.next:
        step = upcoming(programme, state, programme.demo_date)
        assert step
        assert step.actor in {"producer", *Role}
        assert step.source
        named = state in {"draft", "sent", "returned", "accepted", "checked"} and programme_id not in UNDATED
        assert step.last_day or not named, "only of what was handed in may a plan name no day"
        assert step.last_day is None or step.last_day >= programme.demo_date


def test_a_state_without_a_next_step_says_nothing() -> None:
    assert upcoming(load_programme("camau-2022"), "no such state", date(2022, 2, 15)) is None


def test_a_programme_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(UnknownProgrammeError, match="camau-2022"):
        load_programme("camau-1999")


# Dues


def test_a_fixed_day_is_the_last_day() -> None:
    due = Due(day=date(2022, 3, 31))
    assert due.last_day(date(2022, 2, 15)) == date(2022, 3, 31)
    assert due.last_day(date(2022, 4, 15)) == date(2022, 3, 31), "also when it has passed"


@each(
    ("since", "last"),
    [
        (date(2027, 1, 5), date(2027, 4, 29)),
        (date(2027, 4, 29), date(2027, 4, 29)),
        (date(2027, 4, 30), date(2027, 10, 29)),
        (date(2027, 10, 29), date(2027, 10, 29)),
        (date(2027, 10, 30), date(2028, 4, 29)),
        (date(2027, 12, 31), date(2028, 4, 29)),
    ],
)
def test_before_30_april_or_30_october_means_the_day_before(since: date, last: date) -> None:
    assert Due(before=("04-30", "10-30")).last_day(since) == last


@given(DAYS)
def test_before_is_strict_and_never_past(since: date) -> None:
    last = Due(before=("04-30", "10-30")).last_day(since)
    assert last >= since
    assert (last + timedelta(days=1)).strftime("%m-%d") in {"04-30", "10-30"}


# Working days


@each(
    ("since", "days", "last"),
    [
        (date(2022, 2, 14), 15, date(2022, 3, 7)),
        (date(2022, 1, 28), 15, date(2022, 2, 25)),  # over Tết Nhâm Dần
    ],
)
def test_so_many_working_days_are_counted_from_the_day_after(since: date, days: int, last: date) -> None:
    assert Due(working_days=days).last_day(since) == last


def test_the_commune_of_2026_has_fifteen_working_days() -> None:
    programme = load_programme("vietnam-2027")
    step = upcoming(programme, ApplicationState.SENT, date(2026, 11, 23))
    assert step
    assert (step.actor, step.last_day) == ("commune_officer", date(2026, 12, 15)), "24/11 is Vietnam Culture Day"


# Who is admitted


def test_legal_forms_are_admitted_as_the_programme_says() -> None:
    vietnam = load_programme("vietnam-2027")
    assert vietnam.admits("farm", tourism=False)
    assert vietnam.admits("association", tourism=True)
    assert not vietnam.admits("association", tourism=False)
    assert not load_programme("camau-2022").admits("farm", tourism=True)
