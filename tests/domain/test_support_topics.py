"""What help suits a product: its set, its ministry, its legal form, its star and its step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.each import each

from ocop_domain.applications import Application, ApplicationState
from ocop_domain.budgets import budget_of
from ocop_domain.cycle import ASSESS, IDEA, MAKE, PLAN, SELL, STEPS, basis_of, principles, purpose, step, where_is
from ocop_domain.programme_files import all_plans, load_programme
from ocop_domain.selection import Pick, Selection, What
from ocop_domain.star_benefits import STARS, benefits_of
from ocop_domain.support import Support, points, support_of
from ocop_domain.support_topics import TOPICS, Seeker, about, by_agency, by_policy, ordered, suits, topic

PROGRAMMES = [load_programme(id_) for id_ in (*all_plans(), "vietnam-2027")]
DAK_DOA = load_programme("dakdoa-2022")
CA_MAU = load_programme("camau-2022")
LAN = Application(
    *("p1", "camau-2022", "q1", 1, "o32035", "Khô", {}, "idea", 1, ApplicationState.SENT, 1),
    date(2022, 2, 15),
    date(2022, 2, 15),
)


def _set(number: int) -> Seeker:
    return Seeker(DAK_DOA.product_sets.sets[number - 1])


def test_every_point_has_one_topic_and_every_row_a_topic() -> None:
    placed = [point for each in TOPICS for point in each.points]
    assert sorted(placed) == sorted(set(placed))
    assert points() <= set(placed) | {"growth", "award"}
    for programme in PROGRAMMES:
        told = {row for each in TOPICS for row in about(programme, each)}
        assert told == set(support_of(programme)), programme.id
        assert {each.id for each, _ in ordered(programme, Seeker())} == {
            each.id for each in TOPICS if about(programme, each)
        }


@each(
    ("agency", "office"),
    [
        ("Bộ Nông nghiệp", "Phòng Nông nghiệp và Phát triển nông thôn"),
        ("Bộ Công Thương", "Phòng Kinh tế và Hạ tầng"),
        ("Bộ Y tế", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện"),
    ],
)
def test_the_office_for_food_safety_follows_from_the_ministry_of_the_set(agency: str, office: str) -> None:
    quality = topic("quality")
    assert quality
    for chosen in DAK_DOA.product_sets.sets:
        who = [row.who for row in about(DAK_DOA, quality) if row.ministry and suits(row, Seeker(chosen))]
        own = any(name.startswith(agency) for name in chosen.agencies)
        assert (office in who) == own, chosen.name


def test_what_is_for_companies_or_for_stars_or_for_tourism_is_not_for_others() -> None:
    row = Support("Sở", "Giúp", "", "I", ("market",), forms=("company",), stars=3, only="goods")
    sold, tour = DAK_DOA.product_sets.sets[0], next(one for one in DAK_DOA.product_sets.sets if one.tourism)
    best = Seeker(sold, "company", 3)
    assert suits(row, best)
    assert not suits(row, replace(best, form="household"))
    assert not suits(row, replace(best, star=0))
    assert not suits(row, replace(best, product_set=tour))
    assert suits(row, Seeker()), "what is not known leaves nothing out"
    assert suits(replace(row, only="tourism"), replace(best, product_set=tour))
    assert not suits(replace(row, only="food"), replace(best, product_set=tour))


def test_what_belongs_to_the_own_step_comes_first_and_what_suits_later_last() -> None:
    for number in STEPS:
        found = ordered(CA_MAU, Seeker(star=0, step=number))
        suiting = [number in each.steps for each, count in found if count]
        assert suiting == sorted(suiting, reverse=True)
        assert [bool(count) for _, count in found] == sorted((bool(count) for _, count in found), reverse=True)


def test_help_is_grouped_by_who_gives_it_and_by_the_decree_that_pays() -> None:
    plan = load_programme("camau-2021-2025")
    assert sum(map(len, by_agency(support_of(plan)).values())) == len(support_of(plan))
    decrees = by_policy(support_of(plan))
    for number in ("52/2018", "55/2015", "57/2018", "98/2018", "24/2019", "17/2019"):
        assert any(number in name for name in decrees), number
    assert by_policy(support_of(CA_MAU)) == {}


def test_every_programme_says_what_each_star_brings_and_on_what_it_stands() -> None:
    for programme in PROGRAMMES:
        assert all(benefits_of(programme, star) for star in STARS), programme.id
        basis = basis_of(programme)
        assert basis
        assert set(basis.preferred) <= {*programme.legal_forms, *programme.tourism_legal_forms}
        assert len(basis.documents) >= 2
    assert len(principles()) == 3
    assert all(each["en"] and each["vi"] for each in (*principles(), *purpose()))
    assert all(step(number).what["en"] and step(number).you["vi"] for number in STEPS)


def _said(what: What, outcome: Pick) -> dict[What, Selection]:
    return {what: Selection("p1", what, outcome, 1)}


@each(
    ("state", "chosen", "number"),
    [
        (ApplicationState.SENT, {}, IDEA),
        (ApplicationState.RETURNED, {}, IDEA),
        (ApplicationState.ACCEPTED, {}, IDEA),
        (ApplicationState.ACCEPTED, _said(What.IDEA, Pick.REFUSED), IDEA),
        (ApplicationState.ACCEPTED, _said(What.IDEA, Pick.CONDITIONAL), PLAN),
        (ApplicationState.ACCEPTED, _said(What.PLAN, Pick.SENT), PLAN),
        (ApplicationState.ACCEPTED, _said(What.PLAN, Pick.CHOSEN), MAKE),
        (ApplicationState.FILED, {}, ASSESS),
        (ApplicationState.CHECKED, {}, ASSESS),
        (ApplicationState.JUDGED, {}, SELL),
    ],
)
def test_where_a_product_is_follows_from_its_state_and_what_was_chosen(
    state: ApplicationState, chosen: dict[What, Selection], number: int
) -> None:
    assert where_is(replace(LAN, state=state), chosen, CA_MAU) == number
    law = load_programme("vietnam-2027")
    assert where_is(replace(LAN, state=state), chosen, law) in {stage.step for stage in law.stages}


def test_the_money_of_khanh_hoa_adds_up() -> None:
    budget = budget_of(load_programme("khanhhoa-2020"))
    assert budget
    lines = [line for unit in budget.units for line in unit.lines]
    assert len(budget.units) + len(lines) + 1 == 66, "the lines of the annex"
    assert sum(unit.sum.total or 0 for unit in budget.units) == budget.sum.total == 17770
    for unit in budget.units:
        parts = [line.sum.total for line in unit.lines if not line.what.startswith("Trong đó")]
        assert sum(part or 0 for part in parts) == (unit.sum.total or 0), unit.name
    assert budget.of("huyện cam lâm")
    assert budget_of(CA_MAU) is None
