"""Makes papers beside the event loop and puts them where files are kept."""

from __future__ import annotations

import asyncio
from datetime import date

from bot.handlers.ports import COUNCIL
from bot.papers.score_card import score_card
from bot.ports import Files
from bot.texts import Texts
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.score import Score
from ocop_domain.products import Product


class Shelf:
    """`Papers`, drawn and stored."""

    def __init__(self, files: Files, texts: Texts) -> None:
        self._files = files
        self._texts = texts

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
