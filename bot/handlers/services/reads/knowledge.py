"""What handlers may ask of the database about inquiries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.records.inquiries import Inquiry, InquiryPass, NeedCount, UnitAnswer


class InquiryReads(Protocol):
    """What handlers may ask of the database about inquiries."""

    async def inquiry(self, inquiry: str) -> Inquiry | None: ...

    async def inquiries_in(
        self, units: Sequence[str], limit: int, start: int = 0, *, but: int = 0
    ) -> tuple[int, list[Inquiry]]:
        """How many wait in these units that are not of one person (`but`), and a page of them, the oldest first."""

    async def waiting_inquiries_of(self, person: int) -> int:
        """How many of one person wait for an answer."""

    async def inquiries_of(self, person: int, limit: int, start: int = 0) -> tuple[int, list[Inquiry]]:
        """How many one person has asked, and a page of them, the newest first."""

    async def need_of(self, person: int, words: str) -> Inquiry | None:
        """The need of this help that one person has told already and that waits."""

    async def passes_of(self, inquiry: str) -> list[InquiryPass]:
        """How it was passed on, the first time first."""

    async def every_need(self, areas: Sequence[str]) -> list[Inquiry]:
        """All that is needed in these units, by agency, what waits first."""

    async def needs_in(self, areas: Sequence[str]) -> list[NeedCount]:
        """Which help is needed in these areas, by agency, what waits most first."""

    async def needs_of_agency(
        self, areas: Sequence[str], agency: str, limit: int, start: int = 0
    ) -> tuple[int, list[Inquiry]]:
        """How much help of one agency is needed there, and a page of it: what waits, the oldest first."""

    async def answered_in(self, areas: Sequence[str], limit: int, start: int = 0) -> tuple[int, list[Inquiry]]:
        """How many questions there an officer answered in own words, and a page of them, the newest first."""

    async def unit_answers(self, units: Sequence[str], today: date) -> list[UnitAnswer]:
        """What these units have approved and is given today, what ends first before."""

    async def unit_answer_from(self, inquiry: str, today: date) -> UnitAnswer | None:
        """What was approved out of an inquiry and is given today: not withdrawn, and its day is not over."""
