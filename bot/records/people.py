"""Who somebody is, and who is to be told or asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from ocop_domain.rights import SPECS, Grant, Role

PRODUCER = "producer"
"""As what somebody works who speaks for a producer; officials work as their role."""
OWN_PHONE = "own"
ON_PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Help:
    """A producer (`ward`) for whom the commune's officers type; `helper` is the officer who did so last.

    `how` the producer agrees: OWN_PHONE or ON_PAPER. `guest` has opened the link to this account and not
    yet agreed. `confirmed` and `ended` are moments, "" before.
    """

    ward: int
    helper: int
    area: str
    name: str
    phone: str = ""
    how: str = "own"
    guest: int = 0
    confirmed: str = ""
    ended: str = ""

    @property
    def called(self) -> str:
        """The phone number as people write it; a dash where there is none."""
        return "0" + self.phone.removeprefix("+84") if self.phone else "–"

    @property
    def state(self) -> str:
        """How far the producer has agreed."""
        return "confirmed" if self.confirmed else "paper" if self.how == ON_PAPER else "waiting"


class MemberPart(StrEnum):
    """What a member may do for a producer: a helper does all the work, an owner also says who else does."""

    OWNER = "owner"
    HELPER = "helper"


@dataclass(frozen=True, slots=True)
class Team:
    """A producer (`account`) for whom a person works, and as what; `ended` when they do not any more."""

    account: int
    name: str
    part: MemberPart = MemberPart.OWNER
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One who speaks for a producer. `name` is how they are called there, "" for whoever began the account."""

    account: int
    person: int
    part: MemberPart
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Who is talking: one person, perhaps with several addresses.

    Of the address that speaks: `menu` is the number of the last menu shown there, `choices` what it offered (data,
    label), `draft` the id of the form being filled in there, `asked` the question of it that was shown.
    `consents` holds the purposes that were answered.
    While an officer types for a producer this is the producer (without the officer's rights), `help` says so, and
    `speaker` is the officer: language, menu and place in the chat stay the officer's.
    While a member works for a producer that another person began, this is that producer's account, `team` says so, and
    `speaker` is the member: consent, phones and what they are told stay the member's. `accounts` are the producers for
    whom they may work beside the own account.
    `member` says that they speak for a producer, or begin to; `face` is as what they work here: a role, or "producer".
    `joined` is when the phone that is used at this moment came into the account by a code.
    """

    id: int
    language: str
    grants: tuple[Grant, ...] = ()
    consents: Mapping[str, bool] = field(default_factory=dict)
    draft: str = ""
    asked: str = ""
    menu: int = 0
    choices: tuple[tuple[str, str], ...] = ()
    help: Help | None = None
    speaker: Person | None = None
    joined: datetime | None = None
    member: bool = False
    face: str = ""
    team: Team | None = None
    accounts: tuple[int, ...] = ()
    read_only: bool = False
    """Another phone got the account back: this one may look and object, and write nothing."""
    home: str = ""
    """Where they made something last, or began to; "" before."""

    @property
    def makes_in(self) -> str:
        """Where they make something; of who is helped, and has nothing yet, the commune that helps."""
        return self.home or (self.help.area if self.help else "")

    @property
    def place(self) -> str:
        """The unit whose plans are theirs: of the role in which they work here, else where they make something."""
        held = {grant.role: grant.area for grant in reversed(self.grants) if grant.area}
        chosen = next((area for role, area in held.items() if role == self.face), "")
        if self.face == PRODUCER or not held:
            return self.makes_in
        return chosen or next(held[role] for role in SPECS if role in held)

    @property
    def helper(self) -> int:
        """The officer who types for this person; 0 when they talk themselves."""
        return self.speaker.id if self.help and self.speaker else 0

    @property
    def working(self) -> int:
        """The member who works for this producer; 0 where a person speaks for themselves."""
        return self.speaker.id if self.team and self.speaker else 0

    @property
    def me(self) -> Person:
        """Whose consent, phones and language count: the member where one works for a producer, else this person."""
        return self.speaker if self.team and self.speaker else self

    @property
    def speaks_for(self) -> frozenset[int]:
        """Every account whose things are the own: nobody checks these."""
        return frozenset({self.id, self.me.id, *self.me.accounts})


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time link: to a role (`role` set), to one's own account on another phone (`person` set), or to working for
    a producer (`account` set) as `part`.

    `by` invited (0: an administrator at the machine), `whom` is written down for them; the role ends after `until`.
    """

    token_hash: str
    expires: datetime
    role: Role | None = None
    area: str = ""
    person: int = 0
    used: bool = False
    until: date | None = None
    by: int = 0
    whom: str = ""
    account: int = 0
    part: MemberPart | None = None
    agency: str = ""
    """The agency for which the role will speak."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to tell something, in their language.

    An officer who is told something for a producer: `ward` and `name` are the producer's. A member who has several
    producers, or one that another began: `account` and `name`.
    """

    person: int
    language: str
    ward: int = 0
    name: str = ""
    account: int = 0


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody whom a duty concerns, and whether it is done there; `name` is theirs, "" where none is known.

    `reached` says that a reminder would come to them: they have not muted it, and have an address that takes it.
    `helped`: has no phone here, and is reached through the officer who helps.
    """

    person: int
    scope: str
    area: str
    name: str
    done: bool
    reached: bool = True
    helped: bool = False
    unreachable: bool = False
    """Whether no address of theirs takes messages any more."""
    waits: bool = False
    """Whether they cannot do it yet: what they sent waits for somebody else."""
