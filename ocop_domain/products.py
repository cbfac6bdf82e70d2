"""A product over the years: its id stays, whatever it is called and however often it takes part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ocop_domain.applications import Application


@dataclass(frozen=True, slots=True)
class Product:
    """What a producer makes; `former` are the names that it had before, the oldest first.

    `maker` is how its producer is called now; `stopped` the day from which it is made no more.
    """

    id: str
    producer: str
    owner: int
    name: str
    created: date
    former: tuple[str, ...] = ()
    maker: str = ""
    stopped: date | None = None
    area: str = ""
    """Where a list of the state says that it is made; its applications say it once it takes part."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A product of a list of the state that never took part: where it is made, and the programme of that place."""

    of: Product
    area: str
    programme: str

    @property
    def id(self) -> str:
        """It goes by the product's id for life."""
        return self.of.id

    @property
    def product(self) -> str:
        """The same."""
        return self.of.id

    @property
    def owner(self) -> int:
        """The account of its producer."""
        return self.of.owner

    @property
    def name(self) -> str:
        """How it is called."""
        return self.of.name

    @property
    def producer_name(self) -> str:
        """How its producer is called."""
        return self.of.maker

    @property
    def answers(self) -> Mapping[str, Any]:
        """It was never registered: nothing was asked of it."""
        return {}


Made = Application | Listed
"""A product as it is made: by its application, or by the state's list where it never took part."""


def first_of(application_id: str) -> str:
    """The id of a product that is new with this application."""
    return f"p{application_id}"


def open_of(product_id: str, applications: Sequence[Application]) -> Application | None:
    """The application on which a product is now: at most one."""
    return next((one for one in applications if one.product == product_id and one.open), None)
