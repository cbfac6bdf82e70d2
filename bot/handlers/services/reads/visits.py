"""What handlers may ask of the database about visits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.records.visits import Visit, VisitFinding


class VisitReads(Protocol):
    """What handlers may ask of the database about visits to producers."""

    async def visit(self, visit: str) -> Visit | None: ...

    async def visits_of(self, application: str) -> list[Visit]:
        """The visits because of one application, the last first."""

    async def findings_of(self, visit: str) -> list[VisitFinding]:
        """What was found, what must be mended first first."""

    async def finding(self, finding: str) -> VisitFinding | None: ...

    async def own_findings(self, person: int) -> list[VisitFinding]:
        """What a producer has to mend, or has answered and nobody has closed."""

    async def findings_in(
        self, areas: Sequence[str], limit: int, but: int, start: int = 0
    ) -> tuple[int, list[VisitFinding]]:
        """How many are not closed in these units, and a page: answered ones first, then by their last day."""

    async def late_findings(self, areas: Sequence[str], but: int, day: date, since: date) -> tuple[int, int]:
        """How many are not closed in these units on a day after their last one; of how many that was since a day."""
