"""The law as one timeline: which decision, levels, rounds and periods hold on a day, for ever."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from support.each import each

from ocop_domain.areas import load_areas
from ocop_domain.evidence import end_of_recognition
from ocop_domain.law import criteria_on, estimated_on, law_on, laws, renewal_on
from ocop_domain.product_sets import all_decisions, load_product_sets, same_under
from ocop_domain.programmes import FOREVER
from ocop_domain.working_days import add_working_days

DAYS = st.dates(date(2018, 1, 1), date(2060, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


@each(
    ("on", "law", "criteria", "levels"),
    [
        ("2018-05-07", "vietnam-1048", "1048-2019", "commune district province"),
        ("2019-08-21", "vietnam-1048", "1048-2019", "commune district province"),
        ("2023-02-23", "vietnam-1048", "1048-2019", "commune district province"),
        ("2023-02-24", "vietnam-148", "148-2023", "commune district province"),
        ("2025-06-30", "vietnam-148", "148-2023", "commune district province"),
        ("2025-07-01", "vietnam-1489", "148-2023", "commune province"),
        ("2026-05-21", "vietnam-1489", "148-2023", "commune province"),
        ("2026-05-22", "vietnam-2027", "26-2026", "commune province"),
        ("2028-01-01", "vietnam-2027", "26-2026", "commune province"),
        ("2045-01-01", "vietnam-2027", "26-2026", "commune province"),
    ],
)
def test_what_holds_follows_from_the_day(on: str, law: str, criteria: str, levels: str) -> None:
    held = law_on(day(on))
    assert held.id == law
    assert criteria_on(day(on)) == criteria
    assert " ".join(held.levels) == levels


@given(DAYS)
def test_there_is_a_law_on_every_day_and_it_fits_the_units_of_that_day(on: date) -> None:
    held = law_on(on)
    assert held.is_law
    assert held.product_sets_id == criteria_on(on)
    assert set(held.levels) == set(load_areas().levels_on(on))


def test_the_law_has_no_gap_and_no_end() -> None:
    for before, after in pairwise(laws()):
        assert after.valid_from == before.valid_to + timedelta(days=1)
    assert laws()[-1].valid_to == FOREVER


# The national rounds


@each("year", [2027, 2028, 2029, 2040, 2055])
def test_the_rounds_come_again_every_year(year: int) -> None:
    law = law_on(date(year, 1, 1))
    last_days = {o.key: o.last_day for o in law.around(date(year, 6, 1)) if o.id in {f"{year}-1", f"{year}-2"}}
    assert last_days[f"vn27-request:{year}-1"] == date(year, 4, 29)
    assert last_days[f"vn27-request:{year}-2"] == date(year, 10, 29)
    assert last_days[f"vn27-council:{year}-1"] == date(year, 6, 29)
    assert last_days[f"vn27-council:{year}-2"] == date(year, 12, 29)
    assert last_days[f"vn27-ministry-council:{year}-1"] == date(year, 9, 29)
    assert last_days[f"vn27-ministry-council:{year}-2"] == date(year, 3, 29)


@given(st.integers(2027, 2060))
def test_who_hands_in_on_the_last_day_leaves_the_commune_its_fifteen_working_days(year: int) -> None:
    law = law_on(date(year, 1, 1))
    for window in ("1", "2"):
        file, request = (law.occurrence(f"vn27-{duty}", f"{year}-{window}") for duty in ("file", "request"))
        assert file
        assert request
        assert add_working_days(file.last_day, 15) <= request.last_day


@given(st.integers(2027, 2060))
def test_the_windows_of_handing_in_follow_each_other_without_a_gap(year: int) -> None:
    law = law_on(date(year, 1, 1))
    windows = [o for o in law.around(date(year, 6, 1)) if o.duty.id == "vn27-file"]
    for before, after in pairwise(windows):
        assert after.opens == before.last_day + timedelta(days=1)


def test_a_day_that_was_told_stays_what_it_was() -> None:
    """The dates of the running rounds: what stands in databases names them."""
    law = law_on(day("2026-11-30"))
    told = {
        "2026-2": ("2026-05-22", "2026-10-08"),
        "2027-1": ("2026-10-09", "2027-04-07"),
        "2027-2": ("2027-04-08", "2027-10-08"),
    }
    for occurrence, (opens, last_day) in told.items():
        here = law.occurrence("vn27-file", occurrence)
        assert here
        assert (here.opens, here.last_day) == (day(opens), day(last_day))


@given(st.integers(2027, 2100))
def test_an_occurrence_is_the_same_from_whichever_year_it_is_looked_at(year: int) -> None:
    law = law_on(date(year, 1, 1))
    mine = {o.key: o for o in law.around(date(year, 1, 1))}
    theirs = {o.key: o for o in law.around(date(year + 1, 12, 31))}
    shared = mine.keys() & theirs.keys()
    assert shared
    assert all(mine[key] == theirs[key] for key in shared)
    assert all(law.occurrence(o.duty.id, o.id) == o for o in mine.values())


@each(("duty", "occurrence"), [("vn27-file", "9999-1"), ("vn27-file", "0000-1"), ("x", "2028-1")])
def test_what_is_no_occurrence_is_none(duty: str, occurrence: str) -> None:
    assert laws()[-1].occurrence(duty, occurrence) is None


def test_every_duty_of_the_law_with_a_date_has_its_bounds_with_the_article() -> None:
    dated = [o.duty for law in laws() for o in law.occurrences if not o.undated]
    for duty in dated:
        assert duty.bounds, duty.id
        assert duty.bounds.source.startswith("Điều "), duty.id


# Recognition


@each(
    ("given_", "ends"),
    [("2022-12-15", "2025-12-15"), ("2023-03-01", "2026-03-01"), ("2026-06-01", "2029-06-01")],
)
def test_a_recognition_holds_as_long_as_the_law_of_its_day_says(given_: str, ends: str) -> None:
    assert end_of_recognition(day(given_)) == day(ends)


@given(DAYS)
def test_the_window_of_the_next_dossier_is_known_on_every_day_with_its_source(on: date) -> None:
    renewal = renewal_on(on)
    assert renewal.opens > renewal.closes >= 0
    assert renewal.source
    assert renewal.inferred == (on < day("2026-05-22")), "only the decision of 2026 was read"


# Estimates and sets


@given(DAYS)
def test_the_way_to_a_star_always_has_estimates(on: date) -> None:
    assert estimated_on(on) in all_decisions()
    assert on < day("2026-05-22") or estimated_on(on) == criteria_on(on)


def test_no_business_plan_is_asked_for_where_the_law_asks_for_none() -> None:
    assert [one.id for one in laws() if not one.asks_plan] == ["vietnam-2027"]


def test_a_set_is_the_same_one_in_another_decision_or_nobody_says_so() -> None:
    old, new = load_product_sets("1048-2019"), load_product_sets("26-2026")
    coffee = old.get("s14")
    became = same_under(coffee, old, "26-2026")
    assert became
    assert "Cà phê" in became.name
    assert became.id != coffee.id, "a coffee of 1048 is no white spirit in 2026"
    between = same_under(coffee, old, "148-2023")
    assert between
    assert "cà phê" in between.name.casefold()
    assert same_under(new.get("s14"), new, "26-2026") == new.get("s14")


@each("wanted", all_decisions())
@each("decision", all_decisions())
def test_a_set_never_becomes_two(decision: str, wanted: str) -> None:
    sets = load_product_sets(decision)
    for chosen in sets.sets:
        same = same_under(chosen, sets, wanted)
        if same:
            back = same_under(same, load_product_sets(wanted), decision)
            assert back in {chosen, None}
