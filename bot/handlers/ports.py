"""What handlers need from the house: what they may read, and what they may ask to be written.

Writes are data. The storage carries out all writes of a turn in one transaction, or none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from bot.conversations.form import Draft
from bot.messages import Reply, Upload
from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.score import Score
from ocop_domain.duties.agenda import Facts, Moved, Task
from ocop_domain.duties.audience import Wave
from ocop_domain.duties.model import Occurrence
from ocop_domain.evidence import Paper
from ocop_domain.products import Product, State
from ocop_domain.programmes import Programme
from ocop_domain.rights import Grant, Role


@dataclass(frozen=True, slots=True)
class Person:
    """Who is talking: one person, perhaps with several addresses.

    `menu` is the number of the last menu shown, `choices` what it offered (data, label).
    `consents` holds the purposes that were answered, `draft` the id of the form being filled in.
    """

    id: int
    language: str
    grants: tuple[Grant, ...] = ()
    consents: Mapping[str, bool] = field(default_factory=dict)
    draft: str = ""
    menu: int = 0
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DraftInfo:
    """A draft in a list: enough to offer going on with it."""

    id: str
    form: str
    name: str
    updated: datetime


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a product's history."""

    kind: str
    at: datetime
    reason: str = ""


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
    """Somebody to tell something, in their language; `draft` and `menu` say where they are in the chat."""

    person: int
    language: str
    draft: str = ""
    menu: int = 0


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A section of a product's business plan as it was kept last; `reason` says why it cannot go on."""

    section: str
    answers: Mapping[str, Any]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KeptProduct:
    """A product that stays when its producer is erased, with the answers that are left of it.

    `filed` says that its dossier was handed in: then the plan and the papers stay too.
    """

    id: str
    name: str
    revision: int
    answers: Mapping[str, Any]
    filed: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody whom a duty concerns, and whether it is done there; `name` is a producer's, else "" (see `area`)."""

    person: int
    scope: str
    area: str
    name: str
    done: bool


class Reads(Protocol):
    """What handlers may ask of the database."""

    async def facts(self, person: Person, programme: str) -> Facts:
        """What is known of this person in the programme, for the calendar."""

    async def moved(self, programme: str) -> tuple[Moved, ...]:
        """Every date that was moved, in the order of the moves."""

    async def holders(self, occurrence: Occurrence, areas: Sequence[str], programme: str) -> list[Holder]:
        """All in these areas whom an occurrence concerns, those who have done it last."""

    async def muted(self, person: int) -> set[str]:
        """The duties of which this person does not want to be reminded."""

    async def papers_of(self, person: int) -> list[Paper]:
        """The own papers, the first to run out first."""

    async def plan_of(self, product_id: str) -> dict[str, PlanPart]:
        """The sections of a product's plan that were begun, each as it was kept last."""

    async def held(self, person: int) -> dict[str, int]:
        """How much is kept of this person, by the lists of the export."""

    async def erasure(self, person: int) -> ErasePerson:
        """What deleting this person means at this moment."""

    async def calendar_version(self, person: int) -> int:
        """Counts how often the private address of the calendar was changed."""

    async def draft(self, draft_id: str) -> Draft | None: ...

    async def drafts_of(self, person: int, programme: str) -> list[DraftInfo]: ...

    async def producer_answers(self, person: int) -> dict[str, Any]:
        """The answers about the producer that this person gave last; empty when there are none."""

    async def products_of(self, person: int, programme: str) -> list[Product]: ...

    async def product(self, product_id: str) -> Product | None: ...

    async def products_in(
        self, areas: Sequence[str], programme: str, states: Sequence[State], limit: int = 50
    ) -> list[Product]:
        """Products whose commune is one of `areas`, oldest first."""

    async def count_in(self, areas: Sequence[str], programme: str) -> dict[State, int]: ...

    async def history(self, product_id: str) -> list[Event]: ...

    async def sheets_of(self, product_id: str) -> list[ScoreSheet]:
        """Every score of a product that was kept, newest first."""

    async def officers_of(self, areas: Sequence[str], role: Role, programme: str) -> list[Recipient]:
        """Those who hold `role` for exactly one of `areas`."""

    async def recipient(self, person: int) -> Recipient | None: ...

    async def invitation(self, token_hash: str) -> Invitation | None: ...


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


class Papers(Protocol):
    """What comes out as a file, made and stored; each returns the id of the file."""

    async def score_card(
        self, criteria: CriteriaSet, score: Score, *, product: Product, kind: str, day: date, language: str
    ) -> str: ...

    async def timeline(self, tasks: Sequence[Task], *, name: str, today: date, language: str) -> str:
        """The year as a picture."""

    async def calendar(
        self, tasks: Sequence[Task], moved: Sequence[Moved], *, name: str, programme: str, language: str
    ) -> str:
        """The year as a file that a phone's calendar takes."""

    def official(self, programme: Programme, by: str) -> list[tuple[str, str]]:
        """The official papers of the programme that `by` ("producer", "commune") signs: id and title."""

    async def official_paper(self, paper: str, made_of: DossierParts) -> tuple[str, ...]:
        """One official paper as DOCX, and as PDF where the machine can make one."""

    async def whole_dossier(self, made_of: DossierParts) -> str:
        """All papers of the producer, and the files of the wallet, in one ZIP."""

    async def personal_data(self, person: int) -> tuple[Upload, ...]:
        """Everything that is kept of this person, as ZIP files that a chat takes."""

    def calendar_address(self, person: int, version: int) -> str:
        """The private address of the calendar; "" where none is served."""


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Keeps a draft; refused (`Conflict`) when it was changed since it was read."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class DropDraft:
    draft_id: str


