"""The errands of an office: a list is handed up, and taken back."""

from __future__ import annotations

from dataclasses import dataclass

from bot.records.lists import ProductList


@dataclass(frozen=True, slots=True)
class HandUp:
    """A list goes up with its products; refused (`Conflict`) when its number is taken, or one of them was moved."""

    list: ProductList


@dataclass(frozen=True, slots=True)
class TakeBackList:
    """A list is taken back; it stays as a former one. Refused (`Conflict`) when it was taken back meanwhile."""

    list_id: str
