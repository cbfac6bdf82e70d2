"""Visits: what was found, what its producer answers, and what the officer says of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.records.visits import Visit, VisitFinding


@dataclass(frozen=True, slots=True)
class PutVisit:
    """A visit was made; what was found waits for the producer."""

    visit: Visit
    findings: tuple[VisitFinding, ...]


@dataclass(frozen=True, slots=True)
class AnswerFinding:
    """Its producer says that it is mended; refused (`Conflict`) when it does not wait for that."""

    finding: VisitFinding
    answer: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CloseFinding:
    """The officer has seen that it is mended; refused (`Conflict`) when it was closed."""

    finding: VisitFinding


@dataclass(frozen=True, slots=True)
class ReopenFinding:
    """It is not mended yet, with a word why; refused (`Conflict`) when it does not wait for the officer."""

    finding: VisitFinding
    note: str
