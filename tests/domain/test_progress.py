"""Lists of plans and progress: numbers of the annexes, products found in them, how far quotas and goals are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.each import each

from ocop_domain.applications import ApplicationState
from ocop_domain.areas import load_areas
from ocop_domain.planned import PlannedProduct, PlannedUnits, of_year
from ocop_domain.planned_files import read_planned
from ocop_domain.planned_matching import Registered, compare, look_up
from ocop_domain.programme_files import BadProgrammeError, load_programme, programme_text, read_programme
from ocop_domain.progress import (
    GoalMeasure,
    Mark,
    ProgressEntry,
    ProgressStep,
    TakingPart,
    at_least,
    by_step,
    counted,
    marks_counted,
    quota_progress,
    row_of,
    unknown,
)
from ocop_domain.report_fields import FieldKind, as_text, form_for, from_text, from_words, report_forms, summed
from ocop_domain.territories import unit_of

AREAS = load_areas()
DAY = date(2022, 6, 1)


def _places(programme: str) -> PlannedUnits:
    plan = load_programme(programme)
    return PlannedUnits(AREAS, unit_of(plan, AREAS), plan.issued or plan.valid_from)


def test_the_lists_of_the_plans_are_whole_and_agree_with_their_quotas() -> None:
    camau, whole, khanhhoa = map(load_programme, ("camau-2022", "camau-2021-2025", "khanhhoa-2020"))
    assert [sum(one.kind == kind for one in camau.planned) for kind in ("new", "upgrade")] == [62, 22]
    assert [len(of_year(whole.planned, year)) for year in (2022, 2023, 2024, 2025)] == [49, 87, 54, 47]
    assert len(khanhhoa.planned) == 39
    assert (sum(q.new for q in camau.quotas), sum(q.upgrade for q in camau.quotas)) == (58, 16)
    u_minh = {q.year: q.new for q in whole.quotas if q.area == "Huyện U Minh"}
    assert u_minh == {2022: 1, 2023: 12, 2024: 11, 2025: 5}
    for plan in (whole, khanhhoa):
        for quota in plan.quotas:
            named = [p for p in plan.planned if (p.area, p.year) == (quota.area, plan.quota_year(quota))]
            assert len(named) == quota.new, quota


def test_every_row_of_a_list_names_a_unit_that_is_known() -> None:
    for programme in ("camau-2022", "camau-2021-2025", "khanhhoa-2020"):
        places = _places(programme)
        for one in load_programme(programme).planned:
            unit = AREAS.find(places.unit_of(one.area, one.commune))
            assert unit, one
            assert unit.level == ("commune" if one.commune else "district"), one


def test_a_list_with_mistakes_is_refused_by_line(tmp_path: Path) -> None:
    text = "product,area,kind,year\n,Huyện U Minh,new,2022\nMắm,Huyện U Minh,old,2022\nMắm,Huyện U Minh,new,hai"
    rows, wrong = read_planned(text, 2022)
    assert [(m.line, m.text.split(" ")[0]) for m in wrong] == [(2, "“product”"), (3, "“old”"), (4, "“hai”")]
    assert rows == ()
    assert [m.text for m in read_planned("name,area\n", 2022)[1]] == [
        "There is no column “product”.",
        "“name” is no column of a list of products.",
    ]
    plan = tmp_path / "mine.yaml"
    plan.write_text(programme_text("camau-2022"), "utf-8")
    plan.with_suffix(".csv").write_text("\ufeffproduct,area\nMắm ba khía,Huyện Năm Căn\n", "utf-8")
    (row,) = read_programme(plan.read_text("utf-8"), str(plan)).planned
    assert (row.product, row.year, row.kind) == ("Mắm ba khía", 2022, "new")
    plan.with_suffix(".csv").write_text("product\nMắm\n", "utf-8")
    with pytest.raises(BadProgrammeError, match=r"mine\.csv:1: There is no column “area”"):
        read_programme(plan.read_text("utf-8"), str(plan))


@each(
    ("typed", "producer", "expected"),
    [
        ("gao st25 thuan xuong", "", "Gạo ST 25 Thuận Xương"),
        ("Gạo ST25", "cong ty thuan xuong", "Gạo ST 25 Thuận Xương"),
        ("tom kho", "Phúc Thịnh", "Tôm khô"),
    ],
)
def test_a_product_is_found_in_the_list_however_it_is_typed(typed: str, producer: str, expected: str) -> None:
    assert look_up(load_programme("camau-2022").planned, typed, producer)[0].product == expected


def test_what_no_list_has_is_not_found() -> None:
    for typed in ("máy cày", "bánh tét lá cẩm", "x", ""):
        assert look_up(load_programme("camau-2022").planned, typed) == (), typed


def test_every_product_of_every_list_finds_its_own_row_and_no_other() -> None:
    for programme in ("camau-2022", "camau-2021-2025", "khanhhoa-2020"):
        planned, places = load_programme(programme).planned, _places(programme)
        registered = [
            Registered(one.id, one.product.upper(), one.producer, places.unit_of(one.area, one.commune))
            for one in reversed(planned)
        ]
        found = compare(planned, registered, _inside(places))
        wrong = [(p.id, r.application) for p, r in found.matched if p.id != r.application and not _twins(p, r)]
        assert not wrong
        assert len(found.matched) == len(planned)


def _inside(places: PlannedUnits) -> Callable[[PlannedProduct], frozenset[str]]:
    return lambda row: AREAS.reach(places.unit_of(row.area), DAY)


def _twins(row: PlannedProduct, one: Registered) -> bool:
    """Two rows that print the same, or that only a word tells apart, may be taken for one another."""
    return row.product.casefold() == one.product.casefold()


def test_what_is_missing_and_what_is_beside_the_list_is_told() -> None:
    planned, places = load_programme("camau-2022").planned, _places("camau-2022")
    rice = planned[0]
    here, elsewhere = places.unit_of(rice.area, rice.commune), places.unit_of("Huyện U Minh")
    registered = [
        Registered("a", "Gạo ST25 Thuận Xương", "Cty Thuận Xương", here),
        Registered("b", "Tôm khô", "Hộ Không Ai Biết", here),
        Registered("c", planned[1].product, planned[1].producer, elsewhere),
    ]
    found = compare(planned, registered, _inside(places))
    assert [(p.id, r.application) for p, r in found.matched] == [(rice.id, "a")]
    assert {r.application for r in found.unplanned} == {"b", "c"}, "another producer's, another district's"
    assert len(found.missing) == len(planned) - 1


BASE = ProgressEntry(
    *("p", "q", 1, "camau-2022", "o32035", "Mắm", "Hộ Lan", ApplicationState.SENT, "", "new", "household", "s1"),
    sent_on=date(2022, 2, 1),
    updated_on=date(2022, 2, 1),
)


def test_the_step_of_an_application_follows_from_what_became_of_it() -> None:
    state = ApplicationState
    cases = [
        ({}, ProgressStep.SENT),
        ({"state": state.RETURNED}, ProgressStep.SENT),
        ({"state": state.ACCEPTED}, ProgressStep.ACCEPTED),
        ({"state": state.ACCEPTED, "idea": "chosen"}, ProgressStep.CHOSEN),
        ({"state": state.ACCEPTED, "idea": "chosen", "plan": "sent"}, ProgressStep.CHOSEN),
        ({"state": state.ACCEPTED, "idea": "chosen", "plan": "conditional"}, ProgressStep.PLANNED),
        ({"state": state.SUPPLEMENT, "plan": "chosen"}, ProgressStep.FILED),
        ({"state": state.CHECKED}, ProgressStep.CHECKED),
        ({"state": state.CHECKED, "level": "district"}, ProgressStep.PASSED),
        ({"state": state.JUDGED, "level": "district"}, ProgressStep.JUDGED),
        ({"state": state.JUDGED, "level": "province", "star": 3}, ProgressStep.RECOGNISED),
    ]
    entries = [replace(BASE, **change) for change, _ in cases]  # type: ignore[arg-type]
    assert [entry.step for entry in entries] == [step for _, step in cases]
    assert at_least(entries, ProgressStep.FILED) == 5
    assert sum(by_step(entries).values()) == len(entries)
    gone = [replace(BASE, state=state.REFUSED), replace(BASE, closed="ended")]
    row = row_of("all", [*entries, *gone])
    assert (row.registered, row.accepted, row.filed, row.checked, row.recognised, row.out) == (11, 9, 5, 4, 1, 2)
    assert row.stars == {3: 1}


def test_each_unit_is_held_against_its_own_quota_of_the_year() -> None:
    camau, places = load_programme("camau-2022"), _places("camau-2022")
    commune = places.unit_of("Thành phố Cà Mau", "Xã Định Bình")
    entries = [
        replace(BASE, area=commune),
        replace(BASE, area=commune, kind="upgrade", state=ApplicationState.JUDGED, star=4, recognised_on=DAY),
        replace(BASE, area=commune, state=ApplicationState.REFUSED),
        replace(BASE, area=places.unit_of("Huyện U Minh")),
    ]

    def reach(unit: str) -> frozenset[str]:
        return AREAS.reach(unit, DAY)

    found = {one.quota.area: one for one in quota_progress(camau, places, entries, 2022, reach)}
    city = found["Thành phố Cà Mau"]
    assert (city.wanted, city.registered, city.upgrade, city.recognised) == (14, 2, 1, 1)
    assert (found["Huyện U Minh"].registered, found["Huyện Phú Tân"].registered) == (1, 0)
    assert quota_progress(camau, places, entries, 2023, reach) == []


def test_goals_are_counted_by_what_they_count_and_shares_name_whom_they_do_not_know() -> None:
    plan = load_programme("camau-2021-2025")
    goals = {goal.measure: goal for goal in plan.targets if goal.measure and not goal.year}
    people = [
        TakingPart(1, "HTX", "o32035", "cooperative", marks={Mark.TRAINED: True, Mark.MODERN: False}, stars=3),
        TakingPart(2, "Cty", "o32035", "company", marks={Mark.SMALL: True, Mark.CIRCULAR: True}, stars=4),
        TakingPart(3, "Hộ", "o32035", "household"),
        TakingPart(4, "Hộ", "o32035", "household", marks={Mark.MODERN: True}, stars=3),
    ]
    entries = [replace(BASE, star=star, recognised_on=DAY, state=ApplicationState.JUDGED) for star in (3, 5, 0)]

    def far(measure: GoalMeasure) -> float | None:
        return counted(goals[measure], entries, people)

    assert (far(GoalMeasure.RECOGNISED), far(GoalMeasure.FIVE_STARS), far(GoalMeasure.REGISTERED)) == (2, 1, 3)
    assert (far(GoalMeasure.COOPERATIVE_SHARE), far(GoalMeasure.SME_SHARE), far(GoalMeasure.CIRCULAR_SHARE)) == (
        33.3,
        33.3,
        33.3,
    )
    assert (far(GoalMeasure.TRAINED_SHARE), far(GoalMeasure.MODERN_SHARE)) == (25, 25)
    assert [one.account for one in unknown(goals[GoalMeasure.MODERN_SHARE], people)] == [2, 3]
    assert unknown(goals[GoalMeasure.SME_SHARE], people) == [], "only a company can be a small one"
    assert counted(replace(goals[GoalMeasure.REGISTERED], measure=""), entries, people) is None
    of_2023 = next(goal for goal in plan.targets if goal.year == 2023)
    assert counted(of_2023, entries, people) == 0
    assert marks_counted([plan]) == (Mark.TRAINED, Mark.MODERN, Mark.CIRCULAR, Mark.SMALL)
    assert marks_counted([load_programme("camau-2022")]) == ()


def test_reports_with_fields_belong_to_duties_and_are_summed_by_kind() -> None:
    for form in report_forms().values():
        plan = load_programme(form.programme)
        assert all(plan.duty(duty) for duty in form.duties), form.id
        assert from_text(as_text(form.fields)) == form.fields
        assert all(one.ask_en and one.label_en and one.label for one in form.fields), form.id
    half = form_for("dakdoa-2022", "dd22-r-producer")
    assert half
    answers = [
        {
            "sales": {"dong": 120_500_000, "per": ""},
            "volume": 400,
            "workers": 3,
            "quality": True,
            "trouble": "Khô",
        },
        {"sales": {"dong": 30_000_000, "per": ""}, "volume": 10, "workers": 1, "quality": False, "trouble": None},
    ]
    found = {one.field.id: one for one in summed(half.fields, answers)}
    assert (found["sales"].total, found["workers"].total, found["workers"].answered) == (150_500_000, 4, 2)
    assert (found["quality"].yes, found["quality"].answered, found["trouble"].texts) == (1, 2, ("Khô",))
    assert form_for("camau-2022", "cm22-r-month") is None
    assert {kind for form in report_forms().values() for kind in (f.kind for f in form.fields)} == set(FieldKind)


@each(
    ("written", "kinds"),
    [
        ("Có bao nhiêu lao động?", "number"),
        ("Ký được bao nhiêu hợp đồng?", "number"),
        ("Bao nhiêu hộ vay vốn?", "number"),
        ("Tổng số vốn vay", "money"),
        ("Doanh thu quý này bao nhiêu?", "money"),
        ("Ban duoc bao nhieu trieu dong", "money"),
        ("Cần mua máy gì?", "text"),
        ("mo may lop", "number"),
        ("Bán được bao nhiêu kg? Doanh thu bao nhiêu tiền?", "number money"),
        ("Mở mấy lớp? (chữ) Ai dạy? Có khó khăn không?\n- Khó khăn gì", "text text yes_no text"),
    ],
)
def test_a_question_counts_what_stands_behind_how_many_and_ends_with_its_mark(written: str, kinds: str) -> None:
    assert [one.kind for one in from_words(written)] == [FieldKind(kind) for kind in kinds.split()]
