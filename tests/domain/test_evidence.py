"""What a dossier wants, as the law and our table of evidence state it."""

from __future__ import annotations

from datetime import date, timedelta

from support.each import each

from ocop_domain.criteria.effort import load_effort
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.evidence import (
    KINDS,
    OF_PRODUCT,
    RECOGNITION,
    ROWS,
    Paper,
    Standing,
    checklist,
    kinds_that_hold,
    of_registration,
    standing,
)
from ocop_domain.proofs import items_of_star, kinds_for, proofs

TODAY = date(2026, 11, 22)
LAW = load_criteria("26-2026")
DRIED = LAW.set("s08")


def paper(kind: str, days: int | None = None, *products: str) -> Paper:
    ends = None if days is None else TODAY + timedelta(days=days)
    return Paper(f"{kind}{days}", 1, kind, "Tôm khô", expires=ends, products=products)


@each(("days", "state"), [(None, "there"), (61, "there"), (60, "ending"), (0, "ending"), (-1, "ended")])
def test_a_paper_runs_out_two_months_before_its_end_and_is_over_the_day_after(days: int | None, state: str) -> None:
    assert standing(paper("facility", days), TODAY) == state


def test_a_paper_counts_for_its_products() -> None:
    assert paper("test_result").is_for("p9"), "for everything"
    assert paper("test_result", None, "p1", "p2").is_for("p2")
    assert not paper("test_result", None, "p1").is_for("p2")


def test_a_certificate_of_registration_answers_what_it_proves_as_long_as_it_holds() -> None:
    own = Paper("w1", 1, "registration", "Hộ", number="61A8", issued=TODAY, expires=TODAY)
    said = {"registered": True, "registration_number": "61A8", "registration_date": TODAY.isoformat()}
    assert of_registration([own], TODAY) == said
    assert of_registration([own], TODAY + timedelta(days=1)) == {}
    assert of_registration([paper("facility")], TODAY) == {}
    assert kinds_that_hold([own, paper("facility")], TODAY) == {"registration", "facility"}
    assert kinds_that_hold([own], TODAY + timedelta(days=1)) == set()


def test_every_row_of_the_table_of_evidence_is_one_kind_and_business_papers_are_for_all() -> None:
    assert sorted(ROWS.values()) == list(range(1, 16))
    assert set(ROWS) | {RECOGNITION, "other"} == set(KINDS)
    assert set(ROWS) - OF_PRODUCT == {"registration", "facility", "environment", "labour", "growth", "quality_system"}


@each("criteria", list(LAW.sets))
def test_every_item_of_every_set_is_proven_by_a_kind_of_paper_or_by_what_can_be_seen(criteria: CriteriaSet) -> None:
    proven = {code for codes in proofs(criteria).values() for code in codes}
    rows = load_effort(criteria.decision).for_set(criteria)
    seen = {code for code, effort in rows.items() if any(row not in ROWS.values() for row in effort.evidence)}
    assert proven | seen == set(criteria.by_code)
    assert len(proven) > len(criteria.items) / 3


def test_a_decision_of_the_past_says_nothing_of_what_proves_what() -> None:
    assert proofs(load_criteria("148-2023").set("s08")) == {}


def test_the_checklist_has_what_must_be_what_the_star_asks_and_what_brings_points() -> None:
    proven = proofs(DRIED)
    star = kinds_for(proven, items_of_star(DRIED, {}, 4))
    found = checklist(
        [paper("test_result", 30), paper("test_result", 300), paper("other")],
        food=True,
        registered=True,
        today=TODAY,
        proves=proven,
        for_star=star,
    )
    must = [w.kind for w in found if w.required]
    assert must == ["registration", "facility", "declaration", "test_result"]
    result = next(w for w in found if w.kind == "test_result")
    assert (result.standing, result.lacking) == (Standing.THERE, False), "the one that lasts longest counts"
    assert "8" in result.proves
    more = [w.for_star for w in found if not w.required]
    assert any(more)
    assert more == sorted(more, reverse=True), "what the star asks comes first"
    assert all(w.proves for w in found), "what proves nothing in this set is not asked for"


def test_a_star_stands_on_its_minima_until_there_is_a_score_then_on_the_work_that_is_left() -> None:
    minima = {code for code, points in DRIED.required[4].items() if points}
    assert items_of_star(DRIED, {}, 4) == minima
    assert items_of_star(DRIED, {}, 4, minima) == set(), "what is proven anyway is not asked for once more"
    assert items_of_star(DRIED, {}, 3) <= items_of_star(DRIED, {}, 5)
    nothing = dict.fromkeys(DRIED.by_code, 0)
    assert items_of_star(DRIED, nothing, 4) > minima, "points must come from somewhere"
    best = {item.code: item.points[-1] for item in DRIED.items}
    claimed = {code for code, points in best.items() if points > DRIED.required[4].get(code, 0)}
    assert claimed <= items_of_star(DRIED, best, 4, set(best)), "claimed points are proven"
