"""What a platform can do, and what its channel owes the rest."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal, Protocol

from starlette.routing import BaseRoute

from bot.kit.reception import Reception
from bot.messages import Arrival, Incoming, Reply


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform takes, as far as those who speak through it have to know; the rest its channel makes up for."""

    per_second: float
    """Notices a second over all chats that we send: a little less than the platform takes."""
    heard_limit: int = 0
    """Characters of a message that people can write: their app cuts what is longer in parts. 0: it cuts nothing."""
    most_per_second: float = inf
    """Messages a second over all chats that the platform takes."""
    gap: Callable[[str], float] = lambda address: 0.0
    """Seconds between two messages that the platform asks for in this chat."""
    largest: int = 2 << 30
    """Bytes of one file that it takes from us."""
    burst: Callable[[str], float] = lambda address: inf
    """Replies that the platform lets follow each other faster than that."""
    keeps: bool = False
    """Whether a message that was sent lies here until a page takes it, and says so (`kept`, then `sent`)."""


class SendError(Exception):
    """A message did not arrive, or nobody knows.

    `retry`: not delivered, try again after `retry_after` seconds; a flood: too much was sent, in this chat or over all.
    `blocked`: the person does not want messages, or is gone. `refused`: the platform will never take it.
    `unknown`: the request left and no answer came back. `down`: the platform was not reached, or did not answer.
    `parts` of the message arrived before.
    """

    def __init__(
        self,
        outcome: Literal["retry", "blocked", "refused", "unknown"],
        detail: str,
        retry_after: float = 0,
        *,
        flood: bool = False,
        down: bool = False,
        parts: int = 0,
    ) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.retry_after = retry_after
        self.flood = flood
        self.down = down
        self.parts = parts


Intake = Callable[[Sequence[Arrival]], Awaitable[None]]
"""Stores what arrived and commits; returns only then. Raises when the database is down."""


class Channel(Protocol):
    """One platform."""

    name: str
    capabilities: Capabilities
    reception: Reception

    async def translate(self, arrival: Arrival) -> Incoming | None:
        """What was said; None when there is nothing to answer. May fetch files."""

    def link(self, code: str) -> str:
        """The address that opens a talk here with a one-time code; "" while it is not known."""

    def at(self, opening: str) -> str:
        """The address that opens the talk here at a screen (`bot/handlers/shared/openings.py`); "" while unknown."""

    def cost(self, reply: Reply) -> int:
        """How many messages of the platform this is."""

    async def send(self, address: str, reply: Reply, parts: int = 0) -> str:
        """Delivers a reply and returns the platform's id of its last message, or raises `SendError`.

        The first `parts` messages of it arrived at an earlier try.
        """

    def routes(self) -> list[BaseRoute]:
        """The addresses on the program's own server that belong to this channel."""

    async def start(self) -> None: ...

    async def stop(self) -> None:
        """Hears nothing more; what is on its way out still leaves."""

    async def close(self) -> None:
        """Ends its connections: nothing is sent any more."""
