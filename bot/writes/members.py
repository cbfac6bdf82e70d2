"""Those who speak for a producer: let in, changed, sent out; and for whom one works."""

from __future__ import annotations

from dataclasses import dataclass

from bot.records.people import MemberPart


@dataclass(frozen=True, slots=True)
class SetTeam:
    """For which producer this person works at this address from now on; 0 for the own account."""

    account: int


@dataclass(frozen=True, slots=True)
class BeginProducer:
    """A further producer begins: an account of its own, for which this person works from now on.

    `key` is any word that nobody used before.
    """

    key: str


@dataclass(frozen=True, slots=True)
class AddMember:
    """A person works for a producer from now on; whoever began the account is its owner where nobody else was."""

    account: int
    person: int
    part: MemberPart
    name: str
    by: int


@dataclass(frozen=True, slots=True)
class SetPart:
    """A member becomes owner or helper; refused (`Conflict`) when no owner would be left."""

    account: int
    person: int
    part: MemberPart


@dataclass(frozen=True, slots=True)
class EndMember:
    """A member leaves, or is sent out by an owner; refused (`Conflict`) when no owner would be left.

    Whoever began the account takes the own phones, roles and consents along under another number.
    """

    account: int
    person: int
    key: str
