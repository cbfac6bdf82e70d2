"""Lists that offices import, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ocop_domain.recognitions import Recognition


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A list that somebody sent to be imported: what its columns are, and what reading it came to.

    `columns` maps a sheet and a column ("0:B") to a field, "" for none, where a person said so. `state` is "read" until
    it is "taken" or "dropped".
    """

    id: str
    person: int
    area: str
    name: str
    file: str
    columns: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, Any] = field(default_factory=dict)
    state: str = "read"


@dataclass(frozen=True, slots=True)
class ImportedProduct:
    """A product of a list: it has its id for life, before anybody speaks for its producer."""

    id: str
    name: str
    product_set: str = ""
    recognitions: tuple[Recognition, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedProducer:
    """A producer of a list. `answers` are those of a registration; `owner` speaks for it, 0: nobody has claimed it."""

    id: str
    area: str
    name: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    phone: str = ""
    owner: int = 0
    products: tuple[ImportedProduct, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """A page of the imported producers of an area, and how many there are."""

    total: int
    shown: tuple[ImportedProducer, ...]
    start: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody says to speak for an imported producer; an officer confirms."""

    id: str
    producer: str
    person: int
    area: str
    verdict: str = ""


CONFIRMED, DENIED = "confirmed", "denied"
