"""What handlers ask to be written: data, which the storage carries out in one transaction for a turn, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from bot.conversations.form import Draft
from bot.handlers.records import Broadcast, Filing, Invitation, KeptProduct, PlanPart, ScoreSheet
from bot.messages import Reply, Upload
from ocop_domain.broadcasts import Phase
from ocop_domain.duties.agenda import Moved
from ocop_domain.duties.audience import Wave
from ocop_domain.evidence import Paper
from ocop_domain.products import Product, State
from ocop_domain.rights import Grant


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
class BeginHelp:
    """A producer without a phone becomes a person, and this officer works for them from now on.

    `purposes` are those that the signed paper answers; `key` is any word that nobody used before.
    """

    key: str
    area: str
    name: str
    phone: str
    how: str
    files: tuple[str, ...] = ()
    purposes: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetHelp:
    """For whom this officer works from now on; 0 for nobody."""

    ward: int


@dataclass(frozen=True, slots=True)
class KeepAgreement:
    """The producer being helped has agreed on paper: the purposes, and the signed paper."""

    files: tuple[str, ...]
    purposes: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class OpenHelp:
    """This person has opened the link to the account of a producer who is helped."""

    ward: int


@dataclass(frozen=True, slots=True)
class ConfirmHelp:
    """The producer has agreed on the own phone; every other link to the account ends. Refused when it was done."""

    ward: int


@dataclass(frozen=True, slots=True)
class EndHelp:
    """Nobody types for this producer any more; refused (`Conflict`) when that was so already."""

    ward: int


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
    """The same reminder once more, at another time; only one's own. `together`: with all that left in its message."""

    reminder: int
    at: datetime
    together: bool = False


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
    """A paper is kept, or changed (`revision`): how it was before stays as a version."""

    paper: Paper


@dataclass(frozen=True, slots=True)
class DropPaper:
    """A paper is no longer shown nor counted; it stays as a version."""

    paper_id: str


@dataclass(frozen=True, slots=True)
class KeepPart:
    """A section of a plan is kept; earlier ones stay."""

    product_id: str
    part: PlanPart


@dataclass(frozen=True, slots=True)
class KeepFiling:
    """A dossier as it is handed in; earlier filings stay. Refused (`Conflict`) when its number is taken."""

    filing: Filing


@dataclass(frozen=True, slots=True)
class DecideFiling:
    """What the commune says of a filing; refused (`Conflict`) when somebody has decided meanwhile."""

    product_id: str
    number: int
    verdict: State
    on: date
    marked: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KeepExport:
    """The files that were just made of one's own data; earlier ones are taken away."""

    uploads: tuple[Upload, ...]


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """A person goes, but for what must be kept; refused (`Conflict`) when a product was moved since it was read.

    `gone` are products (id, name, revision), `producers` ids and names; `files` were sent, `prints` were made of the
    answers; by `traces` the chats of officials show that they speak of this person. Of one who was `helped` officials
    typed them too.
    """

    people: tuple[int, ...]
    official: bool
    gone: tuple[tuple[str, str, int], ...] = ()
    kept: tuple[KeptProduct, ...] = ()
    producers: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()
    traces: tuple[str, ...] = ()
    helped: bool = False


@dataclass(frozen=True, slots=True)
class PutBroadcast:
    """A broadcast is scheduled, with what it says in each language; refused (`Conflict`) when it was before."""

    broadcast: Broadcast
    replies: Mapping[str, Reply]


@dataclass(frozen=True, slots=True)
class MoveBroadcast:
    """Stops or goes on; refused (`Conflict`) when it is not in the phase `was` any more."""

    broadcast_id: str
    was: Phase
    now: Phase


@dataclass(frozen=True, slots=True)
class ChangeBroadcast:
    """Says something else from now on, also where it was delivered, if the platform can; with `take_back` nobody gets
    it any more. Refused (`Conflict`) when it was changed since it was read.
    """

    broadcast_id: str
    was: Phase
    revision: int
    text: str
    replies: Mapping[str, Reply]
    take_back: bool = False


@dataclass(frozen=True, slots=True)
class SendAgain:
    """Once more to those surely not reached whom a message can reach now; or, `elsewhere`, to those of whom it is not
    known that they have it, by a channel that was not tried yet.
    """

    broadcast_id: str
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class AnswerBroadcast:
    """A recipient's answer; the last one counts."""

    broadcast_id: str
    answer: str


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
    | KeepFiling
    | DecideFiling
    | KeepExport
    | ErasePerson
    | NewCalendarAddress
    | PutBroadcast
    | MoveBroadcast
    | ChangeBroadcast
    | SendAgain
    | AnswerBroadcast
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
    | BeginHelp
    | SetHelp
    | KeepAgreement
    | OpenHelp
    | ConfirmHelp
    | EndHelp
    | Notify
)
