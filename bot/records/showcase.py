"""Products that are shown to customers, as their producers agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ShownProduct:
    """One product with a star whose producer (`account`) agreed that it is shown, with name and phone.

    `sets` is the decision of its product set. `photos` are ids of files; none where photos were not agreed to.
    """

    product: str
    name: str
    producer: str
    phone: str
    area: str
    product_set: str
    sets: str
    star: int
    account: int
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShowcasePaper:
    """What a list prints: for what it is, whose it is, and its products in order."""

    purpose: str
    unit: str
    day: date
    products: tuple[ShownProduct, ...]
