"""One product's way through one programme: its states, and the acts that move it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    WITHDRAWN = "withdrawn"
    JUDGED = "judged"
    """A council has said what it is, and the decision is told: of this application nothing more comes."""
    REFUSED = "refused"
    DUPLICATE = "duplicate"


class Move(StrEnum):
    """What brings an application from one state to the next."""

    ACCEPT = "accept"
    RETURN = "return"
    RESEND = "resend"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    RECALL = "recall"
    FILE = "file"
    ASK_MORE = "ask_more"
    CHECK = "check"
    JUDGE = "judge"
    REFUSE = "refuse"
    DECLINE = "decline"
    """The level above does not choose it."""
    MERGE = "merge"


_MOVES: dict[tuple[ApplicationState, Move], ApplicationState] = {
    (ApplicationState.SENT, Move.ACCEPT): ApplicationState.ACCEPTED,
    (ApplicationState.SENT, Move.RETURN): ApplicationState.RETURNED,
    (ApplicationState.RETURNED, Move.RESEND): ApplicationState.SENT,
    (ApplicationState.SENT, Move.CORRECT): ApplicationState.SENT,
    (ApplicationState.SENT, Move.WITHDRAW): ApplicationState.WITHDRAWN,
    (ApplicationState.RETURNED, Move.WITHDRAW): ApplicationState.WITHDRAWN,
    (ApplicationState.ACCEPTED, Move.FILE): ApplicationState.FILED,
    (ApplicationState.FILED, Move.FILE): ApplicationState.FILED,
    (ApplicationState.SUPPLEMENT, Move.FILE): ApplicationState.FILED,
    (ApplicationState.FILED, Move.ASK_MORE): ApplicationState.SUPPLEMENT,
    (ApplicationState.FILED, Move.CHECK): ApplicationState.CHECKED,
    (ApplicationState.FILED, Move.RECALL): ApplicationState.ACCEPTED,
    (ApplicationState.CHECKED, Move.JUDGE): ApplicationState.JUDGED,
    (ApplicationState.SENT, Move.REFUSE): ApplicationState.REFUSED,
    (ApplicationState.ACCEPTED, Move.DECLINE): ApplicationState.REFUSED,
    (ApplicationState.SENT, Move.MERGE): ApplicationState.DUPLICATE,
    (ApplicationState.RETURNED, Move.MERGE): ApplicationState.DUPLICATE,
    (ApplicationState.ACCEPTED, Move.MERGE): ApplicationState.DUPLICATE,
}
"""Until the commune has decided, what was sent may be corrected or withdrawn, a dossier handed in again or recalled.

A recalled dossier leaves its product accepted: that was decided before.
"""


DONE_HERE = (ApplicationState.CHECKED, ApplicationState.JUDGED)
"""The commune has nothing more to do, and its product may take part again."""

ENDING = (ApplicationState.REFUSED, ApplicationState.DUPLICATE, ApplicationState.WITHDRAWN)
"""It goes on no more, because somebody decided so, or its producer: it is closed (`closed_as` has the state's name)."""

DECIDED = {
    ApplicationState.ACCEPTED: (ApplicationState.SENT,),
    ApplicationState.RETURNED: (ApplicationState.SENT,),
    ApplicationState.REFUSED: (ApplicationState.SENT,),
    ApplicationState.DUPLICATE: (ApplicationState.SENT, ApplicationState.RETURNED, ApplicationState.ACCEPTED),
    ApplicationState.CHECKED: (ApplicationState.FILED,),
    ApplicationState.SUPPLEMENT: (ApplicationState.FILED,),
}
"""What an officer decides, and from where: a slip leads back there, as long as nobody has acted on it."""

HANDED_IN = (ApplicationState.FILED, ApplicationState.SUPPLEMENT, *DONE_HERE)
"""Its dossier was handed in."""

STILL_TO_FILE = (ApplicationState.ACCEPTED, ApplicationState.SUPPLEMENT)
"""It waits for the producer's dossier: for the first one, or for what was sent back to be supplemented."""

TAKEN_ON = (ApplicationState.ACCEPTED, *HANDED_IN)
"""The commune has accepted it, and it is on its way."""

RUNNING = tuple(state for state in TAKEN_ON if state is not ApplicationState.JUDGED)
"""The commune has accepted it, and its last council has not said how it ended."""

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


def before(state: ApplicationState, was: str) -> ApplicationState:
    """The state to which a decision is undone, when it `was` taken there; refused where nothing was decided."""
    for former in DECIDED.get(state, ()):
        if former == was:
            return former
    raise Refusal("error.move", state=state, move="undo")


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
    """Why it goes on no more: "followed" by another one of the same product, or "ended"
    with its programme; else the state in which it was closed by the commune or its producer (ENDING)."""

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


@dataclass(frozen=True, slots=True)
class FiledFor:
    """The time of handing in for which a dossier counts: the duty and which time of it; "" while none is known."""

    duty: str = ""
    occurrence: str = ""


def upcoming(
    programme: Programme, state: str, since: date, holds: Holds = as_planned, filed_for: FiledFor | None = None
) -> Upcoming | None:
    """The next step of an application that came into `state` on the day `since`, with its dossier in a round."""
    step = programme.next.get(state)
    if step is None:
        return None
    if step.undated:
        return Upcoming(step.actor, None, step.source)
    if step.due:
        return Upcoming(step.actor, step.due.last_day(since), step.source)
    times = programme.times(step, since)
    if own := _of_round(programme, times, filed_for or FiledFor()):
        return Upcoming(step.actor, holds(own).last_day, step.source)
    days = [holds(o).last_day for o in times]
    if not days:
        return None
    ahead = [day for day in days if day >= since]
    if not ahead and state in TO_CHECK:  # it came after the last day: nobody who checks is late with it
        return Upcoming(step.actor, None, step.source)
    return Upcoming(step.actor, min(ahead, default=max(days)), step.source)


def _of_round(programme: Programme, times: Sequence[Occurrence], filed_for: FiledFor) -> Occurrence | None:
    """Of the times of a step the one of the round for which a dossier was handed in."""
    filing = programme.duty(filed_for.duty)
    own = [o for o in times if filing and o.duty.id == filing.round]
    return next((o for o in own if o.id == filed_for.occurrence or len(own) == 1), None)
