"""A product over the years: its id stays, whatever it is called and however often it takes part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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


def first_of(application_id: str) -> str:
    """The id of a product that is new with this application."""
    return f"p{application_id}"


def open_of(product_id: str, applications: Sequence[Application]) -> Application | None:
    """The application on which a product is now: at most one."""
    return next((one for one in applications if one.product == product_id and one.open), None)
