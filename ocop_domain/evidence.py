"""Papers that prove something and may run out: certificates, licences, test results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

RECOGNITION = "recognition"
"""The certificate that the product has its stars."""

FILED_FROM, FILED_UNTIL = 180, 120
"""Days before a recognition ends: when its renewal may first and last be filed (Decision 26/2026, Điều 7)."""

VALID_MONTHS = 36
"""How long a recognition holds: Decision 26/2026, Điều 8; the same under 148 and 1048."""

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
"""What a paper may be: the recognition, then the rows of the table of evidence (Mẫu 02 of Decision 26/2026)."""

FOOD_SETS_NEED = ("facility", "declaration", "test_result")
"""Papers without which the dossier of food is refused: the exclusions at the head of the sets."""
ALL_NEED = ("registration",)
SOON = 60
"""Days before its end from which a paper is said to run out."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a producer; `name` is what it is for (a product, a standard), `star` belongs to a recognition."""

    id: str
    owner: int
    kind: str
    name: str
    number: str = ""
    issued: date | None = None
    expires: date | None = None
    star: int = 0
    file: str = ""
    revision: int = 0


def end_of_recognition(issued: date) -> date:
    """The last day on which a recognition holds: 36 months from the day it was given."""
    months = issued.year * 12 + issued.month - 1 + VALID_MONTHS
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
    """A kind of paper that a dossier wants, whether it must, and the best of the own papers of that kind."""

    kind: str
    required: bool
    standing: Standing
    paper: Paper | None = None


def checklist(papers: Iterable[Paper], *, food: bool, registered: bool, today: date) -> list[Wanted]:
    """What the dossier wants: what must be there first, then what brings points, in the order of the table."""
    required = (*(ALL_NEED if registered else ()), *(FOOD_SETS_NEED if food else ()))
    kinds = [*required, *(k for k in KINDS[1:-1] if k not in required and (registered or k != "registration"))]
    best: dict[str, Paper] = {}
    for paper in papers:
        if paper.kind not in best or _end(paper) > _end(best[paper.kind]):
            best[paper.kind] = paper
    return [Wanted(kind, kind in required, standing(best.get(kind), today), best.get(kind)) for kind in kinds]


def standing(paper: Paper | None, today: date) -> Standing:
    """Missing, ended, ending within two months, or there."""
    if paper is None:
        return Standing.MISSING
    left = (_end(paper) - today).days
    return Standing.ENDED if left < 0 else Standing.ENDING if left <= SOON else Standing.THERE


def _end(paper: Paper) -> date:
    return paper.expires or date.max
