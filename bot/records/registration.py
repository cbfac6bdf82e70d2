"""Drafts, applications and their scores, as they were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ocop_domain.applications import Application, ApplicationState

SELF = "self"
COUNCIL = "council"


@dataclass(frozen=True, slots=True)
class DraftInfo:
    """A draft in a list: enough to offer going on with it."""

    id: str
    form: str
    name: str
    updated: datetime
    answers: Mapping[str, Any] = field(default_factory=dict)
    """What its product is registered for."""
    subject: str = ""
    """What it is about: of a product that takes part again its id."""


@dataclass(frozen=True, slots=True)
class PastApplication:
    """What an application was under a programme that is over, or before it was corrected, with what was asked then."""

    programme: str
    successor: str
    area: str
    name: str
    producer_name: str
    answers: Mapping[str, Any]
    form: str
    form_version: int
    state: ApplicationState
    until: date
    marked: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of an application's history: who did it, and whether it was an officer for the producer."""

    kind: str
    at: datetime
    reason: str = ""
    by: int = 0
    helped: bool = False


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """A score of one application, by its producer (SELF) or by the council (COUNCIL): points by item code.

    `total` and `star` are what was certain when it was kept; both can be computed again from the answers.
    """

    application_id: str
    kind: str
    decision: str
    set_id: str
    answers: Mapping[str, Any]
    total: int
    star: int
    on: date


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A section of an application's business plan as it was kept last; `reason` says why it cannot go on."""

    section: str
    answers: Mapping[str, Any]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KeptApplication:
    """A product that stays when its producer is erased, with the answers that are left of it.

    `filed` says that its dossier was handed in: then the plan and the papers stay too. `submissions` are the numbers of
    its submissions, each with the answers that are left.
    """

    id: str
    name: str
    revision: int
    answers: Mapping[str, Any]
    filed: bool = False
    submissions: tuple[tuple[int, Mapping[str, Any]], ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """Many new ones that came from one place (a network's address, a phone number): one entry of a queue."""

    place: str
    count: int
    since: date


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a check since a day, as far as the order of the queue needs it; `place` as in `Gathered`."""

    id: str
    place: str
    since: date
    name: str
    programme: str
    area: str
    state: ApplicationState
    product_set: str = ""


@dataclass(frozen=True, slots=True)
class LastDecision:
    """What somebody decided on an application, the last thing that happened to it: from which state, when, who."""

    was: str
    became: str
    at: datetime
    by: int


QueueEntry = Application | Gathered


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of what waits: `total` products in `entries` entries, of which those from `start` on are `shown`."""

    total: int
    entries: int
    shown: tuple[QueueEntry, ...]
    start: int = 0


@dataclass(frozen=True, slots=True)
class Ban:
    """From this person the officers of a commune take nothing new; `asked` is when they turned to the level above."""

    person: int
    area: str
    name: str
    since: date
    asked: date | None = None
    by: int = 0


@dataclass(frozen=True, slots=True)
class HandedUp:
    """A list or report that the level above was given: what it said, and whether somebody there has acted since."""

    note: str
    acted: bool


def ban_subject(person: int, area: str) -> str:
    """How the audit names that a commune takes nothing new from somebody."""
    return f"ban:{person}:{area}"
