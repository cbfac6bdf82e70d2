"""What the adapters owe each other: a channel delivers, the outbox keeps account."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from starlette.routing import BaseRoute

from bot.messages import Arrival, Incoming, Outgoing, Reply, Upload


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform offers; what it lacks is made up for in `degrade.py`."""

    buttons: bool
    edit: bool
    files: bool
    text_limit: int
    contact: bool
    per_second: float
    """Notices a second that the platform takes over all chats."""


class SendError(Exception):
    """A message did not arrive, or nobody knows.

    `retry`: not delivered, try again after `retry_after` seconds (`everyone`: the whole channel must wait).
    `blocked`: the person does not want messages, or is gone. `refused`: the platform will never take it.
    `unknown`: the request left and no answer came back.
    """

    def __init__(
        self,
        outcome: Literal["retry", "blocked", "refused", "unknown"],
        detail: str,
        retry_after: float = 0,
        *,
        everyone: bool = False,
    ) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.retry_after = retry_after
        self.everyone = everyone


Intake = Callable[[Sequence[Arrival]], Awaitable[None]]
"""Stores what arrived and commits; returns only then. Raises when the database is down."""


MAX_FILE = 10 * 1024 * 1024
"""Bytes of one photo or paper: a phone's photo fits, a video does not."""


class Files(Protocol):
    """The folder of files; see `bot/storage/files.py`."""

    async def put(self, data: bytes, name: str) -> Upload:
        """Keeps a file; `refused` of the upload says why it was not kept."""

    async def get(self, file_id: str) -> tuple[bytes, str]:
        """Content and type; FileNotFoundError or ValueError when there is none."""


class Channel(Protocol):
    """One platform."""

    name: str
    capabilities: Capabilities

    async def translate(self, arrival: Arrival) -> Incoming | None:
        """What was said; None when there is nothing to answer. May fetch files."""

    async def send(self, address: str, reply: Reply) -> str:
        """Delivers one message and returns the platform's id of it, or raises `SendError`."""

    def routes(self) -> list[BaseRoute]:
        """The addresses on the program's own server that belong to this channel."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


State = Literal["waiting", "attempting", "sent", "blocked", "refused", "unknown"]


class OutboxMemory(Protocol):
    """Rows to deliver, and what became of them."""

    async def waiting(self, now: datetime) -> list[Outgoing]:
        """Rows whose time has come, oldest first; no reply before an earlier one of its address that must wait."""

    async def held(self, now: datetime) -> set[tuple[str, str]]:
        """Channel and address of replies whose time has not come: what is said later must wait behind them."""

    async def interrupted(self, now: datetime) -> int:
        """Marks as unknown the notices that a former process was sending when it ended; returns how many."""

    async def mark(
        self,
        row: Outgoing,
        state: State,
        now: datetime,
        *,
        ref: str = "",
        error: str = "",
        not_before: datetime | None = None,
    ) -> None: ...
