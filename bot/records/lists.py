"""The commune's list (danh mục) as it was handed up: a thing of its own that both sides find again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ocop_domain.applications import Application


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """One line of a list: the application, and what its answers were when the list went up.

    `name` and `said` are empty once the producer was erased. `revision` is the application's, so that nothing goes up
    that was moved meanwhile.
    """

    application: str
    name: str
    said: Mapping[str, Any] = field(default_factory=dict)
    revision: int = 0


@dataclass(frozen=True, slots=True)
class ProductList:
    """A list of a unit for a time of a duty ("" and "": the programme has no such duty).

    `number` counts the lists of the unit for that time from 1; what is handed up later stands beside the former ones.
    `programme` is the one that declares the duty. `note` is what was written of a list that went up before lists were
    kept. `count` is how many products it has; `products` are read with the list itself only.
    """

    id: str
    unit: str
    programme: str
    duty: str
    occurrence: str
    number: int
    at: datetime
    by: int
    by_name: str = ""
    taken_back: datetime | None = None
    note: str = ""
    count: int = 0
    products: tuple[ListedProduct, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        return self.taken_back is None


@dataclass(frozen=True, slots=True)
class Listable:
    """An application of a unit, and the standing list of the programme on which it is ("" for none)."""

    application: Application
    listed: str = ""
