"""What plans count of producers, and reports with fields."""

from __future__ import annotations

from dataclasses import dataclass

from bot.records.reports import ReportAnswer, ReportRequest


@dataclass(frozen=True, slots=True)
class SetProducerMark:
    """What a plan counts of a producer is known now; None: it is not known any more."""

    account: int
    what: str
    value: bool | None


@dataclass(frozen=True, slots=True)
class PutReportRequest:
    """A unit asks for a report."""

    request: ReportRequest


@dataclass(frozen=True, slots=True)
class CloseReportRequest:
    """Nothing more is answered to it. Refused (`Conflict`) when it was closed already."""

    request: str


@dataclass(frozen=True, slots=True)
class PutReportAnswer:
    """An answer takes the place of the former one of the same unit or producer."""

    answer: ReportAnswer
