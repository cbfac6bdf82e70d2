"""The phones that use an account: what they are told, and how one leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.messages import Reply

How = Literal["ended", "left"]
"""Another phone of the account sent it out, or it went by itself."""


@dataclass(frozen=True, slots=True)
class TellPhones:
    """A notice to every phone of an account but the one that speaks now; `key` makes sure it is sent once."""

    person: int
    reply: Reply
    key: str


@dataclass(frozen=True, slots=True)
class EndPhone:
    """An address belongs to the account no longer, and reads `farewell`; whoever speaks there next is a newcomer.

    Refused (`Conflict`) when it is not the account's any more, and when it is the last one of somebody with a role:
    nobody could do their work then.
    """

    channel: str
    address: str
    how: How
    farewell: Reply | None = None


@dataclass(frozen=True, slots=True)
class CountWrongCode:
    """A code was typed that opens nothing: counted under each of these keys."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TellAt:
    """From now on the person is told things at this own address; "" for the one used last."""

    channel: str = ""
    address: str = ""
