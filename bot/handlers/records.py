"""What handlers know of people, products and papers, as it was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ocop_domain.broadcasts import OPEN, Ask, Fate, Phase, Target
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.evidence import Paper
from ocop_domain.products import Product
from ocop_domain.programmes import Programme
from ocop_domain.rights import Grant, Role


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


OWN_PHONE = "own"
ON_PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Person:
    """Who is talking: one person, perhaps with several addresses.

    `menu` is the number of the last menu shown, `choices` what it offered (data, label).
    `consents` holds the purposes that were answered, `draft` the id of the form being filled in.
    While an officer types for a producer this is the producer (without the officer's rights), `help` says so, and
    `speaker` is the officer: language, menu and place in the chat stay the officer's.
    """

    id: int
    language: str
    grants: tuple[Grant, ...] = ()
    consents: Mapping[str, bool] = field(default_factory=dict)
    draft: str = ""
    menu: int = 0
    choices: tuple[tuple[str, str], ...] = ()
    help: Help | None = None
    speaker: Person | None = None

    @property
    def helper(self) -> int:
        """The officer who types for this person; 0 when they talk themselves."""
        return self.speaker.id if self.help and self.speaker else 0


@dataclass(frozen=True, slots=True)
class DraftInfo:
    """A draft in a list: enough to offer going on with it."""

    id: str
    form: str
    name: str
    updated: datetime
    answers: Mapping[str, Any] = field(default_factory=dict)
    """What its product is registered for."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a product's history: who did it, and whether it was an officer for the producer."""

    kind: str
    at: datetime
    reason: str = ""
    by: int = 0
    helped: bool = False


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time link: to a role (`role` set) or to one's own account on another phone (`person` set)."""

    token_hash: str
    expires: datetime
    role: Role | None = None
    area: str = ""
    programme: str = ""
    person: int = 0
    used: bool = False


SELF = "self"
COUNCIL = "council"


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """A score of one product, by its producer (SELF) or by the council (COUNCIL): points by item code.

    `total` and `star` are what was certain when it was kept; both can be computed again from the answers.
    """

    product_id: str
    kind: str
    decision: str
    set_id: str
    answers: Mapping[str, Any]
    total: int
    star: int
    on: date


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to tell something, in their language; `draft` and `menu` say where they are in the chat.

    An officer who is told something for a producer: `ward` and `name` are the producer's.
    """

    person: int
    language: str
    draft: str = ""
    menu: int = 0
    ward: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A section of a product's business plan as it was kept last; `reason` says why it cannot go on."""

    section: str
    answers: Mapping[str, Any]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a dossier holds, as it is on a day or as it was filed; `sheets` newest first."""

    product: Product
    plan: Mapping[str, PlanPart]
    sheets: Sequence[ScoreSheet]
    papers: Sequence[Paper]
    day: date


@dataclass(frozen=True, slots=True)
class Filing:
    """A dossier as it was handed in, for a round (`duty`, `occurrence`; "" for none), and what the commune said of it.

    `number` counts the filings of one product from 1; `verdict` is the state that the commune gave it, "" before.
    """

    number: int
    contents: Contents
    duty: str = ""
    occurrence: str = ""
    verdict: str = ""
    decided: date | None = None
    marked: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KeptProduct:
    """A product that stays when its producer is erased, with the answers that are left of it.

    `filed` says that its dossier was handed in: then the plan and the papers stay too. `filings` are the numbers of
    its filings, each with the answers that are left.
    """

    id: str
    name: str
    revision: int
    answers: Mapping[str, Any]
    filed: bool = False
    filings: tuple[tuple[int, Mapping[str, Any]], ...] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody whom a duty concerns, and whether it is done there; `name` is a producer's, else "" (see `area`).

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


@dataclass(frozen=True, slots=True)
class FormerPaper:
    """A paper as it was until a day: then it was changed, renewed or dropped."""

    paper: Paper
    until: date


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A notice to many, as it stands. `area` is where it was sent from: who works there may see it.

    `unmatched` are pasted numbers that belong to nobody, `revision` counts corrections, `taken` says that it was
    taken back, though messages may still be on their way to being changed.
    """

    id: str
    programme: str
    area: str
    phase: Phase
    text: str
    files: tuple[str, ...]
    ask: Ask
    official: bool
    target: Target
    person: int
    send_at: datetime
    unmatched: tuple[str, ...] = ()
    began: datetime | None = None
    upto: int = 0
    complete: bool = False
    revision: int = 0
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a broadcast would reach now: `count` people, three of them by name and area, by channel, and who not.

    `unmatched` are pasted numbers that belong to nobody there.
    """

    count: int
    samples: tuple[tuple[str, str], ...] = ()
    channels: Mapping[str, int] = field(default_factory=dict)
    blocked: int = 0
    nowhere: int = 0
    unmatched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """What has become of a broadcast: people by their best fate, answers, and messages that were corrected."""

    fates: Mapping[Fate, int] = field(default_factory=dict)
    answers: Mapping[str, int] = field(default_factory=dict)
    changed: int = 0
    unchanged: int = 0
    changing: int = 0

    @property
    def count(self) -> int:
        return sum(self.fates.values())

    @property
    def open(self) -> int:
        return sum(self.fates.get(fate, 0) for fate in OPEN)

    def of(self, *fates: Fate) -> int:
        return sum(self.fates.get(fate, 0) for fate in fates)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One recipient in the ledger; `area` is a producer's commune or an official's unit."""

    person: int
    name: str
    area: str
    phone: str
    channel: str
    fate: Fate
    answer: str
    sent: datetime | None
    answered: datetime | None


@dataclass(frozen=True, slots=True)
class DossierParts:
    """What the papers of a product are made of."""

    product: Product
    programme: Programme
    plan: Mapping[str, PlanPart]
    criteria: CriteriaSet | None
    answers: Mapping[str, Any]
    papers: Sequence[Paper]
    day: date
