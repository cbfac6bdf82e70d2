"""What handlers may ask of the database about imported lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from bot.records.imports import Claim, ImportedPage, ImportedProducer, ImportFile


class ImportReads(Protocol):
    """What handlers may ask of the database about lists that were imported."""

    async def import_file(self, import_id: str) -> ImportFile | None: ...

    async def count_imported(self, areas: Sequence[str]) -> int:
        """How many imported producers there are in these units."""

    async def unclaimed_stars(self, areas: Sequence[str], day: date) -> int:
        """How many products of these units hold a star by an imported list, and nobody speaks for their producers."""

    async def imported(self, producer: str) -> ImportedProducer | None: ...

    async def imported_in(self, areas: Sequence[str], start: int, limit: int, words: str = "") -> ImportedPage:
        """A page of them; of those that each of the words fits."""

    async def imported_by_code(self, code_hash: str, now: datetime) -> ImportedProducer | None:
        """The producer that a one-time code gives; None where it gives none any more."""

    async def imported_of_product(self, product: str) -> ImportedProducer | None: ...

    async def imported_like(self, said: str, phone: str) -> list[ImportedProducer]:
        """What nobody has claimed and has this phone, or a name that begins so."""

    async def claim(self, claim_id: str) -> Claim | None: ...

    async def claims_in(self, areas: Sequence[str]) -> list[Claim]:
        """Claims in these units that wait for an officer, the oldest first."""

    async def claims_of(self, person: int) -> list[Claim]:
        """What this account has claimed and nobody has decided on."""
