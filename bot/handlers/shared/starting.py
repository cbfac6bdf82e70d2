"""What begins by an act: the duties that a programme counts from a refusal, a result, a dossier that was handed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import blake2b

from bot.handlers.turn import Turn
from bot.writes.year import StartDuty
from ocop_domain.duties.calendar import asked_for, last_after, started
from ocop_domain.duties.model import Duty, Occurrence, Starts
from ocop_domain.programmes import Programme

_YEAR = 365


def happened(
    turn: Turn, what: Starts, programme: Programme, scope: str, *, subject: str, about: str = "", owner: int = 0
) -> None:
    """Every duty that begins by it, for this producer (`owner`, and their number as `scope`) or unit."""
    for duty in _beginning(what, programme):
        here = _time_of(duty, what, programme, turn.today, mark(subject))
        turn.do(StartDuty(duty.programme, here, scope, about, subject, owner))


def mark(subject: str) -> str:
    """Tells what happened to one thing from what happened to another."""
    return blake2b(subject.encode(), digest_size=3).hexdigest()


def _beginning(what: Starts, programme: Programme) -> Iterator[Duty]:
    for one in (programme, programme.base):
        if one:
            yield from (duty for duty in one.duties if duty.starts is what)


def _time_of(duty: Duty, what: Starts, programme: Programme, today: date, mark_: str) -> Occurrence:
    """Counted from today; where only "the same time next year" is said, until that day."""
    refused = {Starts.IDEA_REFUSED: "idea", Starts.PLAN_REFUSED: "plan"}
    rule = programme.resubmission.get(refused[what]) if what in refused else None
    if rule and rule.next_year and last_after(duty, today) is None:
        return asked_for(duty, today, last_after(replace(duty, days_after=_YEAR), today) or today, mark_)
    return started(duty, today, mark_)
