"""The path is really the cheapest: against a solver of another make, and against every choice there is.

The solver shares nothing with the assistant: it reads the criteria file itself, carries totals from 0 to 100 upwards,
and tries each way the story can end. `compare` is also what a longer run calls:
`python -c "from tests.domain.test_path_oracle import compare; print(compare(4000, 99))"`.
"""

from __future__ import annotations

import json
import random
from importlib.resources import files
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples

from ocop_domain.criteria.cheapest import ItemOption, choose
from ocop_domain.criteria.effort import load_effort
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.path import Path, cheapest_path

RAW = json.loads(files("ocop_domain").joinpath("data", "criteria", "26-2026.json").read_bytes())
BANDS = {3: 50, 4: 70, 5: 90}
CRITERIA = load_criteria("26-2026")
EFFORT = {s.id: load_effort("26-2026").for_set(s) for s in CRITERIA.sets}
Answers = dict[str, int]


def raw_items(row: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {i["code"]: i for part in row["parts"] for c in part["criteria"] for i in c["items"]}


def gates(row: dict[str, Any], target: int) -> dict[str, int]:
    """Item → the most any star up to the target asks of it."""
    asked: dict[str, int] = {}
    for star in range(3, target + 1):
        for code, points in row["minima"].get(str(star), {}).items():
            asked[code] = max(points, asked.get(code, 0))
    return asked


def least_effort(row: dict[str, Any], now: Answers, options: list[tuple[str, int, int]], star: int, need: int) -> float:
    """The least effort for `star` with `need` points; `options` are (item, points, effort) that are allowed."""
    asked = gates(row, star)
    ways: dict[str, list[tuple[int, int]]] = {
        code: [(now[code], 0), *((to, effort) for item, to, effort in options if item == code)] for code in now
    }
    needing = [code for code, item in raw_items(row).items() if item.get("needs")]
    best = float("inf")
    for story, first in ways["5.1"]:
        if story < asked.get("5.1", 0):
            continue
        cost = {story: first}
        for code in now:
            if code == "5.1":
                continue
            new: dict[int, int] = {}
            for points, effort in ways[code]:
                counts = 0 if code in needing and story == 0 else points
                if counts < asked.get(code, 0):
                    continue
                for total, spent in cost.items():
                    reached = total + counts
                    if spent + effort < new.get(reached, 1 << 30):
                        new[reached] = spent + effort
            cost = new
        best = min([best, *(spent for total, spent in cost.items() if total >= need)])
    return best


def judge(row: dict[str, Any], answers: Answers) -> tuple[int, int]:
    """Total and star, by the text of the decision."""
    items = raw_items(row)
    counted = {c: 0 if items[c].get("needs") and not answers[items[c]["needs"]] else p for c, p in answers.items()}
    total = sum(counted.values())
    for star in (5, 4, 3):
        if total >= BANDS[star] and all(counted[c] >= p for c, p in gates(row, star).items()):
            return total, star
    return total, 2 if total >= 30 else 1


def random_case(pick: random.Random, number: int) -> tuple[dict[str, Any], Answers, int, dict[str, Any]]:
    """A product of one of the 26 sets, poor or good, with or without a date, a margin and things it cannot do."""
    row = RAW["sets"][number % 26]
    good = pick.random()
    answers: Answers = {}
    for code, item in raw_items(row).items():
        levels = item.get("levels") or item["cases"][0]["levels"]
        points = sorted({0, *(level["p"] for level in levels)})
        if pick.random() > 0.1:
            points = points[1:] if points[1:] and levels[0]["p"] else points
        answers[code] = pick.choice(points[-2:] if pick.random() < good else points)
    wishes: dict[str, Any] = {}
    if pick.random() < 0.4:
        wishes["days_left"] = pick.choice([20, 45, 90, 180, 365, 500])
    if pick.random() < 0.3:
        wishes["margin"] = pick.choice([1, 3, 5, 10])
    if pick.random() < 0.3:
        wishes["without"] = pick.sample(sorted(answers), 3)
    return row, answers, pick.choice([3, 4, 4, 5]), wishes


def check(row: dict[str, Any], answers: Answers, target: int, wishes: dict[str, Any]) -> Path:
    """Solves one product both ways; fails where they differ."""
    path = cheapest_path(CRITERIA.set(row["id"]), answers, target, EFFORT[row["id"]], **wishes)
    open_options = [(o.item, o.to, o.effort) for o in path.options if o.allowed]
    least = least_effort(row, answers, open_options, target, BANDS[target] + wishes.get("margin", 0))
    told = (row["id"], answers, target, wishes)
    assert path.reachable == (least < float("inf")), told
    after = answers | {step.item: step.end for step in path.steps}
    assert judge(row, after) == (path.after.total, path.after.star), told
    assert sum(step.gain for step in path.steps) == path.after.total - path.before.total, told
    if path.reachable:
        assert path.effort == least, told
        assert path.after.star >= target, told
        assert path.after.total >= BANDS[target] + wishes.get("margin", 0), told
    else:
        best = next(
            (
                s
                for s in (5, 4, 3)
                if s <= target and least_effort(row, answers, open_options, s, BANDS[s]) < float("inf")
            ),
            0,
        )
        assert max(path.after.star, 2) == max(best, 2), told
    allowed = {(o.item, o.to): o for o in path.options if o.allowed}
    for step in path.steps:
        option = allowed[step.item, step.end]
        assert (option.effort, option.lead_days) == (step.effort, step.lead_days), told
    return path


def compare(number: int, seed: int) -> dict[str, int]:
    """Solves so many random products both ways; how many had a way, had none, and needed nothing."""
    pick = random.Random(seed)
    seen = {"reached": 0, "out of reach": 0, "already there": 0}
    for n in range(number):
        path = check(*random_case(pick, n))
        seen["out of reach" if not path.reachable else "reached" if path.steps else "already there"] += 1
    return seen


def test_the_path_costs_what_an_independent_solver_finds_over_all_sets() -> None:
    seen = compare(260, seed=2026)
    # The products must put both answers to the test.
    assert seen["reached"] > 100
    assert seen["out of reach"] > 30


def cost(chosen: list[ItemOption]) -> tuple[int, int, int]:
    """Effort, longest lead, number of steps: in the order in which they matter."""
    return (
        sum(o.effort for o in chosen),
        max((o.lead for o in chosen), default=0),
        sum(len(o.moves) for o in chosen),
    )


OPTIONS = st.builds(
    lambda gain, effort, lead, steps: ItemOption(gain, effort, lead, tuple(("x", n) for n in range(steps))),
    st.integers(0, 4),
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(0, 2),
)


@examples(400)
@given(st.lists(st.lists(OPTIONS, min_size=1, max_size=4), max_size=5), st.integers(0, 14))
def test_ties_go_to_the_shortest_lead_and_then_to_the_fewest_steps(groups: list[list[ItemOption]], gain: int) -> None:
    every = [list(choice) for choice in product(*groups) if sum(o.gain for o in choice) >= gain]
    chosen = choose(groups, gain)
    if not every:
        assert chosen is None
        return
    assert chosen is not None
    assert sum(o.gain for o in chosen) >= gain
    assert all(option in group for option, group in zip(chosen, groups, strict=True))
    assert cost(chosen) == min(cost(choice) for choice in every)
