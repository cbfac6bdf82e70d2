"""What a producer is told about the way to a star."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support.each import each

from ocop_domain.criteria.cli_shapes import path_json
from ocop_domain.criteria.effort import load_effort
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.path import Path, cheapest_path
from ocop_domain.errors import Refusal

S01 = load_criteria("26-2026").set("s01")
EFFORT = load_effort("26-2026").for_set(S01)
FULL = {item.code: item.max for item in S01.items}
# Every minimum of four stars met, at 70 points: the vector syn-s01-70.
_POINTS = "2 1 2 2 2 2 0 3 2 3 0 2 0 2 2 2 3 2 3 5 1 3 2 3 2 2 1 3 4 5 1 3"
SEVENTY = dict(zip(FULL, map(int, _POINTS.split()), strict=True))


def way(answers: dict[str, int], target: int, **more: Any) -> Path:
    return cheapest_path(S01, answers, target, EFFORT, **more)


def test_who_is_there_already_has_nothing_to_do() -> None:
    path = way(SEVENTY, 4)
    assert (path.reachable, path.effort, path.steps, path.after.total) == (True, 0, (), 70)


def test_a_missed_minimum_is_mended_even_where_the_points_suffice() -> None:
    path = way(FULL | {"3.5": 1}, 4)
    assert [(s.item, s.start, s.end, s.gain, s.effort, s.lead_days) for s in path.steps] == [("3.5", 1, 2, 1, 10, 480)]
    assert path.after.star == 5


def test_the_steps_stand_in_the_order_of_starting() -> None:
    path = way(dict.fromkeys(FULL, 0) | {"1.1": 3}, 4)
    leads = [step.lead_days for step in path.steps]
    assert len(leads) > 10
    assert leads == sorted(leads, reverse=True)
    assert path.lead_days == leads[0]


def test_a_rise_over_two_levels_costs_the_sum_of_its_steps() -> None:
    path = way(FULL | {"3.5": 0}, 4)
    assert [(s.start, s.end, s.effort, s.lead_days) for s in path.steps] == [(0, 2, 4 + 10, 60 + 480)]


def test_a_margin_aims_above_the_band() -> None:
    path = way(SEVENTY, 4, margin=5)
    assert path.after.total >= 75
    assert path.effort > 0
    assert way(SEVENTY, 4, margin=31).reachable is False


def test_what_takes_too_long_is_left_out_and_the_best_star_in_time_is_told() -> None:
    application = SEVENTY | {"3.5": 1}
    assert way(application, 4, days_left=480).reachable
    late = way(application, 4, days_left=479)
    assert (late.reachable, late.after.star, late.steps, late.blocked) == (False, 3, (), ("3.5",))
    assert [o.allowed for o in late.options if o.item == "3.5"] == [False, False]


def test_short_of_the_target_the_way_leads_to_the_best_star_there_is() -> None:
    poor = dict.fromkeys(FULL, 0) | {"1.1": 3, "5.1": 3, "6.2": 3}
    late = way(poor, 5, days_left=400)
    assert (late.reachable, late.after.star) == (False, 3)
    assert late.after.total >= 50
    assert all(step.lead_days <= 400 for step in late.steps)


def test_where_only_the_margin_is_out_of_reach_the_star_itself_is_still_told() -> None:
    application = SEVENTY | {"4.1": 2}
    path = way(application, 4, margin=31)
    assert (path.reachable, path.after.star, path.after.total) == (False, 4, 70)
    assert [step.item for step in path.steps] == ["4.1"]
    fixed = [code for code in FULL if code != "4.1"]
    lower = way(application | {"3.5": 1}, 4, margin=21, without=fixed)
    # Four stars are closed by 3.5, but three stars with the same margin (71 points) are not.
    assert (lower.reachable, lower.after.star, lower.after.total) == (False, 3, 71)
    most = way(application | {"3.5": 1}, 4, margin=25, without=fixed)
    assert (most.reachable, most.after.star, most.steps) == (False, 3, ())


def test_a_lower_star_is_told_without_its_margin_where_that_is_all_there_is() -> None:
    low = {item.code: item.points[1] for item in S01.items}
    fixed = [code for code in FULL if code not in ("5.1", "5.3", "4.1", "4.3", "6.2", "2.2", "6.3", "2.1")]
    free = way(low, 3, without=fixed)
    assert (free.reachable, free.after.star) == (True, 3)
    tight = way(low, 4, margin=45, without=fixed)
    assert (tight.reachable, tight.after.star) == (False, 3)
    assert 50 <= tight.after.total < 70


def test_what_a_person_cannot_do_is_left_out() -> None:
    usual = way(SEVENTY, 4, margin=4)
    first = usual.steps[0].item
    other = way(SEVENTY, 4, margin=4, without=[first])
    assert first not in [step.item for step in other.steps]
    assert (other.reachable, other.effort >= usual.effort) == (True, True)
    assert not any(o.allowed for o in other.options if o.item == first)


def test_an_either_or_item_can_be_left_out_by_its_case_too() -> None:
    tourism = load_criteria("26-2026").set("s26")
    effort = load_effort("26-2026").for_set(tourism)
    answers = {item.code: item.points[1] for item in tourism.items}
    path = cheapest_path(tourism, answers, 3, effort, without=["8.case1"])
    assert path.reachable
    assert not any(o.allowed for o in path.options if o.item == "8")


def test_a_better_told_story_counts_nothing_before_there_is_a_story() -> None:
    application = FULL | {"5.1": 0, "5.2": 0, "1.1": 0, "1.2": 0}
    # 90 points are there and 93 are asked: the two points of 5.2 are worth nothing alone, three come with 5.1.
    path = way(application, 3, margin=93 - 50)
    moved = {step.item for step in path.steps}
    assert "5.2" not in moved or "5.1" in moved
    assert sum(step.gain for step in path.steps) == path.after.total - path.before.total


def test_a_point_already_earned_but_not_counted_comes_with_the_story() -> None:
    path = way(FULL | {"5.1": 0}, 3, margin=46)
    assert [(s.item, s.end, s.gain) for s in path.steps] == [("5.1", 1, 3)]


def test_unanswered_items_count_as_not_reached_and_are_named() -> None:
    path = way({code: points for code, points in FULL.items() if code != "8"}, 4)
    assert path.unanswered == ("8",)
    assert [(s.item, s.start, s.end) for s in path.steps] == [("8", 0, 3)]


def test_what_stops_the_evaluation_is_told_and_mended_when_asked() -> None:
    water = load_criteria("26-2026").set("s16")
    effort = load_effort("26-2026").for_set(water)
    answers = {item.code: item.max for item in water.items} | {"6.2": 0}
    told = cheapest_path(water, answers, 4, effort)
    assert (told.steps, [e.id for e in told.exclusions]) == ((), ["zero_points"])
    mended = cheapest_path(water, answers, 4, effort, clear_stops=True)
    assert ([s.item for s in mended.steps], mended.exclusions) == (["6.2"], ())


def test_the_json_of_the_command_has_the_agreed_shape() -> None:
    data = {"decision": "26/2026", "set": "s01", "answers": FULL | {"3.5": 2}}
    assert path_json(data, 5) == {
        "reachable": True,
        "star_after": 5,
        "total_after": 99,
        "effort": 0,
        "steps": [],
        "options": [{"item": "3.5", "to": 3, "points": 1, "effort": 15, "lead_days": 270, "allowed": True}],
    }
    told = path_json(data | {"answers": SEVENTY | {"3.5": 1}}, 4)
    assert told["steps"][0] == {"item": "3.5", "from": 1, "to": 2, "gain": 1, "effort": 10, "lead_days": 480}


def test_a_date_is_counted_from_today() -> None:
    data = {"decision": "26/2026", "set": "s01", "answers": SEVENTY | {"3.5": 1}}
    today = date(2026, 11, 23)
    assert path_json(data, 4, today=today, by=date(2027, 4, 29))["reachable"] is False
    assert path_json(data, 4, today=today, by=date(2028, 4, 29))["reachable"] is True
    assert path_json(data, 4, today=today, by=date(2027, 4, 29))["blocked"] == ["3.5"]


@each(
    ("decision", "more", "code"),
    [
        ("148", {}, "error.path_no_effort"),
        ("26/2026", {"target": 6}, "error.score_star"),
        ("26/2026", {"margin": -1}, "error.path_margin"),
        ("26/2026", {"without": ["77"]}, "error.score_item"),
        ("26/2026", {"by": date(2027, 1, 1)}, "error.path_no_today"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(decision: str, more: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        path_json({"decision": decision, "set": "s01", "answers": {}}, **{"target": 4, **more})
    assert refused.value.code == code
