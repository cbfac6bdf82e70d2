"""Where a product lost the most points before a council."""

from __future__ import annotations

from decimal import Decimal

from bot.records.rounds import Result
from ocop_domain.criteria.load import load_criteria
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.errors import Refusal

_WEAK = 3


def criteria_of(result: Result) -> CriteriaSet | None:
    """The set by which it was judged; None where only totals were given, or we hold it no more."""
    if not result.items:
        return None
    try:
        return load_criteria(result.criteria).set(result.set_id)
    except Refusal:
        return None


def weak(criteria: CriteriaSet, result: Result) -> list[tuple[str, Decimal]]:
    """Items on which most points were lost, with how many."""
    lost = [(item.code, max(item.points) - Decimal(result.items.get(item.code, "0"))) for item in criteria.items]
    found_ = [(code, points) for code, points in lost if points > 0]
    return sorted(found_, key=lambda one: -one[1])[:_WEAK]
