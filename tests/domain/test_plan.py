"""The business plan: its data file, how far a section is, the money, and what is found in it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from support.each import each

from ocop_domain.criteria.load import load_criteria
from ocop_domain.evidence import KINDS
from ocop_domain.plan import (
    MARGIN_MOST,
    YEARS,
    Dong,
    PlanFinding,
    Section,
    finance,
    findings,
    investment,
    load_plan,
    most_sold,
    state_of,
)

PLAN = load_plan()
SECTIONS = (
    "target",
    "material",
    "technology",
    "labour",
    "quality",
    "packaging",
    "brand",
    "market",
    "promotion",
    "story",
    "environment",
    "organisation",
    "investment",
    "finance",
    "timetable",
)
CRITERIA = load_criteria(PLAN.decision)
TOURISM = "s26"
MILLION = 10**6


def _section(section_id: str) -> Section:
    found = PLAN.get(section_id)
    assert found
    return found


def _sum(dong: int) -> dict[str, object]:
    return {"dong": dong, "per": ""}


def _years(*pairs: tuple[int | None, int | None]) -> dict[str, Any]:
    """Answers of the section finance, in millions."""
    answers: dict[str, Any] = {}
    for n, (revenue, cost) in enumerate(pairs, 1):
        answers[f"plan_finance_revenue_{n}"] = None if revenue is None else _sum(revenue * MILLION)
        answers[f"plan_finance_cost_{n}"] = None if cost is None else _sum(cost * MILLION)
    return answers


def _capital(
    total: int | None, own: int | None = None, credit: int | None = None, support: int | None = None
) -> dict[str, Any]:
    """Answers of the section investment, in millions."""
    sums = {"total": total, "own": own, "credit": credit, "support": support}
    return {f"plan_investment_{k}": None if v is None else _sum(v * MILLION) for k, v in sums.items()}


def _codes(answers: dict[str, Any]) -> list[str]:
    return [f.code.removeprefix("plan.") for f in findings(answers)]


def _one(answers: dict[str, Any]) -> PlanFinding:
    (found,) = findings(answers)
    return found


# The data file


def test_the_plan_has_its_fifteen_sections_in_order_and_says_that_they_are_ours() -> None:
    assert tuple(s.id for s in PLAN.sections) == SECTIONS
    assert PLAN.official is False
    assert "Of Biểu 03 (phương án, kế hoạch sản xuất kinh doanh) only the title was found" in PLAN.source
    assert PLAN.get("no_such_section") is None


@each("section", PLAN.sections)
def test_a_section_has_few_questions_each_with_its_source(section: Section) -> None:
    assert 2 <= len(section.questions) <= 6
    assert section.source
    assert all(section.questions.values())
    assert all(q.startswith(f"plan_{section.id}_") for q in section.questions)
    assert section.needed, "a section that needs nothing would be done by skipping everything"
    assert section.needed <= set(section.questions)
    assert set(section.known) <= set(section.questions)


@each("section", PLAN.sections)
def test_what_a_section_feeds_are_items_of_the_decision_in_force(section: Section) -> None:
    fed = {item.label for criteria in CRITERIA.sets for item in section.fed(criteria)}
    assert fed == set(section.feeds)
    assert len(section.feeds) == len(set(section.feeds))


@each("criteria", list(CRITERIA.sets))
def test_in_every_set_a_section_feeds_something_unless_it_is_about_the_plan_itself(criteria: Any) -> None:
    for section in PLAN.sections_for(tourism=criteria.id == TOURISM):
        assert bool(section.fed(criteria)) == bool(section.feeds), section.id
    assert sorted(s.id for s in PLAN.sections if not s.feeds) == ["investment", "target", "timetable"]


def test_no_item_is_fed_by_two_sections_but_growth() -> None:
    labels = [label for s in PLAN.sections for label in s.feeds]
    assert {label for label in labels if labels.count(label) > 1} == {"Tăng trưởng sản xuất kinh doanh"}


@each(
    ("section", "set_id", "codes"),
    [
        ("material", "s01", ["1.1", "1.2", "1.5"]),
        ("material", "s08", ["1.1", "1.2", "1.5"]),
        ("material", "s05", ["1.1", "1.4"]),
        ("labour", "s08", ["3.3"]),
        ("story", "s08", ["5.1", "5.2", "5.3"]),
        ("market", "s08", ["4.1", "4.2", "11"]),
        ("environment", "s26", ["1.3", "1.4"]),
        ("material", "s26", []),
    ],
)
def test_the_codes_differ_from_set_to_set(section: str, set_id: str, codes: list[str]) -> None:
    assert [item.code for item in _section(section).fed(CRITERIA.set(set_id))] == codes


def test_a_tourism_service_has_no_raw_material_and_no_packaging() -> None:
    goods, tourism = ([s.id for s in PLAN.sections_for(tourism=t)] for t in (False, True))
    assert goods == list(SECTIONS)
    assert set(goods) - set(tourism) == {"material", "packaging"}


def test_what_the_registration_has_is_not_asked_again() -> None:
    registration = {"price": {"dong": 85_000, "per": "hộp"}, "market": "province", "customers": None, "volume": "x"}
    assert _section("market").from_registration(registration) == {
        "plan_market_price": registration["price"],
        "plan_market_area": "province",
    }
    assert _section("finance").from_registration(registration) == {}


# How far a section is

STAR, YEAR, GOAL = "plan_target_star", "plan_target_year", "plan_target_goal"


@each(
    ("answers", "state"),
    [
        ({}, "todo"),
        ({"plan_story_text": "Chuyện"}, "todo"),
        ({GOAL: None}, "todo"),
        ({STAR: "4"}, "doing"),
        ({GOAL: "Bán xa hơn"}, "doing"),
        ({STAR: "4", YEAR: 2027}, "doing"),
        ({STAR: None, YEAR: 2027, GOAL: "Bán xa hơn"}, "doing"),
        ({STAR: "4", YEAR: 2027, GOAL: None}, "done"),
        ({STAR: "4", YEAR: 2027, GOAL: "Bán xa hơn"}, "done"),
    ],
)
def test_a_section_is_done_when_all_it_needs_is_answered_and_the_rest_was_looked_at(
    answers: dict[str, Any], state: str
) -> None:
    assert state_of(_section("target"), answers) == state
    assert state_of(_section("target"), answers, "Chưa có giấy") == "blocked"


def test_nothing_and_no_are_answers() -> None:
    answers = {**_capital(0, 0, 0, 0), "plan_investment_use": None}
    assert state_of(_section("investment"), answers) == "done"
    answers = dict.fromkeys(_section("labour").questions) | {"plan_labour_people": 3, "plan_labour_local": 0}
    assert state_of(_section("labour"), answers) == "done"


@given(st.data())
def test_an_answer_more_never_sets_a_section_back(data: st.DataObject) -> None:
    section = data.draw(st.sampled_from(PLAN.sections))
    order = ["todo", "doing", "done"]
    answers: dict[str, Any] = {}
    before = "todo"
    for question in data.draw(st.permutations(list(section.questions))):
        answers[question] = "x" if question in section.needed else data.draw(st.sampled_from(["x", None]))
        now = state_of(section, answers)
        assert order.index(now) >= order.index(before)
        before = now
    assert before == "done"


# Money


@each(
    ("pairs", "profits", "totals", "margin"),
    [
        ([(150, 110), (220, 150), (300, 200)], [40, 70, 100], (670, 460, 210), Fraction(2100, 67)),
        ([(100, 120)], [-20, None, None], (100, 120, -20), Fraction(-20)),
        ([(100, 80), (200, None), (None, 90)], [20, None, None], (100, 80, 20), Fraction(20)),
        ([(0, 30)], [-30, None, None], (0, 30, -30), None),
        ([], [None, None, None], (0, 0, 0), None),
    ],
)
def test_years_add_up(
    pairs: list[tuple[int, int]], profits: list[int | None], totals: tuple[int, int, int], margin: Fraction | None
) -> None:
    money = finance(_years(*pairs))
    assert [y.number for y in money.years] == list(YEARS)
    assert [y.profit for y in money.years] == [None if p is None else p * MILLION for p in profits]
    assert (money.revenue, money.cost, money.profit) == tuple(t * MILLION for t in totals)
    assert money.margin == margin


@each(
    ("sums", "found", "gap"),
    [
        ((150, 80, 50, 20), 150, 0),
        ((150, 80, 50, 0), 130, 20),
        ((150, 80, 50, None), 130, None),
        ((150, 100, 60, None), 160, -10),
        ((150, None, None, None), 0, None),
        ((None, 80, 50, 20), 150, None),
        ((0, 0, 0, 0), 0, 0),
    ],
)
def test_sources_are_held_against_the_total(sums: tuple[int | None, ...], found: int, gap: int | None) -> None:
    money = investment(_capital(*sums))
    assert money.found == found * MILLION
    assert money.gap == (None if gap is None else gap * MILLION)


AMOUNTS = st.one_of(st.none(), st.integers(0, 10**13).map(_sum))
ANSWERS = st.fixed_dictionaries(
    {q: AMOUNTS for s in ("finance", "investment") for q in _section(s).questions if q != "plan_investment_use"}
)


@given(ANSWERS)
def test_money_is_exact_and_every_finding_is_true(answers: dict[str, Any]) -> None:
    money, sums = finance(answers), investment(answers)
    assert money.profit == sum(y.profit for y in money.whole if y.profit is not None)
    assert money.revenue - money.cost == money.profit
    for year in money.years:
        if year.margin is not None:
            assert year.margin * year.revenue == 100 * year.profit
            assert year.margin <= 100
    if sums.gap is not None:
        assert sums.total == sums.found + sums.gap
    for found in findings(answers):
        assert found.question in _section("finance").questions or found.question in _section("investment").questions
        match found.code:
            case "plan.loss_always":
                assert all(y.profit < 0 for y in money.whole)
                assert found.params["loss"] == -money.profit > 0
            case "plan.sources_short":
                assert found.params["total"] == found.params["found"] + found.params["gap"]
            case "plan.sources_over":
                assert found.params["total"] == found.params["found"] - found.params["gap"]
            case "plan.payback_long":
                assert 0 <= found.params["profit"] < found.params["total"]


@given(ANSWERS)
def test_findings_of_the_sections_are_all_findings(answers: dict[str, Any]) -> None:
    of_sections = [f for s in PLAN.sections for f in findings(answers, s)]
    assert sorted(f.code for f in of_sections) == sorted(f.code for f in findings(answers))


@each(
    ("price", "capacity", "most"),
    [
        ((85_000, "hộp"), ("1500", "hộp"), 127_500_000),
        ((85_000, "Hộp"), ("1500", "hộp/năm"), 127_500_000),
        ((200_000, "kg"), ("1.5", "kg một năm"), 300_000),
        ((200_000, "kg"), ("2", "tấn"), None),
        ((200_000, ""), ("2", "kg"), None),
        ((10**13, "kg"), ("999999999999", "kg"), 999_999_999_999 * 10**13),
    ],
)
def test_what_can_be_sold_is_known_where_the_units_agree(
    price: tuple[int, str], capacity: tuple[str, str], most: int | None
) -> None:
    answers = {
        "plan_market_price": {"dong": price[0], "per": price[1]},
        "plan_technology_capacity": {"amount": capacity[0], "unit": capacity[1]},
    }
    assert most_sold(answers) == most
    assert most_sold({**answers, "plan_market_price": None}) is None
    assert most_sold({}) is None


# What should be looked at again


@each(
    ("answers", "codes"),
    [
        ({}, []),
        (_years((150, 110), (220, 150), (300, 200)), []),
        (_years((100, 120), (150, 140)), []),
        (_years((100, 120), (150, 160)), ["loss_always"]),
        (_years((100, 120)), ["loss_always"]),
        (_years((100, 100)), []),
        (_years((0, 0)), []),
        (_years((100, 10)), []),
        (_years((100, 9)), ["margin_high"]),
        (_years((100, 0)), ["margin_high"]),
        (_years((100, None)), ["year_half"]),
        (_years((None, 100)), ["year_half"]),
        (_years((100, 80), (500, 400)), []),
        (_years((100, 80), (501, 400)), ["growth_high"]),
        (_years((100, 80), (None, None), (900, 700)), []),
        (_capital(150, 80, 50, 20), []),
        (_capital(150, 80, 50, 10), ["sources_short"]),
        (_capital(150, 80, 50), []),
        (_capital(150, 100, 60), ["sources_over"]),
        (_capital(150, 100, 60, 10), ["sources_over"]),
        (_capital(0, 0, 0, 0), []),
        (_capital(200) | _years((150, 110), (220, 150), (300, 200)), []),
        (_capital(211) | _years((150, 110), (220, 150), (300, 200)), ["payback_long"]),
        (_capital(900) | _years((150, 110), (220, 150)), []),
        (_capital(900) | _years((1, 2), (1, 2), (1, 2)), ["loss_always"]),
        ({"plan_labour_people": 5, "plan_labour_local": 5, "plan_labour_insured": 0}, []),
        ({"plan_labour_people": 5, "plan_labour_local": 6}, ["local_above_people"]),
        ({"plan_labour_people": 5, "plan_labour_insured": 6}, ["insured_above_people"]),
        ({"plan_labour_local": 6}, []),
        ({"plan_timetable_start": "2027-03", "plan_timetable_filing": "2027-03"}, []),
        ({"plan_timetable_start": "2027-03", "plan_timetable_sale": "2026-12"}, ["before_start"]),
        ({"plan_timetable_papers": "2027-06", "plan_timetable_filing": "2027-05"}, ["filed_before_papers"]),
        ({"plan_timetable_filing": "2028-01", YEAR: 2027}, ["filed_after_target"]),
        ({"plan_timetable_filing": "2027-12", YEAR: 2027}, []),
    ],
)
def test_what_can_hardly_be_meant_is_found(answers: dict[str, Any], codes: list[str]) -> None:
    assert _codes(answers) == codes


def test_more_revenue_than_can_be_made_is_found_at_the_first_such_year() -> None:
    answers = _years((100, 80), (150, 120), (160, 120)) | {
        "plan_market_price": {"dong": 85_000, "per": "hộp"},
        "plan_technology_capacity": {"amount": "1500", "unit": "hộp"},
    }
    found = _one(answers)
    assert found.code == "plan.above_capacity"
    assert found.question == "plan_finance_revenue_2"
    assert found.params == {"year": 2, "revenue": 150 * MILLION, "most": 127_500_000}


def test_a_finding_says_where_to_mend_it_and_which_numbers_are_money() -> None:
    short = _one(_capital(150, 80, 50, 10))
    assert short.question == "plan_investment_total"
    assert short.params == {"total": 150 * MILLION, "found": 140 * MILLION, "gap": 10 * MILLION}
    assert all(isinstance(v, Dong) for v in short.params.values())
    high = _one(_years((100, 9)))
    assert (high.question, high.params) == ("plan_finance_cost_1", {"year": 1, "percent": MARGIN_MOST})
    assert not any(isinstance(v, Dong) for v in high.params.values())


def test_a_section_is_told_only_what_is_to_be_mended_there() -> None:
    answers = _years((100, 9)) | _capital(150, 80, 50, 10)
    assert [f.code for f in findings(answers, _section("finance"))] == ["plan.margin_high"]
    assert [f.code for f in findings(answers, _section("investment"))] == ["plan.sources_short"]
    assert findings(answers, _section("story")) == []


def test_a_paper_of_the_wallet_answers_the_questions_of_the_plan_that_it_proves() -> None:
    plan = load_plan()
    quality = plan.get("quality")
    assert quality
    assert quality.from_papers({"facility", "trademark"}) == {"plan_quality_facility": "done"}
    assert quality.from_papers(()) == {}
    for section in plan.sections:
        assert set(section.proven) <= set(section.questions)
        assert {kind for proofs in section.proven.values() for kind in proofs} <= set(KINDS)
