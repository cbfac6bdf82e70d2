"""What holds for every sheet of every set, of all three decisions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples

from ocop_domain.criteria.load import all_criteria, load_criteria
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.quick import is_decided, next_question
from ocop_domain.criteria.score import score

SETS = [criteria for decision in all_criteria() for criteria in load_criteria(decision).sets]
Answers = dict[str, int | None]


@st.composite
def sheets(draw: st.DrawFn) -> tuple[CriteriaSet, Answers]:
    """A complete sheet of any set; good ones as often as poor ones, so that every star comes up."""
    criteria = draw(st.sampled_from(SETS))
    good = draw(st.integers(0, 10))
    answers: Answers = {}
    for item in criteria.items:
        levels = item.points
        if draw(st.integers(1, 10)) <= good:
            levels = levels[-2:]
        answers[item.code] = draw(st.sampled_from(levels))
    return criteria, answers


@examples(200)
@given(sheets(), st.data())
def test_the_star_never_falls_when_a_level_rises(sheet: tuple[CriteriaSet, Answers], data: st.DataObject) -> None:
    criteria, answers = sheet
    before = score(criteria, answers)
    risen = dict(answers)
    for code in data.draw(st.lists(st.sampled_from(sorted(answers)), min_size=1, max_size=6)):
        higher = [p for p in criteria.item(code).points if p > (risen[code] or 0)]
        if higher:
            risen[code] = data.draw(st.sampled_from(higher))
    after = score(criteria, risen)
    assert after.star >= before.star
    assert after.total >= before.total
    assert len(after.exclusions) <= len(before.exclusions)


@examples(200)
@given(sheets(), st.data())
def test_the_interval_contains_the_final_score_and_its_ends_are_reached(
    sheet: tuple[CriteriaSet, Answers], data: st.DataObject
) -> None:
    criteria, answers = sheet
    hidden = data.draw(st.sets(st.sampled_from(sorted(answers))))
    partial: Answers = {code: None if code in hidden else points for code, points in answers.items()}
    seen, final = score(criteria, partial), score(criteria, answers)
    assert seen.points_range[0] <= final.total <= seen.points_range[1]
    assert seen.star_range[0] <= final.star <= seen.star_range[1]
    assert set(seen.unanswered) <= hidden
    worst = score(criteria, partial | dict.fromkeys(hidden, 0))
    best = score(criteria, partial | {code: criteria.item(code).max for code in hidden})
    assert (worst.total, best.total) == seen.points_range
    assert (worst.star, best.star) == seen.star_range
    # A minimum said to be missed stays missed whatever the open answers become.
    for star, codes in seen.missed_minima.items():
        if star <= final.star_by_points:
            assert set(codes) <= set(final.missed_minima[star])


@examples(150)
@given(sheets(), st.integers(1, 5))
def test_the_quick_check_and_the_full_check_never_disagree(sheet: tuple[CriteriaSet, Answers], target: int) -> None:
    criteria, answers = sheet
    told: Answers = {}
    while not is_decided(found := score(criteria, told), target):
        ask = next_question(criteria, told, target, told)
        assert ask is not None
        assert ask not in told
        told[ask] = answers[ask]
    assert (found.star_range[0] >= target) == (score(criteria, answers).star >= target)
    assert found.star_range[0] < target or next_question(criteria, told, target, told) is None


@examples(200)
@given(sheets())
def test_parts_add_up_and_a_complete_sheet_leaves_nothing_open(sheet: tuple[CriteriaSet, Answers]) -> None:
    criteria, answers = sheet
    result = score(criteria, answers)
    assert sum(result.parts.values()) == result.total == sum(result.counted.values())
    assert result.points_range == (result.total, result.total)
    assert result.star_range == (result.star, result.star)
    assert result.star <= result.star_by_points
    assert (result.star < result.star_by_points) == (result.star_by_points in result.missed_minima)
