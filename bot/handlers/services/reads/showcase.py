"""What handlers may ask of the database about showing products."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from bot.records.showcase import ShownProduct


class ShowcaseReads(Protocol):
    """What handlers may ask of the database about showing products."""

    async def shown_products(self, areas: Sequence[str], day: date) -> list[ShownProduct]:
        """Products with a star of the state in force whose producers agreed to it: the most stars first."""
