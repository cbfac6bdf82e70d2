"""A visit to a place that makes a recognised product, and what was found there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ocop_domain.applications import Application
from ocop_domain.visits import FindingState


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looked at which product, when; `wrong` are the points at which something was found."""

    id: str
    application: str
    person: int
    area: str
    on: date
    by: int
    wrong: tuple[str, ...] = ()
    present: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class VisitFinding:
    """What is to be mended until a day, what its producer has answered, and what the officer said of the answer."""

    id: str
    visit: str
    application: str
    person: int
    area: str
    point: str
    what: str
    due: date
    files: tuple[str, ...] = ()
    state: FindingState = FindingState.OPEN
    answer: str = ""
    answer_files: tuple[str, ...] = ()
    note: str = ""
    name: str = ""
    """The name of the product, where it is listed."""

    def late(self, today: date) -> bool:
        """Whether its producer should have mended it before this day."""
        return self.state is FindingState.OPEN and self.due < today


@dataclass(frozen=True, slots=True)
class VisitPaper:
    """What the minutes of a visit are made of; `unit` is whose officers made it, `star` how the recognition is told, ""
    where there is none."""

    visit: Visit
    findings: tuple[VisitFinding, ...]
    application: Application
    star: str
    officer: str
    rules: tuple[str, ...]
    day: date
    unit: str
