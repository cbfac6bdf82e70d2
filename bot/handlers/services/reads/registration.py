"""What handlers may ask of the database about producers, products, applications, changes and clarifications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from bot.records.changes import ChangeRequest
from bot.records.clarifications import Clarification
from bot.records.registration import AuditEntry, PastApplication, ScoreSheet
from ocop_domain.applications import Application
from ocop_domain.products import Product
from ocop_domain.recognitions import Recognition


class RegistrationReads(Protocol):
    """What handlers may ask of the database about producers, products and applications."""

    async def application(self, application_id: str) -> Application | None: ...

    async def applications_of(self, person: int, programme: str = "") -> list[Application]:
        """All of a person's, the newest first; of one programme where it is named."""

    async def applications_over_years(self, person: int) -> list[Application]:
        """The own applications of all programmes, the newest first."""

    async def past_of(self, application_id: str) -> list[PastApplication]:
        """What an application was under programmes that are over, the last first."""

    async def version_before(self, application_id: str) -> PastApplication | None:
        """How it was when the commune decided on it last, else as it came first; None where it is so still."""

    async def history(self, application_id: str) -> list[AuditEntry]: ...

    async def producer_answers(self, person: int) -> dict[str, Any]:
        """The answers about the producer that this person gave last; empty when there are none."""

    async def product(self, product: str) -> Product | None:
        """One product, whoever makes it; without the names that it had."""

    async def products_of(self, person: int) -> list[Product]:
        """The own products of all years, the newest first."""

    async def recognitions_of(self, person: int) -> list[Recognition]:
        """What the own products hold or held, and who says so."""

    async def sheets_of(self, application_id: str) -> list[ScoreSheet]:
        """Every score of a product that was kept, newest first."""


class ChangeReads(Protocol):
    """What handlers may ask of the database about requests of change."""

    async def change(self, request: str) -> ChangeRequest | None: ...

    async def change_by_code(self, code: str) -> ChangeRequest | None:
        """A product that is offered to whoever has this code (its digest)."""

    async def changes_in(
        self, areas: Sequence[str], limit: int, but: int, start: int = 0, also: Sequence[str] = ()
    ) -> tuple[int, list[ChangeRequest]]:
        """How many wait in these units, and a page of them, the oldest first; what is `but`'s own is for another.

        `also` are some that wait elsewhere.
        """

    async def change_areas(self, areas: Sequence[str]) -> list[str]:
        """Those of the units in which a request of change waits."""

    async def changes_left(self, seats: Mapping[str, Sequence[str]]) -> list[str]:
        """Requests of change that nobody of those who sit for these units may decide."""

    async def changes_of(self, *subjects: str) -> list[ChangeRequest]:
        """Those that wait for an application, and for its product."""


class ClarificationReads(Protocol):
    """What handlers may ask of the database about clarifications."""

    async def clarification(self, one: str) -> Clarification | None: ...

    async def clarifications_of(self, application: str) -> list[Clarification]:
        """What was asked about a product and not taken back, the oldest first."""

    async def asked_of(self, person: int) -> list[Clarification]:
        """What waits for an answer of this producer, the oldest first."""
