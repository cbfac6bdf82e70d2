"""A round of a council: the members' sheets of a product, what they come to, and what must be talked over first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from ocop_domain.criteria.council import average, mean, total_shown
from ocop_domain.criteria.model import CriteriaSet, Exclusion
from ocop_domain.criteria.score import Score, missed, score, star_with
from ocop_domain.errors import Refusal

MOST_POINTS = 100


class RoundState(StrEnum):
    """How far a round is. Members write sheets while it is open, and nobody sees the points of others."""

    OPEN = "open"
    CLOSED = "closed"
    """No sheet comes any more; the products are concluded one by one."""
    TOLD = "told"
    """The decision is there, and everybody concerned was told."""


@dataclass(frozen=True, slots=True)
class Round:
    """A meeting of a council. `sheets` counts what members have sent, so that closing knows what it has seen."""

    id: str
    programme: str
    unit: str
    level: str
    held_on: date
    place: str = ""
    state: RoundState = RoundState.OPEN
    duty: str = ""
    occurrence: str = ""
    sheets: int = 0
    decision: str = ""
    decided_on: date | None = None
    closed_on: date | None = None

    @property
    def judged_from(self) -> date:
        """The first day on which it can be decided: the council's, or an earlier one on which points were locked."""
        return min(self.held_on, self.closed_on or self.held_on)


@dataclass(frozen=True, slots=True)
class MemberSheet:
    """What one member gave a product: points by item, or a total alone; `typed_by` typed it from paper (0: nobody)."""

    round: str
    application: str
    member: int
    total: Decimal
    decision: str = ""
    set_id: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    comment: str = ""
    typed_by: int = 0
    name: str = ""

    @property
    def by_items(self) -> bool:
        return bool(self.answers)


@dataclass(frozen=True, slots=True)
class CouncilResult:
    """What the sheets of a product come to.

    `star` is proposed: the band of the average, held back by minima, 0 where all members agree that the dossier is
    refused. `unproved`: some members gave a total alone, so minima are judged by the sheets that name items, if any.
    `doubted` are reasons for refusing the dossier that some members see and others do not.
    """

    total: Decimal
    exact: Fraction
    members: int
    star_by_points: int
    star: int
    parts: Mapping[str, Decimal]
    items: Mapping[str, Decimal]
    missed_minima: Mapping[int, tuple[str, ...]]
    excluded: tuple[Exclusion, ...] = ()
    doubted: tuple[Exclusion, ...] = ()
    unproved: bool = False


def outcome(criteria: CriteriaSet, sheets: Sequence[MemberSheet]) -> CouncilResult:
    """The result of a product; refused as `error.score_no_sheets` without any."""
    if not sheets:
        raise Refusal("error.score_no_sheets")
    exact = mean([sheet.total for sheet in sheets])
    scores = [score(criteria, dict(sheet.answers)) for sheet in sheets if sheet.by_items]
    by_points = criteria.star_by_points(exact)
    if not scores:
        total = total_shown(criteria, exact)
        return CouncilResult(total, exact, len(sheets), by_points, by_points, {}, {}, {}, unproved=True)
    items = average(criteria, scores)
    whole = {code: int(points) for code, points in items.items.items()}
    excluded, doubted = _exclusions(scores)
    return CouncilResult(
        total=total_shown(criteria, exact),
        exact=exact,
        members=len(sheets),
        star_by_points=by_points,
        star=0 if excluded else star_with(criteria, by_points, whole),
        parts=items.parts,
        items=items.items,
        missed_minima=missed(criteria, by_points, whole),
        excluded=excluded,
        doubted=doubted,
        unproved=len(scores) < len(sheets),
    )


def _exclusions(scores: Sequence[Score]) -> tuple[tuple[Exclusion, ...], tuple[Exclusion, ...]]:
    """Reasons for refusing the dossier that all see, and those that only some do."""
    seen = dict.fromkeys(reason for one in scores for reason in one.exclusions)
    by_all = tuple(reason for reason in seen if all(reason in one.exclusions for one in scores))
    return by_all, tuple(reason for reason in seen if reason not in by_all)


def spread(sheets: Sequence[MemberSheet]) -> Decimal:
    """How far the highest and the lowest total of a product lie apart."""
    totals = [sheet.total for sheet in sheets]
    return max(totals) - min(totals) if totals else Decimal(0)


def apart(sheets: Sequence[MemberSheet], most: int) -> bool:
    """Whether members differ by more points than the council lets stand without talking it over."""
    return spread(sheets) > most


def read_total(text: str) -> Decimal:
    """A total as people type it: "78,5"; refused outside 0 to 100 or with more than two decimals."""
    plain = text.strip().replace(",", ".")
    number, _, decimals = plain.partition(".")
    well = plain.isascii() and number.isdecimal() and len(number) < 4 and (not decimals or decimals.isdecimal())
    if not well or plain.endswith(".") or len(decimals) > 2 or Decimal(plain) > MOST_POINTS:
        raise Refusal("error.round_total", said=text)
    return Decimal(plain)
