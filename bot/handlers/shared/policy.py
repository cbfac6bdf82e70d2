"""What pressing a button means, whoever presses it: which right it takes, whose work it is, whether more is kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from ocop_domain.rights import Act


class Side(Enum):
    """Whose work it is: it decides what happens while an officer works for a producer."""

    ANYBODY = auto()
    """Goes on for whom one works."""
    OFFICE = auto()
    """The officer's own work: whoever presses it has gone back to it."""
    PRODUCER = auto()
    """Of a producer's menu: an officer has it only while working for one, or as a producer."""
    OWN_PHONE = auto()
    """What only the producer may decide, on the own phone."""
    DATA = auto()
    """The producer's data: asked for through the officer as long as there is no own phone."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The policy of a button. `act` is the right it takes (None: nothing of others, or nobody's).

    `keeps`: more is kept of a dossier behind it, or passed on: not after consent was refused.
    `sends`: something leaves for the commune.
    `own`: it is about whoever presses it, also while they work for a producer with others.
    """

    act: Act | None
    side: Side
    keeps: bool
    sends: bool = False
    own: bool = False


FREE = Policy(None, Side.ANYBODY, keeps=False)
OWN = Policy(None, Side.ANYBODY, keeps=False, own=True)
OWN_OFFICE = Policy(None, Side.OFFICE, keeps=False, own=True)
"""Of the account of whoever presses it."""
REPORT = Policy(None, Side.OFFICE, keeps=False)
OWN_PHONE = Policy(None, Side.OWN_PHONE, keeps=False, own=True)
PRODUCERS_PHONE = Policy(None, Side.OWN_PHONE, keeps=False)
"""What those who speak for a producer decide, on their own phones."""
DATA = Policy(None, Side.DATA, keeps=False, own=True)
BEGINS = Policy(None, Side.PRODUCER, keeps=False)
BEGINS_KEEPING = Policy(None, Side.PRODUCER, keeps=True)
KEEPS = Policy(None, Side.ANYBODY, keeps=True)
SENDS = Policy(Act.EDIT, Side.ANYBODY, keeps=True, sends=True)
WITHDRAWS = Policy(Act.EDIT, Side.ANYBODY, keeps=False, sends=True)
"""Takes back what left for the commune: also when nothing more may be kept."""
SEE = Policy(Act.SEE, Side.ANYBODY, keeps=False)
EDIT = Policy(Act.EDIT, Side.ANYBODY, keeps=False)
EDIT_KEEPING = Policy(Act.EDIT, Side.ANYBODY, keeps=True)
SCORE = Policy(Act.SCORE, Side.ANYBODY, keeps=False)
PRINT = Policy(Act.PRINT, Side.ANYBODY, keeps=False)
COUNCIL_SHEET = Policy(Act.SCORE, Side.OFFICE, keeps=True)
UPGRADE = Policy(Act.EDIT, Side.PRODUCER, keeps=True)


def office(act: Act) -> Policy:
    """An errand of an official."""
    return Policy(act, Side.OFFICE, keeps=False)