@dataclass(frozen=True, slots=True)
class SetPlace:
    """Which form the person is in; "" leaves it."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class SetLanguage:
    language: str


@dataclass(frozen=True, slots=True)
class SetConsent:
    purpose: str
    granted: bool


@dataclass(frozen=True, slots=True)
class PutProduct:
    """A product sent for the first time (revision 0) or again; the producer is made or updated with it."""

    product: Product
    producer_answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MoveProduct:
    """A new state for a product; refused (`Conflict`) when it was moved since it was read."""

    product_id: str
    revision: int
    state: State
    on: date
    marked: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AddEvent:
    product_id: str
    kind: str
    reason: str = ""
    marked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeepSheet:
    """A score is added; earlier ones stay."""

    sheet: ScoreSheet


@dataclass(frozen=True, slots=True)
class KeepFile:
    """A stored file belongs to the person who sent it."""

    upload: Upload


@dataclass(frozen=True, slots=True)
class AddInvitation:
    invitation: Invitation


@dataclass(frozen=True, slots=True)
class UseInvitation:
    """Spends a one-time link; refused (`Conflict`) when it was spent meanwhile."""

    token_hash: str


@dataclass(frozen=True, slots=True)
class AddGrant:
    grant: Grant


@dataclass(frozen=True, slots=True)
class MoveAddress:
    """This address, and all that `former` began on it, belongs to `person` from now on."""

    person: int
    former: int


@dataclass(frozen=True, slots=True)
class Notify:
    """A notice to another person; `key` makes sure it is sent once."""

    person: int
    reply: Reply
    key: str


@dataclass(frozen=True, slots=True)
class MarkDone:
    """A duty is done (or, with `undo`, is not) for a scope: an area, or a person's own id."""

    programme: str
    duty: str
    occurrence: str
    scope: str
    note: str = ""
    files: tuple[str, ...] = ()
    undo: bool = False


@dataclass(frozen=True, slots=True)
class Mute:
    """No more nudges about a duty; or again, with `off`."""

    duty: str
    off: bool = False


@dataclass(frozen=True, slots=True)
class RemindAgain:
    """The same reminder once more, at another time; only one's own."""

    reminder: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Nudge:
    """A reminder for everybody whom a wave holds at this moment, as soon as people may be written to."""

    programme: str
    wave: Wave
    at: datetime


@dataclass(frozen=True, slots=True)
class MoveDate:
    """Another last day for an occurrence; the old one and the reason stay in the history."""

    programme: str
    move: Moved


@dataclass(frozen=True, slots=True)
class KeepPaper:
    """A paper is kept, or changed (`revision`)."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class DropPaper:
    paper_id: str


@dataclass(frozen=True, slots=True)
class KeepPart:
    """A section of a plan is kept; earlier ones stay."""

    product_id: str
    part: PlanPart


@dataclass(frozen=True, slots=True)
class KeepExport:
    """The files that were just made of one's own data; earlier ones are taken away."""

    uploads: tuple[Upload, ...]


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """A person goes, but for what must be kept; refused (`Conflict`) when a product was moved since it was read.

    `gone` are products (id, name, revision), `producers` ids and names; `files` were sent, `prints` were made of the
    answers; by `traces` the chats of officials show that they speak of this person.
    """

    people: tuple[int, ...]
    official: bool
    gone: tuple[tuple[str, str, int], ...] = ()
    kept: tuple[KeptProduct, ...] = ()
    producers: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()
    traces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewCalendarAddress:
    """The old private address of the calendar holds no longer."""


Write = (
    MarkDone
    | Mute
    | RemindAgain
    | Nudge
    | MoveDate
    | KeepPaper
    | DropPaper
    | KeepPart
    | KeepExport
    | ErasePerson
    | NewCalendarAddress
    | SaveDraft
    | DropDraft
    | SetPlace
    | SetLanguage
    | SetConsent
    | PutProduct
    | MoveProduct
    | AddEvent
    | KeepSheet
    | KeepFile
    | AddInvitation
    | UseInvitation
    | AddGrant
    | MoveAddress
    | Notify
)


class Conflict(Exception):  # noqa: N818 - an expected race, not a fault: the turn is played again
    """Something was changed by somebody else between reading and writing."""


class Answered(Conflict):
    """The update was answered meanwhile, by a restarted or a second process: nothing is left to do."""
