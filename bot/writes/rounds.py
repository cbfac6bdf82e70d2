"""Rounds of councils: convened, scored by members, closed, concluded, told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.records.rounds import Result, RoundSeat
from ocop_domain.rounds import MemberSheet, Round
from ocop_domain.selection import Selection, What


@dataclass(frozen=True, slots=True)
class PutRound:
    """A round is convened with these applications, but for those that are not checked any more, or in another round."""

    round: Round
    applications: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveRound:
    """Another day or place for a round that is not closed; refused (`Conflict`) when it was closed meanwhile."""

    round: str
    held_on: date
    place: str


@dataclass(frozen=True, slots=True)
class SetAgenda:
    """An application comes on the agenda of an open round, or leaves it; refused (`Conflict`) when it was closed."""

    round: str
    application: str
    on: bool = True


@dataclass(frozen=True, slots=True)
class PutSamples:
    """So many samples of a product came to a round; refused (`Conflict`) when it was closed, or left the agenda."""

    round: str
    application: str
    count: int


@dataclass(frozen=True, slots=True)
class PutSeat:
    """A member is excused from a round, or takes part again (`part` ""); refused (`Conflict`) when it was closed."""

    round: str
    seat: RoundSeat


@dataclass(frozen=True, slots=True)
class PutMemberSheet:
    """What a member gives a product: it takes the place of what the same member gave before.

    Refused (`Conflict`) when the round was closed, or the product left its agenda.
    """

    sheet: MemberSheet


@dataclass(frozen=True, slots=True)
class CloseRound:
    """No sheet comes any more. Refused (`Conflict`) when one came since `sheets` were counted."""

    round: str
    sheets: int
    seats: tuple[RoundSeat, ...]


@dataclass(frozen=True, slots=True)
class ReopenRound:
    """Members may score again, what was concluded falls; refused (`Conflict`) when the results were told."""

    round: str


@dataclass(frozen=True, slots=True)
class Conclude:
    """What a closed round says of a product, until the decision is there; it can be said again.

    It takes the place of `over` (None: nothing was said yet); refused (`Conflict`) when something else stands there.
    """

    result: Result
    over: Result | None = None


@dataclass(frozen=True, slots=True)
class DecideRound:
    """The results of a closed round are decided and told; refused (`Conflict`) when that was so already."""

    round: str
    decision: str
    on: date


@dataclass(frozen=True, slots=True)
class GiveResult:
    """One result of a round is told: an application that goes no further is judged, a recognised star is held.

    Refused (`Conflict`) when the application was moved, or another star was concluded, since it was read.
    """

    result: Result
    revision: int
    final: bool
    product: str
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class EndRecognition:
    """What the state recognised of a product ends on a day, by which case of the law, by which decision and why."""

    application: str
    product: str
    case: str
    why: str
    decision: str
    on: date


@dataclass(frozen=True, slots=True)
class PutSelection:
    """What a level says of an idea or a plan; refused (`Conflict`) when somebody has said something meanwhile.

    A plan is handed in (SENT) by its producer, also again after it was refused.
    """

    selection: Selection


@dataclass(frozen=True, slots=True)
class TakeSelection:
    """What was said was a slip: it waits again; refused (`Conflict`) when it was taken back meanwhile."""

    application: str
    what: What
