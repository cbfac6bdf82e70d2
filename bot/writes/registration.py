"""Applications: sent, moved on, scored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.records.registration import ScoreSheet
from ocop_domain.applications import Application, ApplicationState


@dataclass(frozen=True, slots=True)
class PutApplication:
    """A product sent for the first time (revision 0) or again; the producer is made or updated with it."""

    application: Application
    producer_answers: Mapping[str, Any]
    origin: str = ""
    """From which network it was sent, so that many from one are gathered; forgotten when somebody decides on it."""
    act: str = ""
    """What the audit says instead of that it was sent: its kind was changed ("kind"), or answers ("corrected")."""
    changed: tuple[str, ...] = ()
    """The questions that were answered otherwise, for the audit."""


@dataclass(frozen=True, slots=True)
class RenameProduct:
    """Another name for a product, what it was called before is kept; `application` is one that takes it on too.

    `about` is the application in whose history it stands; "" for none.
    """

    product_id: str
    name: str
    application: Application | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class MoveApplication:
    """A new state for a product; refused (`Conflict`) when it was moved since it was read."""

    application_id: str
    revision: int
    state: ApplicationState
    on: date
    marked: tuple[str, ...] = ()
    reason: str = ""
    act: str = ""
    """What the audit says instead of the new state: its producer took the dossier back ("recalled")."""


@dataclass(frozen=True, slots=True)
class UndoDecision:
    """A decision was a slip: the application is again in the `state` before it, where it waits `since` that day.

    Refused (`Conflict`) when somebody has acted on it meanwhile.
    """

    application_id: str
    revision: int
    state: ApplicationState
    since: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CarryApplication:
    """A programme is over: what was not handed in goes on in the next one, what it was before is kept.

    It keeps its id, so that every button, draft, plan and paper of it leads on. Refused (`Conflict`) when it was moved.
    """

    before: Application
    after: Application


@dataclass(frozen=True, slots=True)
class EndApplication:
    """A programme is over, and what was not handed in ends with it; refused (`Conflict`) when it was moved."""

    application: Application


@dataclass(frozen=True, slots=True)
class AddAuditEntry:
    application_id: str
    kind: str
    reason: str = ""
    marked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeepSheet:
    """A score is added; earlier ones stay."""

    sheet: ScoreSheet


@dataclass(frozen=True, slots=True)
class PutBan:
    """The officers of this commune take nothing new from this person."""

    person: int
    area: str
    name: str


@dataclass(frozen=True, slots=True)
class LiftBan:
    """They do again; refused (`Conflict`) when it was lifted meanwhile."""

    person: int
    area: str


@dataclass(frozen=True, slots=True)
class AskAbove:
    """Who is banned there has asked the level above, once; refused (`Conflict`) when that was so already."""

    area: str
    words: str = ""
