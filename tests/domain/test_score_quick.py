"""The quick check: what it asks first, and how many questions it saves."""

from __future__ import annotations

import random
from statistics import mean

import pytest
from support.each import each

from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.quick import is_decided, next_question
from ocop_domain.criteria.score import Answers, score
from ocop_domain.errors import Refusal

SETS = list(load_criteria("26-2026").sets)


def ask_next(criteria: CriteriaSet, told: Answers, target: int) -> str | None:
    """What is asked until the star is decided."""
    return None if is_decided(score(criteria, told), target) else next_question(criteria, told, target, told)


def asked_of(share_at_top: float, target: int, seed: int) -> float:
    """The mean share of a set's items that are asked, over products with this share of items at their top level."""
    pick = random.Random(seed)
    shares = []
    for number in range(260):
        criteria = SETS[number % len(SETS)]
        told: dict[str, int | None] = {}
        while (ask := ask_next(criteria, told, target)) is not None:
            item = criteria.item(ask)
            printed = sorted({level.points for level in item.all_levels})
            told[ask] = printed[-1] if pick.random() < share_at_top else pick.choice(printed)
        shares.append(len(told) / len(criteria.items))
    return mean(shares)


@each("target", [3, 4, 5])
def test_over_random_products_fewer_than_half_of_the_questions_are_asked(target: int) -> None:
    assert asked_of(0.0, target, seed=1) < 0.35
    assert asked_of(0.85, target, seed=2) < 0.5


def test_gates_are_asked_before_anything_else_and_the_hardest_first() -> None:
    criteria = SETS[0]
    told: dict[str, int | None] = {}
    asked = []
    while (ask := ask_next(criteria, told, 4)) is not None:
        asked.append(ask)
        told[ask] = criteria.item(ask).max
    gates = len(criteria.required[4])
    assert set(asked[:gates]) == set(criteria.required[4])
    assert asked[0] in ("5.1", "2.1")
    rest = [criteria.item(code).max for code in asked[gates:]]
    assert rest == sorted(rest, reverse=True)


def test_one_missed_gate_decides_and_what_else_is_missing_is_asked_still() -> None:
    told: dict[str, int | None] = {"3.5": 1}
    assert is_decided(score(SETS[0], told), 4)
    assert next_question(SETS[0], told, 4, told) is not None


def test_what_counts_only_with_a_story_is_asked_after_the_story() -> None:
    """Under 148 the local identity of the story is a gate, the story itself is none."""
    criteria = load_criteria("148-2023").set("s01")
    told: dict[str, int | None] = {}
    asked = []
    while (ask := ask_next(criteria, told, 3)) is not None:
        asked.append(ask)
        told[ask] = criteria.item(ask).max
    assert "5b" in criteria.required[3]
    assert "5a" not in criteria.required[3]
    assert asked.index("5a") < asked.index("5b")


def test_a_star_no_band_has_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        next_question(SETS[0], {}, 6, {})
    assert refused.value.code == "error.score_star"
