"""Makes papers beside the event loop and puts them where files are kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date

from bot.handlers.ports import COUNCIL
from bot.papers.addresses import CalendarAddresses
from bot.papers.score_card import score_card
from bot.papers.year import year_calendar, year_picture
from bot.ports import Files
from bot.texts import Texts
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.score import Score
from ocop_domain.duties.agenda import Moved, Task
from ocop_domain.products import Product


class Shelf:
    """`Papers`, drawn and stored."""

    def __init__(self, files: Files, texts: Texts, addresses: CalendarAddresses) -> None:
        self._files = files
        self._texts = texts
        self._addresses = addresses

    async def score_card(
        self, criteria: CriteriaSet, score: Score, *, product: Product, kind: str, day: date, language: str
    ) -> str:
        """The score as a picture; the same score is the same file."""
        data = await asyncio.to_thread(
            score_card,
            criteria,
            score,
            product=product.name,
            producer=product.producer_name,
            day=day,
            t=self._texts[language],
            kind="council" if kind == COUNCIL else "self",
        )
        return (await self._files.put(data, "phieu-diem.png")).id

    async def timeline(self, tasks: Sequence[Task], *, name: str, today: date, language: str) -> str:
        data = await asyncio.to_thread(year_picture, tasks, name=name, today=today, t=self._texts[language])
        return (await self._files.put(data, "lich.png")).id

    async def calendar(
        self, tasks: Sequence[Task], moved: Sequence[Moved], *, name: str, programme: str, language: str
    ) -> str:
        t = self._texts[language]
        data = await asyncio.to_thread(year_calendar, tasks, moved, name=name, programme=programme, t=t)
        return (await self._files.put(data, "lich.ics")).id

    def calendar_address(self, person: int, version: int) -> str:
        return self._addresses.address(person, version)
