"""Reports with fields: what a unit asks for, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ocop_domain.report_fields import ReportField


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """A report that a unit asks for: its questions, of whom (`whom`, as duties call them) and the last day.

    `programme` is the one that led when it was asked for.
    """

    id: str
    unit: str
    programme: str
    title: str
    fields: tuple[ReportField, ...]
    whom: str
    last_day: date
    by: int
    made_at: datetime
    closed_at: datetime | None = None

    @property
    def open(self) -> bool:
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class UnitReport:
    """What a unit has reported of a period in its own words."""

    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """What was answered to a report (a request's id, or `duty_report`), for a unit or a producer (`scope`).

    `person` is the producer's account, or the official; `area` is where it counts, `name` how it is called in sums.
    """

    report: str
    scope: str
    person: int
    area: str
    name: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportSums:
    """What the papers of a report with fields are made of; `missing` are those who have not answered."""

    title: str
    unit: str
    fields: tuple[ReportField, ...]
    answers: tuple[ReportAnswer, ...]
    missing: tuple[str, ...]
    day: date


def duty_report(programme: str, duty: str, occurrence: str) -> str:
    """Under which name the answers of one time of a duty are kept."""
    return f"{programme}:{duty}:{occurrence}"
