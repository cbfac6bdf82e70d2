"""Notices to many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.messages import Reply
from bot.records.broadcast import Broadcast
from ocop_domain.broadcasts import Phase


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
