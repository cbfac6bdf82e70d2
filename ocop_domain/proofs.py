"""Which kind of paper proves which item of a product set, and what a wished star stands on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ocop_domain.criteria.effort import load_effort
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.path import cheapest_path
from ocop_domain.errors import Refusal
from ocop_domain.evidence import KINDS, ROWS


def proofs(criteria: CriteriaSet) -> dict[str, tuple[str, ...]]:
    """Kind of paper → codes of the items it proves, both in order; empty for a decision without evidence table.

    Which row of the table proves which item is our own reading, as in `data/effort`: the decision lists the rows only.
    """
    try:
        rows = {code: e.evidence for code, e in load_effort(criteria.decision).for_set(criteria).items()}
    except Refusal:
        return {}
    found = {
        kind: tuple(item.code for item in criteria.items if ROWS[kind] in rows[item.code])
        for kind in KINDS
        if kind in ROWS
    }
    return {kind: codes for kind, codes in found.items() if codes}


def items_of_star(
    criteria: CriteriaSet, answers: Mapping[str, int | None], star: int, proven: Collection[str] = ()
) -> set[str]:
    """The items that a star stands on: its minima, points already claimed, and the least work that is missing.

    Before anything was scored these are the minima alone: what to work on is not known then. `proven` are items that
    papers prove which must be there anyway: they count only where more than the minimum is claimed or worked on.
    """
    least = criteria.required.get(star, {})
    items = {code for code, points in least.items() if points and code not in proven}
    given = {code: points for code, points in answers.items() if code in criteria.by_code and points is not None}
    if given:
        items |= {c for c, points in given.items() if points and (c not in proven or points > least.get(c, 0))}
        path = cheapest_path(criteria, given, star, load_effort(criteria.decision).for_set(criteria), clear_stops=True)
        items |= {step.item for step in path.steps}
    return items


def kinds_for(proven: Mapping[str, Iterable[str]], items: Iterable[str]) -> tuple[str, ...]:
    """The kinds of paper that prove any of these items."""
    wanted = set(items)
    return tuple(kind for kind, codes in proven.items() if not wanted.isdisjoint(codes))
