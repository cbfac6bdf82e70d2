"""Leaves: planned, begun, ended; and who was called by phone."""

from __future__ import annotations

from dataclasses import dataclass

from bot.records.leaves import Leave


@dataclass(frozen=True, slots=True)
class PlanLeave:
    """An official will be away; who was named to stand in before is not any more."""

    leave: Leave


@dataclass(frozen=True, slots=True)
class SetDeputy:
    """Who stands in, or the code by which somebody will; refused (`Conflict`) when the leave is over or has begun."""

    leave: Leave


@dataclass(frozen=True, slots=True)
class BeginLeave:
    """What waits and what is told passes over to who stands in; refused (`Conflict`) when it was begun or ended."""

    leave: Leave


@dataclass(frozen=True, slots=True)
class EndLeave:
    """The official is back: all passes back, and who stood in only for this does so no more."""

    leave: Leave


@dataclass(frozen=True, slots=True)
class MarkCalled:
    """Somebody was called by phone because of a matter: a notice to many, or a duty with its time."""

    matter: str
    person: int
