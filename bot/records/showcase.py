"""Products that are shown to customers, as their producers agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ocop_domain.product_sets import KeptSet


@dataclass(frozen=True, slots=True)
class ShownProduct:
    """One product with a star whose producer (`account`) agreed that it is shown, with name and phone.

    `kept` is its product set, `set_name` what the set is called. `photos` are ids of files; none where photos were not
    agreed to.
    """

    product: str
    name: str
    producer: str
    phone: str
    area: str
    kept: KeptSet
    star: int
    account: int
    photos: tuple[str, ...] = ()
    set_name: str = ""


@dataclass(frozen=True, slots=True)
class ShowcasePaper:
    """What a list prints: for what it is, whose it is, and its products in order."""

    purpose: str
    unit: str
    day: date
    products: tuple[ShownProduct, ...]
