"""What the web chat needs of the storage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Protocol


class Message(Protocol):
    """One bubble of a chat."""

    @property
    def id(self) -> int: ...
    @property
    def address(self) -> str: ...
    @property
    def direction(self) -> Literal["in", "out", "edit"]: ...
    @property
    def payload(self) -> Mapping[str, Any]: ...
    @property
    def at(self) -> str: ...


class Session(Protocol):
    """What is known of a chat beyond its cookie."""

    @property
    def spoken(self) -> bool:
        """Whether somebody has said something there."""

    @property
    def renewed(self) -> bool:
        """Whether the browser has a cookie that carries a time."""

    @property
    def ended(self) -> str:
        """How the chat ended; "" while it is somebody's."""


class Messages(Protocol):
    """The chats, numbered in one row; see `bot/storage/web.py`."""

    async def add(
        self, address: str, direction: Literal["in", "out"], payload: dict[str, Any], at: datetime
    ) -> int: ...

    async def edit(self, address: str, message: int, payload: dict[str, Any], at: datetime) -> bool: ...

    async def add_once(self, address: str, update: str, payload: dict[str, Any], at: datetime) -> Message: ...

    async def since(self, addresses: Sequence[str], after: int, limit: int) -> Sequence[Message]: ...

    async def latest(self, address: str, limit: int, before: int = 0) -> Sequence[Message]: ...

    async def taken(self, addresses: Sequence[str], upto: int, at: datetime) -> None:
        """A page has taken these chats up to this message: what was kept for it has arrived."""

    async def newest(self, addresses: Sequence[str]) -> int: ...

    async def file_name(self, address: str, file_id: str) -> str | None: ...

    async def language(self, address: str) -> str: ...

    async def session(self, address: str) -> Session: ...

    async def renewed(self, address: str, at: datetime) -> None: ...
