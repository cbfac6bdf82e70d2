"""What members' sheets come to: averages, minima, refused dossiers, and what must be talked over."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.each import each

from ocop_domain.criteria.council import points_shown, total_shown
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.score import score
from ocop_domain.errors import Refusal
from ocop_domain.rounds import MemberSheet, apart, outcome, read_total, spread

CRITERIA = load_criteria("26-2026").set("s08")


def best(criteria: CriteriaSet) -> dict[str, int]:
    return {item.code: max(item.points) for item in criteria.items}


def by_items(member: int, answers: dict[str, int], criteria: CriteriaSet = CRITERIA) -> MemberSheet:
    total = Decimal(score(criteria, answers).total)
    return MemberSheet("r", "a", member, total, criteria.decision, criteria.id, answers)


def by_total(member: int, total: str) -> MemberSheet:
    return MemberSheet("r", "a", member, Decimal(total))


totals = st.decimals(0, 100, places=2).map(lambda d: f"{d:.2f}")


@given(st.lists(totals, min_size=1, max_size=9))
def test_the_average_is_exact_and_its_band_is_that_of_the_exact_value(given_: list[str]) -> None:
    found = outcome(CRITERIA, [by_total(n, total) for n, total in enumerate(given_)])
    assert found.exact == sum(map(Fraction, given_)) / len(given_)
    assert found.star_by_points == CRITERIA.star_by_points(found.exact)
    assert abs(found.total - Decimal(found.exact.numerator) / Decimal(found.exact.denominator)) <= Decimal("0.005")
    assert found.unproved


@given(st.lists(totals, min_size=1, max_size=9), st.integers(0, 30))
def test_members_are_apart_when_any_two_differ_by_more(given_: list[str], most: int) -> None:
    sheets = [by_total(n, total) for n, total in enumerate(given_)]
    pairs = [abs(one.total - other.total) for one in sheets for other in sheets]
    assert spread(sheets) == max(pairs)
    assert apart(sheets, most) == any(pair > most for pair in pairs)


@given(st.data())
def test_the_order_of_the_members_changes_nothing(data: st.DataObject) -> None:
    levels = [st.fixed_dictionaries({i.code: st.sampled_from(sorted(i.points)) for i in CRITERIA.items})]
    sheets = [by_items(n, data.draw(levels[0])) for n in range(3)]
    assert outcome(CRITERIA, sheets) == outcome(CRITERIA, [sheets[2], sheets[0], sheets[1]])


def test_a_minimum_that_the_mean_of_an_item_misses_holds_the_star_back() -> None:
    full = best(CRITERIA)
    code = next(iter(CRITERIA.required[5]))
    low = {**full, code: 0}
    found = outcome(CRITERIA, [by_items(n, low) for n in range(3)])
    assert found.star_by_points == 5
    assert found.star < 5
    assert code in found.missed_minima[5]


def test_a_total_alone_counts_for_the_average_but_proves_no_minimum() -> None:
    found = outcome(CRITERIA, [by_items(1, best(CRITERIA)), by_total(2, "80")])
    assert found.total == Decimal("90.00")
    assert found.unproved
    assert found.parts["A"] > 0


def test_a_dossier_is_refused_when_all_members_see_the_reason_and_doubted_when_some_do() -> None:
    criteria = next(s for s in load_criteria("26-2026").sets if any(e.at_zero for e in s.exclusions))
    reason = next(e for e in criteria.exclusions if e.at_zero)
    full = best(criteria)
    bad = {**full, reason.at_zero[0]: 0}
    all_ = outcome(criteria, [by_items(1, bad, criteria), by_items(2, bad, criteria)])
    some = outcome(criteria, [by_items(1, full, criteria), by_items(2, bad, criteria)])
    assert (all_.star, reason in all_.excluded, all_.doubted) == (0, True, ())
    assert (reason in some.doubted, some.excluded) == (True, ())
    assert some.star > 0


def test_no_sheet_is_no_result() -> None:
    with pytest.raises(Refusal, match="score_no_sheets"):
        outcome(CRITERIA, [])


@each(("said", "total"), [("78,5", "78.5"), ("100", "100"), (" 0 ", "0"), ("66.67", "66.67")])
def test_a_total_is_read_as_people_type_it(said: str, total: str) -> None:
    assert read_total(said) == Decimal(total)


@each("said", ["100,5", "-1", "78,555", "78 79", "", "bảy mươi", "1e1", "78,", ",5", "7８"])
def test_what_is_no_total_is_refused(said: str) -> None:
    with pytest.raises(Refusal):
        read_total(said)


NEAR = (
    ("269.99/3", "89.997"),
    ("269.9999/3", "89.99997"),
    ("899999999/10000000", "89.999999"),
    ("90", "90.00"),
    ("200/3", "66.67"),
    ("149.99/3", "49.997"),
)


@each(("mean_", "told"), NEAR)
def test_an_average_is_never_shown_as_a_bound_that_it_has_not_reached(mean_: str, told: str) -> None:
    top, _, below = mean_.partition("/")
    exact = Fraction(top) / Fraction(below or 1)
    assert total_shown(CRITERIA, exact) == Decimal(told)
    assert CRITERIA.star_by_points(total_shown(CRITERIA, exact)) == CRITERIA.star_by_points(exact)
    assert points_shown(Fraction("5.99") / 3) == Decimal("1.997"), "a minimum of 2 is not reached"
