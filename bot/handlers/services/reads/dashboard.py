"""What handlers may ask of the database about the dashboard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.records.account import Phone
from bot.records.dashboard import Chosen, TrackedProduct


class DashboardReads(Protocol):
    """What handlers may ask of the database for the dashboard."""

    async def dashboards(self, person: int, now: datetime) -> list[Phone]:
        """The browsers that show the dashboard of this person."""

    async def tracked(self, areas: Sequence[str], day: date, chosen: Chosen) -> list[TrackedProduct]:
        """All applications of these areas that fit, in no order, with what their products hold on the day."""

    async def occurring(self, areas: Sequence[str]) -> list[tuple[str, str]]:
        """The area, the programme and the product set of the applications there, each combination once."""
