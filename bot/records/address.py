"""Where a message goes that comes unasked: decided here, for notices, reminders, broadcasts and answers alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a person. `preferred`: the person chose it. `blocked`: no messages are wanted there, or the phone
    is one that was lost and may only read."""

    channel: str
    address: str
    last_seen: datetime
    blocked: bool = False
    preferred: bool = False


def choose_address(addresses: Iterable[Address], served: Collection[str]) -> Address | None:
    """The preferred one, else the one used last, of those that a message can reach; None when none can.

    `served` are the channels of this assistant; while nobody has said which they are, it may be any.
    `storage.delivery.address` says the same as SQL.
    """
    can = [a for a in addresses if not a.blocked and (not served or a.channel in served)]
    return min(can, key=_rank, default=None)


def _rank(address: Address) -> tuple[bool, float, str, str]:
    return (not address.preferred, -address.last_seen.timestamp(), address.channel, address.address)
