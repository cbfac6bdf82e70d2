"""One product's way through one programme: its states, and the acts that move it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ocop_domain.duties.model import Occurrence
from ocop_domain.errors import Refusal
from ocop_domain.programmes import Programme


class ApplicationState(StrEnum):
    """Where a product is; a draft is not a product yet."""

    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    FILED = "filed"
    SUPPLEMENT = "supplement"
    CHECKED = "checked"
    JUDGED = "judged"
    """A council has said what it is, and the decision is told: of this application nothing more comes."""


class Move(StrEnum):
    """What brings an application from one state to the next."""

    ACCEPT = "accept"
    RETURN = "return"
    RESEND = "resend"
    FILE = "file"
    ASK_MORE = "ask_more"
    CHECK = "check"
    JUDGE = "judge"


_MOVES: dict[tuple[ApplicationState, Move], ApplicationState] = {
    (ApplicationState.SENT, Move.ACCEPT): ApplicationState.ACCEPTED,
    (ApplicationState.SENT, Move.RETURN): ApplicationState.RETURNED,
    (ApplicationState.RETURNED, Move.RESEND): ApplicationState.SENT,
    (ApplicationState.ACCEPTED, Move.FILE): ApplicationState.FILED,
    (ApplicationState.FILED, Move.FILE): ApplicationState.FILED,
    (ApplicationState.SUPPLEMENT, Move.FILE): ApplicationState.FILED,
    (ApplicationState.FILED, Move.ASK_MORE): ApplicationState.SUPPLEMENT,
    (ApplicationState.FILED, Move.CHECK): ApplicationState.CHECKED,
    (ApplicationState.CHECKED, Move.JUDGE): ApplicationState.JUDGED,
}
"""Until the commune has looked at a dossier it may be handed in again: the new one takes the place of the old."""


DONE_HERE = (ApplicationState.CHECKED, ApplicationState.JUDGED)
"""The commune has nothing more to do, and its product may take part again."""

HANDED_IN = (ApplicationState.FILED, ApplicationState.SUPPLEMENT, *DONE_HERE)
"""Its dossier was handed in."""

TAKEN_ON = (ApplicationState.ACCEPTED, *HANDED_IN)
"""The commune has accepted it, and it is on its way."""

UNFINISHED = (ApplicationState.SENT, ApplicationState.RETURNED, ApplicationState.ACCEPTED)
"""Its dossier was not handed in: it does not outlast its programme."""

TO_CHECK = (ApplicationState.SENT, ApplicationState.FILED)
"""It waits for the commune: an idea, or a dossier."""


def after(state: ApplicationState, move: Move) -> ApplicationState:
    """The state that `move` leads to; refused where the move does not fit."""
    try:
        return _MOVES[state, move]
    except KeyError:
        raise Refusal("error.move", state=state, move=move) from None


@dataclass(frozen=True, slots=True)
class Application:
    """A registered product: its answers as the form has them, its state and what the officer marked."""

    id: str
    programme: str
    producer: str
    owner: int
    area: str
    name: str
    answers: Mapping[str, Any]
    form: str
    form_version: int
    state: ApplicationState
    revision: int
    sent_on: date
    updated_on: date
    producer_name: str = ""
    marked: tuple[str, ...] = ()
    reason: str = ""
    product: str = ""
    """The product's id for life; "" before it is kept for the first time."""
    closed: str = ""
    """Why it goes on no more, though no commune has said so: "followed" by another one of the same product, or "ended"
    with its programme."""

    @property
    def open(self) -> bool:
        """Whether it is still on its way: a product has at most one such."""
        return not self.closed and self.state not in DONE_HERE


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What comes next: who acts, and the last day; None where neither law nor plan names one."""

    actor: str
    last_day: date | None
    source: str


Holds = Callable[[Occurrence], Occurrence]
"""Gives an occurrence the date that holds where somebody is."""


def as_planned(occurrence: Occurrence) -> Occurrence:
    """The date of the programme, not moved."""
    return occurrence


def upcoming(programme: Programme, state: str, since: date, holds: Holds = as_planned) -> Upcoming | None:
    """The next step of an application that came into `state` on the day `since`."""
    step = programme.next.get(state)
    if step is None:
        return None
    if step.undated:
        return Upcoming(step.actor, None, step.source)
    if step.due:
        return Upcoming(step.actor, step.due.last_day(since), step.source)
    days = [holds(o).last_day for o in programme.times(step, since)]
    if not days:
        return None
    return Upcoming(step.actor, min((d for d in days if d >= since), default=max(days)), step.source)
