"""The quick check: asks first what decides the wished star."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.score import Answers, Score, score


def is_decided(result: Score, target: int) -> bool:
    """Whether a star is certain, or out of reach, whatever is answered still."""
    certain, possible = result.star_range
    return certain >= target or possible < target


def next_question(criteria: CriteriaSet, answers: Answers, target: int, asked: Collection[str]) -> str | None:
    """The item to ask next of those not `asked` yet, though `target` be out of reach by now: what to do about it
    depends on the rest. None when nothing is open, or when the star is certain. Refused like `score`, or as
    `error.score_star`."""
    criteria.low(target)
    result = score(criteria, answers)
    waiting = [code for code in result.unanswered if code not in asked]
    if not waiting or result.star_range[0] >= target:
        return None
    return _most_decisive(criteria, waiting, target)


def _most_decisive(criteria: CriteriaSet, open_: Sequence[str], target: int) -> str:
    """Gates first, the one most levels of which fail leading; then the item with the most points open."""
    asked = criteria.required.get(target, {})
    open_items = set(open_)

    def rank(code: str) -> tuple[bool, float, int]:
        item = criteria.by_code[code]
        least = asked.get(code, 0)
        failing = sum(points < least for points in item.points) / len(item.points)
        # An item that may turn out not to count waits for the one it needs.
        waits = item.needs is not None and item.needs in open_items
        return (waits, -failing, -item.max)

    return min(open_, key=rank)
