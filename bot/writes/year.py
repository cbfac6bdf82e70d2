"""The programme year: done, silenced, asked for again, moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ocop_domain.duties.agenda import Moved
from ocop_domain.duties.audience import Wave
from ocop_domain.duties.model import Occurrence
from ocop_domain.programme_collection import Counted


@dataclass(frozen=True, slots=True)
class MarkDone:
    """A duty is done (or, with `undo`, is not) for a scope: an area, or a person's own id.

    `shown`: it shows by something that was done here, so that nothing changes where somebody has said it before.
    """

    programme: str
    duty: str
    occurrence: str
    scope: str
    note: str = ""
    files: tuple[str, ...] = ()
    undo: bool = False
    shown: bool = False


@dataclass(frozen=True, slots=True)
class StartDuty:
    """A duty begins for one scope by something that happened: `occurrence` holds its days, `about` says by what.

    `owner` is the producer whose duty it is, 0 where a unit must do it; begun twice it stays one.
    """

    programme: str
    occurrence: Occurrence
    scope: str
    about: str = ""
    subject: str = ""
    owner: int = 0


@dataclass(frozen=True, slots=True)
class Mute:
    """No more nudges about a duty of a programme ("": of every one that has it); or again, with `off`."""

    duty: str
    off: bool = False
    programme: str = ""


@dataclass(frozen=True, slots=True)
class RemindAgain:
    """The same reminder once more, at another time; only one's own. `together`: with all that left in its message."""

    reminder: int
    at: datetime
    together: bool = False


@dataclass(frozen=True, slots=True)
class Nudge:
    """A reminder for everybody whom a wave holds at this moment, as soon as people may be written to."""

    programme: Counted | str
    wave: Wave
    at: datetime


@dataclass(frozen=True, slots=True)
class MoveDate:
    """Another last day for an occurrence; the old one and the reason stay in the history."""

    programme: str
    move: Moved
