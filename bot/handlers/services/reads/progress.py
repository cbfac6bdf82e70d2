"""What handlers may ask of the database about progress and reports with fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.records.ministry import MinistryRow
from bot.records.reports import ReportAnswer, ReportRequest
from ocop_domain.programme_collection import Counted
from ocop_domain.progress import ProgressEntry, TakingPart


class ProgressReads(Protocol):
    """What handlers may ask of the database about progress and reports with fields."""

    async def progress_in(self, areas: Sequence[str], programme: Counted | str) -> list[ProgressEntry]:
        """Every application of these units that counts for a programme, as it is counted."""

    async def taking_part(self, areas: Sequence[str], programme: Counted | str, day: date) -> list[TakingPart]:
        """Every producer of them, with what is known of it and the highest star that it holds on a day."""

    async def ministry_rows(self, areas: Sequence[str] | None, day: date) -> list[MinistryRow]:
        """Every product that the state has recognised, of these units or of all (None), as it holds on a day."""

    async def marks_of(self, account: int) -> dict[str, bool]:
        """What was marked of a producer that plans count."""

    async def report_request(self, request: str) -> ReportRequest | None: ...

    async def report_requests(self, units: Sequence[str], *, closed: bool = False) -> list[ReportRequest]:
        """What exactly these units have asked for, the first to end first: what is open, or what is closed."""

    async def report_answers(self, report: str, areas: Sequence[str]) -> list[ReportAnswer]:
        """What was answered to a report in these units."""

    async def report_answer(self, report: str, scope: str) -> ReportAnswer | None:
        """What one unit or producer has answered to it."""

    async def reported_in(self, programme: str, duty: str, occurrence: str, areas: Sequence[str]) -> dict[str, str]:
        """What units have reported of one time of a duty in their own words, by unit."""

    async def report_answered(self, reports: Sequence[str], scopes: Sequence[str]) -> set[tuple[str, str]]:
        """Which of these units and producers have answered to which of these reports."""
