"""The estimates: whole, marked as ours, and open to a province."""

from __future__ import annotations

import pytest
from support.each import each

from ocop_domain.criteria.effort import EffortTable, effort_problems, load_effort
from ocop_domain.criteria.load import load_criteria
from ocop_domain.errors import Refusal

DECISION = load_criteria("26-2026")
TABLE = load_effort("26-2026")
S07 = DECISION.set("s07")


def changed(row_id: str, **fields: object) -> EffortTable:
    rows = tuple({**row, **fields} if row["id"] == row_id else row for row in TABLE.rows)
    return EffortTable(**{**TABLE.__dict__, "rows": rows})


def test_every_step_of_every_item_has_an_estimate_a_reason_a_proof_and_a_helper() -> None:
    assert effort_problems(TABLE, DECISION.sets) == []
    steps = 0
    for criteria in DECISION.sets:
        found = TABLE.for_set(criteria)
        assert list(found) == [item.code for item in criteria.items]
        for item in criteria.items:
            estimate = found[item.code]
            assert [step.points for step in estimate.steps] == [points for points in item.points if points]
            assert all(s.effort >= 1 and s.lead_days >= 1 and s.why.endswith(".") for s in estimate.steps)
            assert estimate.kind in TABLE.kinds
            assert all(TABLE.evidence[row] for row in estimate.evidence)
            assert all(TABLE.helpers[helper] for helper in estimate.helpers)
            steps += len(estimate.steps)
    assert steps > 2000


def test_the_estimates_say_that_they_are_estimates() -> None:
    assert "ước lượng" in TABLE.notice
    assert set(range(1, 16)) <= set(TABLE.evidence)
    assert all(row > 100 for row in set(TABLE.evidence) - set(range(1, 16))), "our own words stand apart"


def test_the_ministry_in_charge_decides_which_department_helps() -> None:
    assert TABLE.for_set(DECISION.set("s05"))["9"].helpers == ("trade", "science")
    assert TABLE.for_set(DECISION.set("s07"))["9"].helpers == ("agriculture", "science")


def test_a_rise_costs_the_same_in_one_go_as_level_by_level() -> None:
    estimate = TABLE.for_set(S07)["3.5"]
    assert estimate.rise(0, 3) == (4 + 10 + 15, 60 + 480 + 270)
    assert estimate.rise(2, 2) == (0, 0)
    assert "Cục" in estimate.why
    assert "thẩm định" in estimate.reason(1)


def test_a_province_may_change_an_estimate_everywhere_or_for_one_item() -> None:
    everywhere: dict[str, dict[str, object]] = {"intellectual_property": {"steps": [[9, 90], [9, 400], [9, 100]]}}
    assert TABLE.for_set(S07, everywhere)["3.5"].rise(0, 1) == (9, 90)
    one: dict[str, dict[str, object]] = {"s07:3.5": {"steps": [[7, 70], [7, 400], [7, 100]], "helps": ["commune"]}}
    both = TABLE.for_set(S07, everywhere | one)["3.5"]
    assert (both.rise(0, 1), both.helpers) == ((7, 70), ("commune",))
    assert TABLE.for_set(DECISION.set("s08"), everywhere | one)["3.5"].rise(0, 1) == (9, 90)
    assert TABLE.for_set(S07)["3.5"].rise(0, 1) == (4, 60)


@each(
    ("overrides", "code"),
    [
        ({"trademarks": {}}, "error.effort_item"),
        ({"s07:9.9": {}}, "error.effort_item"),
        ({"s07:3.5": {"steps": [[1, 1]]}}, "error.effort_steps"),
        ({"s07:3.5": {"steps": [[0, 1], [1, 1], [1, 1]]}}, "error.effort_steps"),
        ({"s07:3.5": {"steps": [[1, 1.5], [1, 1], [1, 1]]}}, "error.effort_steps"),
    ],
)
def test_a_change_that_fits_nothing_is_refused(overrides: dict[str, dict[str, object]], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        TABLE.for_set(S07, overrides)
    assert refused.value.code == code


@each(
    ("row", "fields", "code"),
    [
        ("export", {"steps": [[1, 1]]}, "effort_matches"),
        ("bilingual", {"label": "nothing"}, "effort_unused"),
        ("nutrition", {"label": "Nhãn song ngữ", "steps": [[1, 1]]}, "effort_matches"),
        ("export", {"kind": "magic"}, "effort_words"),
        ("export", {"evidence": [16]}, "effort_evidence"),
        ("export", {"helps": []}, "effort_helpers"),
        ("export", {"steps": [[0, 1], [1, 1], [1, 1]]}, "effort_steps"),
    ],
)
def test_a_hole_in_the_estimates_is_noticed(row: str, fields: dict[str, object], code: str) -> None:
    assert code in {p.code for p in effort_problems(changed(row, **fields), DECISION.sets)}


def test_the_decisions_of_the_past_have_no_estimates() -> None:
    with pytest.raises(Refusal) as refused:
        load_effort("148-2023")
    assert refused.value.code == "error.path_no_effort"
