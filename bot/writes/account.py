"""The phones that use an account: what they are told, and how one leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.messages import Reply
from bot.records.account import Recovery

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


@dataclass(frozen=True, slots=True)
class KeepRecovery:
    """An official has made sure who somebody is; the code itself is an invitation."""

    recovery: Recovery


@dataclass(frozen=True, slots=True)
class TakeRecovery:
    """This phone came in by the code of a recovery: the others may only read. Refused when it was taken meanwhile."""

    token_hash: str


@dataclass(frozen=True, slots=True)
class ObjectRecovery:
    """A phone of before objects: the one that came in goes and reads `farewell`. Refused when it is over."""

    recovery: Recovery
    farewell: Reply
