"""Lists that are imported, and claims to what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.records.imports import ImportedProducer, ImportFile


@dataclass(frozen=True, slots=True)
class PutImport:
    """A list that was sent and read; nothing of it is imported yet."""

    file: ImportFile


@dataclass(frozen=True, slots=True)
class DropImport:
    """It is not imported."""

    import_id: str


@dataclass(frozen=True, slots=True)
class OfferClaim:
    """A one-time code by which whoever has it speaks for an imported producer; the one before holds no more."""

    producer: str
    code_hash: str
    until: datetime


@dataclass(frozen=True, slots=True)
class PutClaim:
    """Somebody says to speak for an imported producer; refused (`Conflict`) when they have said so already."""

    id: str
    producer: str
    area: str


@dataclass(frozen=True, slots=True)
class DenyClaim:
    """An officer says that it is somebody else; refused (`Conflict`) when it was decided meanwhile."""

    id: str


@dataclass(frozen=True, slots=True)
class GiveImported:
    """The producer and its products are this person's account's now; refused (`Conflict`) when claimed meanwhile.

    `claim` is what was confirmed, "" where a code was typed. `on` is the day from which the products are known here.
    """

    producer: ImportedProducer
    owner: int
    on: date
    claim: str = ""
    issuer: str = ""
