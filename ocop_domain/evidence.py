"""Papers that prove something and may run out: certificates, licences, test results."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ocop_domain.law import renewal_on

RECOGNITION = "recognition"
"""The certificate that the product has its stars."""

KINDS = (
    RECOGNITION,
    "registration",
    "facility",
    "test_result",
    "declaration",
    "quality_system",
    "trademark",
    "barcode",
    "material_origin",
    "market",
    "labour",
    "growth",
    "environment",
    "promotion",
    "story",
    "award",
    "other",
)
"""What a paper may be: the recognition, then the rows of the law's table of evidence (Mẫu 02)."""

ROWS: Mapping[str, int] = {
    "registration": 1,
    "facility": 2,
    "material_origin": 3,
    "environment": 4,
    "labour": 5,
    "growth": 6,
    "trademark": 7,
    "market": 8,
    "promotion": 9,
    "story": 10,
    "declaration": 11,
    "test_result": 12,
    "barcode": 13,
    "quality_system": 14,
    "award": 15,
}
"""The row of the law's table of evidence (Mẫu 02, Phụ lục III) that each kind is."""

OF_PRODUCT = frozenset(
    {
        RECOGNITION,
        "test_result",
        "declaration",
        "trademark",
        "barcode",
        "material_origin",
        "market",
        "promotion",
        "story",
        "award",
    }
)
"""Kinds that belong to a product; the others are of the business, and so of everything it makes."""

MOST_FILES = 10
"""Pages of one paper."""

FOOD_SETS_NEED = ("facility", "declaration", "test_result")
"""Papers without which the dossier of food is refused: the exclusions at the head of the sets."""
ALL_NEED = ("registration",)
SOON = 60
"""Days before its end from which a paper is said to run out."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a producer; `name` is what it is for (a product, a standard), `star` belongs to a recognition.

    `files` are its pages; `products` the ids of the products it is for, none for everything that the producer makes.
    """

    id: str
    owner: int
    kind: str
    name: str
    number: str = ""
    issued: date | None = None
    expires: date | None = None
    star: int = 0
    files: tuple[str, ...] = ()
    revision: int = 0
    issuer: str = ""
    products: tuple[str, ...] = ()

    def is_for(self, product: str) -> bool:
        """Whether it counts for this product."""
        return not self.products or product in self.products


def kinds_that_hold(papers: Iterable[Paper], today: date) -> set[str]:
    """The kinds of these papers that have not ended."""
    return {paper.kind for paper in papers if paper.expires is None or paper.expires >= today}


def of_registration(papers: Iterable[Paper], today: date) -> dict[str, Any]:
    """What a certificate of business registration in the wallet answers of a registration."""
    own = [paper for paper in papers if paper.kind == "registration"]
    holds = next((paper for paper in own if paper.expires is None or paper.expires >= today), None)
    if holds is None:
        return {}
    issued = holds.issued.isoformat() if holds.issued else None
    told = {"registered": True, "registration_number": holds.number or None, "registration_date": issued}
    return {question: answer for question, answer in told.items() if answer is not None}


def end_of_recognition(issued: date) -> date:
    """The last day on which a recognition holds: the months that the law of the day says on which it was given."""
    months = issued.year * 12 + issued.month - 1 + renewal_on(issued).months
    year, month = divmod(months, 12)
    for day in (issued.day, 30, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")


class Standing(StrEnum):
    """How it stands with a paper that a dossier wants."""

    THERE = "there"
    ENDING = "ending"
    ENDED = "ended"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind of paper that a dossier wants, and the best of the own papers of that kind.

    `required`: without it the dossier is refused; `for_star`: the wished star, or points already claimed, stand on it.
    `proves` are the codes of the items that it proves.
    """

    kind: str
    required: bool
    standing: Standing
    paper: Paper | None = None
    for_star: bool = False
    proves: tuple[str, ...] = ()

    @property
    def lacking(self) -> bool:
        return self.standing in {Standing.MISSING, Standing.ENDED}


def required_kinds(*, food: bool, registered: bool) -> tuple[str, ...]:
    """Papers without which the dossier is refused."""
    return (*(ALL_NEED if registered else ()), *(FOOD_SETS_NEED if food else ()))


def checklist(
    papers: Iterable[Paper],
    *,
    food: bool,
    registered: bool,
    today: date,
    proves: Mapping[str, Sequence[str]] | None = None,
    for_star: Collection[str] = (),
) -> list[Wanted]:
    """What the dossier wants: what must be there, what the star stands on, what brings points; in the table's order.

    `papers` are those for this product. `proves` says which items each kind proves: one that proves nothing in this
    set is wanted only where it must be, or is there already. Without it every kind may bring points.
    """
    required = required_kinds(food=food, registered=registered)
    best: dict[str, Paper] = {}
    for paper in papers:
        if paper.kind not in best or _end(paper) > _end(best[paper.kind]):
            best[paper.kind] = paper
    useful = set(KINDS) if proves is None else proves.keys() | best.keys()
    more = [k for k in KINDS[1:-1] if k not in required and k in useful and (registered or k != "registration")]
    more.sort(key=lambda kind: kind not in for_star)
    return [
        Wanted(
            kind,
            kind in required,
            standing(best.get(kind), today),
            best.get(kind),
            kind in for_star,
            tuple((proves or {}).get(kind, ())),
        )
        for kind in (*required, *more)
    ]


def standing(paper: Paper | None, today: date) -> Standing:
    """Missing, ended, ending within two months, or there."""
    if paper is None:
        return Standing.MISSING
    left = (_end(paper) - today).days
    return Standing.ENDED if left < 0 else Standing.ENDING if left <= SOON else Standing.THERE


def _end(paper: Paper) -> date:
    return paper.expires or date.max
