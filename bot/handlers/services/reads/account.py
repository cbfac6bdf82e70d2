"""What handlers may ask of the database about accounts and the requests on personal data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.messages import Reply
from bot.records.account import Account, Recovery, WrongCodes
from bot.records.people import Invitation, Recipient
from bot.records.requests import DataRequest
from bot.writes.people import ErasePerson


class AccountReads(Protocol):
    """What handlers may ask of the database about accounts, codes and phones that were lost."""

    async def held(self, person: int) -> dict[str, int]:
        """How much is kept of this person, by the lists of the export."""

    async def erasure(self, person: int, *, looked: bool = True) -> ErasePerson:
        """What deleting this person means at this moment; where officials see it is `looked` for."""

    async def account(self, person: int) -> Account | None:
        """Whose account it is, what it holds and which phones use it."""

    async def recipient(self, person: int) -> Recipient | None: ...

    async def invitation(self, token_hash: str) -> Invitation | None: ...

    async def recovery(self, token_hash: str) -> Recovery | None: ...

    async def last_recovery(self, person: int) -> Recovery | None:
        """The last one by which a phone came into the account."""

    async def wrong_codes(self, keys: Sequence[str]) -> dict[str, WrongCodes]:
        """How often codes were typed that open nothing, by key."""

    async def last_notice(self, channel: str, address: str) -> Reply | None:
        """What came to this address unasked, the last of it; None when nothing has come."""


class RequestReads(Protocol):
    """What handlers may ask of the database about requests on personal data."""

    async def data_requests(self) -> list[DataRequest]:
        """All that wait for an answer, the most urgent first."""

    async def data_request(self, request: str) -> DataRequest | None: ...

    async def data_requests_of(self, person: int) -> list[DataRequest]: ...

    async def administrators(self) -> list[Recipient]: ...

    async def people_with(self, phone: str) -> Sequence[int]:
        """Those who gave this number for a producer."""
