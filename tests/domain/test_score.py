"""Scoring: the vectors of the decisions, the bands, and what is said when an answer cannot be."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.each import each

from ocop_domain.criteria.cli_shapes import score_json
from ocop_domain.criteria.council import average, differences, mean
from ocop_domain.criteria.load import decision_named, load_criteria
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.score import score
from ocop_domain.errors import Refusal

VECTORS = yaml.safe_load((Path(__file__).parents[1] / "data" / "score_vectors.yaml").read_text("utf-8"))
SHEETS = [*VECTORS["third_party_1048"], *VECTORS["synthetic_26_2026"]]
S01 = load_criteria("26-2026").set("s01")
FULL = {item.code: item.max for item in S01.items}


def refusal(criteria: CriteriaSet, answers: dict[str, Any], **more: Any) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refusal) as refused:
        score(criteria, answers, **more)
    return refused.value.code, refused.value.params


@each("row", SHEETS)
def test_a_sheet_of_the_vectors_gets_its_points_and_its_star(row: dict[str, Any]) -> None:
    result = score(decision_named(row["regime"]).set(row["set"]), row["answers"])
    assert (result.total, dict(result.parts)) == (row["total"], row["parts"])
    assert result.star_by_points == row["band_by_total"]
    assert result.unanswered == ()
    if "star_after_minima" in row:
        assert result.star == row["star_after_minima"]
        assert {star: list(codes) for star, codes in result.missed_minima.items()} == row["missed_minima"]


@each("row", VECTORS["bands_26_2026"])
def test_a_band_of_26_2026_takes_the_average_as_it_is(row: dict[str, Any]) -> None:
    assert S01.star_by_points(row["total"]) == row["star"]


def test_a_published_average_gets_the_star_it_was_given() -> None:
    published = VECTORS["published"][0]
    criteria = decision_named(published["regime"]).set("s01")
    assert criteria.star_by_points(published["total_avg"]) == published["star"]
    assert criteria.star_by_points(50.01) == VECTORS["published"][1]["star"]


def test_under_1048_half_a_point_below_ninety_is_four_stars_and_no_minimum_is_known() -> None:
    criteria = decision_named("1048").set("s01")
    assert [criteria.star_by_points(t) for t in (89, 89.5, 90)] == [4, 4, 5]
    assert not any(criteria.required.values())


def test_none_reached_is_nought_where_no_level_of_nought_is_printed() -> None:
    assert S01.item("1.1").level(0) is None
    assert score(S01, FULL | {"1.1": 0}).total == 97


def test_the_structure_of_a_story_counts_only_with_a_story() -> None:
    without = score(S01, FULL | {"5.1": 0})
    assert without.total == 100 - 5 - 2
    assert without.counted["5.2"] == 0
    assert score(S01, FULL | {"5.1": 1}).counted["5.2"] == 2


def test_a_question_that_no_longer_counts_is_not_open() -> None:
    answers = {code: points for code, points in FULL.items() if code != "5.2"}
    assert score(S01, answers).unanswered == ("5.2",)
    assert score(S01, answers | {"5.1": 0}).unanswered == ()


def test_unanswered_items_leave_an_interval_from_what_is_certain_to_what_is_possible() -> None:
    result = score(S01, {code: points for code, points in FULL.items() if code not in ("3.5", "4.1", "8")})
    assert result.points_range == (100 - 3 - 5 - 5, 100)
    # Without a trademark application not even three stars are certain; nothing answered stands against five.
    assert (result.star_by_points, result.star, result.star_range) == (4, 2, (2, 5))
    assert result.missed_minima == {}


def test_a_minimum_that_no_open_answer_can_mend_closes_the_star_at_once() -> None:
    result = score(S01, {"3.5": 1})
    assert result.star_range == (1, 3)
    assert result.missed_minima == {5: ("3.5",), 4: ("3.5",)}


def test_an_either_or_item_takes_the_points_of_one_case_and_refuses_both() -> None:
    tourism = load_criteria("26-2026").set("s26")
    assert score(tourism, {"8": 3}).total == score(tourism, {"8.case2": 3}).total == 3
    assert refusal(tourism, {"8.case1": 1, "8.case2": 3}) == ("error.score_both_cases", {"item": "8"})
    assert refusal(tourism, {"8": 1, "8.case2": 3})[0] == "error.score_both_cases"


def test_a_case_offers_only_its_own_levels() -> None:
    s01 = decision_named("1048").set("s01")
    assert score(s01, {"3.2.case2": 1}).total == 1
    code, params = refusal(s01, {"3.2.case2": 2})
    assert (code, params["item"], params["allowed"]) == ("error.score_points", "3.2.case2", (0, 1))
    # A household that has not answered yet can get one point at most, not the two of a cooperative.
    everything = score(s01, {}).points_range[1]
    assert score(s01, {"3.2.case2": None}).points_range[1] == everything - 1


@each("points", [4, -1, 2.5, 3.0, "3", True, [3]])
def test_points_no_level_has_are_refused_and_named(points: Any) -> None:
    code, params = refusal(S01, {"1.1": points})
    assert (code, params["item"], params["points"]) == ("error.score_points", "1.1", points)
    assert params["allowed"] == (0, 1, 2, 3)


def test_an_item_the_set_does_not_have_is_refused_and_named() -> None:
    assert refusal(S01, {"9.9": 1}) == ("error.score_item", {"item": "9.9", "set": "s01", "decision": "26-2026"})


def test_what_would_refuse_the_dossier_is_told_beside_the_points() -> None:
    result = score(S01, FULL, said=["forged"])
    assert [(e.id, e.kind) for e in result.exclusions] == [("forged", "refused")]
    assert result.total == 100
    assert score(S01, FULL).exclusions == ()
    assert refusal(S01, FULL, said=["nonsense"])[0] == "error.score_exclusion"


def test_a_nought_that_stops_the_evaluation_is_told_unasked() -> None:
    water = load_criteria("26-2026").set("s16")
    assert [e.id for e in score(water, {"6.2": 0}).exclusions] == ["zero_points"]
    assert score(water, {"6.2": 3}).exclusions == ()
    assert score(water, {}).exclusions == ()


def test_the_mean_of_a_council_is_exact_and_never_rounded_up_into_a_star() -> None:
    assert mean([90, 90, Decimal("89.99")]) < 90
    assert S01.star_by_points(mean([90, 90, 89.99])) == 4
    assert mean([90.1, 90.2]) == Fraction(9015, 100)
    with pytest.raises(Refusal):
        mean([])


def test_a_council_averages_points_parts_and_minima() -> None:
    sheets = [score(S01, FULL), score(S01, FULL | {"3.5": 1, "1.1": 2}), score(S01, FULL | {"3.5": 2})]
    result = average(S01, sheets)
    assert (result.total, result.members) == (Decimal("98.67"), 3)
    assert result.parts["A"] == Decimal("38.67")
    assert result.items["3.5"] == Decimal("2.00")
    assert (result.star_by_points, result.star) == (5, 5)
    strict = average(S01, [sheets[1], sheets[2]])
    assert (strict.star_by_points, strict.star, strict.missed_minima) == (5, 3, {5: ("3.5",), 4: ("3.5",)})


def test_a_council_needs_complete_sheets_of_one_set() -> None:
    other = load_criteria("26-2026").set("s02")
    for sheets, code in (
        ([], "error.score_no_sheets"),
        ([score(S01, {})], "error.score_unanswered"),
        ([score(other, {i.code: i.max for i in other.items})], "error.score_other_set"),
    ):
        with pytest.raises(Refusal) as refused:
            average(S01, sheets)
        assert refused.value.code == code


def test_the_difference_to_a_councils_sheet_is_told_item_by_item_the_most_lost_first() -> None:
    found = differences(S01, FULL, FULL | {"1.1": 2, "4.1": 1, "8": 3})
    assert [(d.item, d.own, d.council) for d in found] == [("4.1", 5, 1), ("8", 5, 3), ("1.1", 3, 2)]


def test_the_json_of_the_command_has_the_agreed_shape() -> None:
    data = {"decision": "26/2026", "set": "s01", "answers": FULL | {"3.5": 1}}
    assert score_json(data) == {
        "total": 98,
        "parts": {"A": 38, "B": 25, "C": 35},
        "star": 3,
        "star_by_points": 5,
        "missed_minima": {"5": ["3.5"], "4": ["3.5"]},
        "unanswered": [],
        "points_range": [98, 98],
        "star_range": [3, 3],
    }


def test_the_json_says_first_what_refuses_the_dossier_and_last_what_our_copy_lacks() -> None:
    told = score_json({"decision": "26/2026", "set": "s01", "answers": {}, "exclusions": ["forged"]})
    assert next(iter(told)) == "exclusions"
    assert any("97" in gap for gap in score_json({"decision": "148", "set": "s11", "answers": {}})["gaps"])


@each(
    ("data", "key"),
    [
        (None, ""),
        ([], ""),
        ({"set": "s01", "answers": {}}, "decision"),
        ({"decision": "148", "answers": {}}, "set"),
        ({"decision": "148", "set": "s01"}, "answers"),
        ({"decision": "148", "set": "s01", "answers": [1]}, "answers"),
        ({"decision": "148", "set": "s01", "answers": {}, "exclusions": "x"}, "exclusions"),
    ],
)
def test_a_file_of_another_shape_is_refused_by_the_key_that_is_wrong(data: object, key: str) -> None:
    with pytest.raises(Refusal) as refused:
        score_json(data)
    assert (refused.value.code, refused.value.params) == ("error.score_file", {"field": key})
