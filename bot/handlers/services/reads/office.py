"""What handlers may ask of the database about what waits in an office, lists, officials, leaves and the audit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.records.agencies import AgencyContact
from bot.records.journal import JournalLine, JournalSearch
from bot.records.leaves import Leave
from bot.records.lists import Listable, ProductList
from bot.records.offices import Holding, Official
from bot.records.people import Recipient
from bot.records.registration import Ban, HandedUp, LastDecision, QueuePage, Waiting
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.product_sets import KeptSet
from ocop_domain.programme_collection import Counted
from ocop_domain.rights import Act, Grant, Role


class QueueReads(Protocol):
    """What handlers may ask of the database about what lies in an office, and what waits there."""

    async def applications_in(
        self,
        areas: Sequence[str],
        states: Sequence[ApplicationState],
        limit: int,
        start: int = 0,
        programme: str = "",
    ) -> list[Application]:
        """One page of what lies in `areas`, what waits longest first; of one programme where it is named."""

    async def waiting_in(self, areas: Sequence[str], *, but: int = 0, also: Sequence[str] = ()) -> list[Waiting]:
        """All that waits for a check and is not `but`'s own; `also` are some that wait elsewhere."""

    async def came_since(self, ids: Sequence[str], since: datetime) -> int:
        """How many of these came to the office since: sent, sent again, handed in."""

    async def applications_by(self, ids: Sequence[str]) -> dict[str, Application]:
        """Several at once, by their ids."""

    async def products_in(
        self,
        areas: Sequence[str],
        start: int,
        limit: int,
        *,
        words: str = "",
        states: Sequence[str] = (),
        sets: Sequence[KeptSet] = (),
    ) -> QueuePage:
        """One page of what lies in `areas` and fits: words of product, producer or phone; states; sets."""

    async def sets_in(self, areas: Sequence[str]) -> dict[KeptSet, int]:
        """How many products of each set there are."""

    async def count_in(self, areas: Sequence[str]) -> dict[ApplicationState, int]: ...

    async def gathered(
        self, areas: Sequence[str], place: str, start: int, limit: int, *, but: int = 0, also: Sequence[str] = ()
    ) -> QueuePage:
        """One page of what came from one place."""

    async def waiting_areas(self, areas: Sequence[str]) -> list[str]:
        """Those of the units in which something waits for a check."""

    async def left_to_above(self, seats: Mapping[str, Sequence[str]]) -> list[str]:
        """What waits in these units and nobody of those who sit for each may check."""

    async def waiting_of(self, person: int, area: str) -> int:
        """How many registrations of one person wait in one commune."""

    async def decision_on(self, application_id: str) -> LastDecision | None:
        """What was decided on it, when nobody has acted on it since."""

    async def ban_of(self, person: int, area: str) -> Ban | None:
        """Whether the officers of a commune take nothing new from this person, and since when."""

    async def bans_in(self, areas: Sequence[str], start: int, limit: int) -> tuple[int, list[Ban]]:
        """How many are banned in these communes, and one page of them."""


class ListReads(Protocol):
    """What handlers may ask of the database about lists that units hand up."""

    async def listable(self, areas: Sequence[str], programme: Counted) -> list[Listable]:
        """All that take part there and are still on their way, each with the standing list of the programme on which it
        is; the oldest first."""

    async def lists_in(self, areas: Sequence[str], start: int, limit: int) -> tuple[int, list[ProductList]]:
        """How many lists these units handed up, and one page of them, the latest first."""

    async def lists_for(self, unit: str, programme: str, duty: str, occurrence: str) -> list[ProductList]:
        """The lists of a unit for one time of a duty, in their order; those taken back too."""

    async def product_list(self, list_id: str) -> ProductList | None:
        """One list with its products."""

    async def list_acted(self, list_id: str, above: Sequence[str]) -> bool:
        """Whether the level above has acted since a list was handed up: judged something of it, or gone on."""

    async def handed_up(self, done: tuple[str, str, str, str], above: Sequence[str]) -> HandedUp | None:
        """What was handed up with a duty (programme, duty, occurrence, scope); None where nothing was."""


class OfficialReads(Protocol):
    """What handlers may ask of the database about officials, and where to ask agencies."""

    async def officers_of(self, areas: Sequence[str], act: Act) -> list[Recipient]:
        """Those who hold a role that allows `act` for exactly one of `areas`."""

    async def holdings(self, roles: Sequence[Role], areas: Sequence[str] | None) -> list[Holding]:
        """Who holds one of the roles in one of the units, or anywhere (None)."""

    async def official_of(self, person: int) -> Official | None:
        """What an official says of themselves; None before they were asked."""

    async def officials_for(self, areas: Sequence[str]) -> list[Official]:
        """Whom producers of exactly these units may ask."""

    async def agency_contacts(self, areas: Sequence[str]) -> list[AgencyContact]:
        """Where to ask agencies of these units, as it was filled in."""


class LeaveReads(Protocol):
    """What handlers may ask of the database about leaves, and about calls by phone."""

    async def leave(self, leave: str) -> Leave | None: ...

    async def leave_of(self, person: int, grant: Grant) -> Leave | None:
        """The first that is not over of somebody in a role."""

    async def called(self, matter: str) -> dict[int, date]:
        """Who was called because of a matter, and when."""

    async def seen_reminder(self, programme: str, duty: str, occurrence: str, people: Sequence[int]) -> set[int]:
        """Who of them was here since a reminder of this duty came."""


class JournalReads(Protocol):
    """What handlers may ask of the audit."""

    async def journal(
        self, areas: Sequence[str], looked: JournalSearch, start: int, limit: int
    ) -> tuple[int, list[JournalLine]]:
        """How many acts there are in these units, and a page of them, the last first."""
