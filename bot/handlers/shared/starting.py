"""What begins by an act: the duties that a programme counts from a refusal, a result, a dossier that was handed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import blake2b

from bot.handlers.turn import Turn
from bot.writes.year import MarkDone, StartDuty
from ocop_domain.duties.calendar import asked_for, last_after, started
from ocop_domain.duties.model import Duty, Occurrence, Starts
from ocop_domain.products import Made
from ocop_domain.programmes import Programme

_YEAR = 365


def happened(
    turn: Turn, what: Starts, programme: Programme, scope: str, *, subject: str, about: str = "", owner: int = 0
) -> None:
    """Every duty that begins by it, for this producer (`owner`, and their number as `scope`) or unit."""
    for duty in _beginning(what, programme):
        here = time_of(duty, what, programme, turn.today, mark(subject))
        turn.do(StartDuty(duty.programme, here, scope, about, subject, owner))


async def to_office(turn: Turn, what: Starts, made: Made, level: str, about: str, *, since: date | None = None) -> None:
    """What begins today, by the law and the plan of today, for the office of a product's place at a level.

    It is counted from `since`, today where nothing else is said, and begins once as long as it is not done.
    """
    unit = office_of(turn, made, level)
    if not unit:
        return
    open_ = {duty for _, duty, _ in await turn.reads.begun_of(made.id, unit)}
    for duty in _beginning(what, turn.lead(made.area)):
        if duty.id not in open_:
            here = started(duty, since or turn.today, mark(made.id))
            turn.do(StartDuty(duty.programme, here, unit, about, made.id))


async def done(turn: Turn, whats: frozenset[Starts], made: Made, level: str) -> None:
    """What began so for the office of a product's place shows to be done by another act."""
    unit = office_of(turn, made, level)
    if unit:
        await over(turn, whats, made.id, unit)


async def over(turn: Turn, whats: frozenset[Starts], subject: str, scope: str) -> None:
    """What began so by one thing, for a unit or a producer, shows to be done by another act."""
    for programme, duty, time in await turn.reads.begun_of(subject, scope):
        declared = turn.programmes.find(programme)
        known = declared.duty(duty) if declared else None
        if known and known.starts in whats:
            turn.do(MarkDone(programme, duty, time, scope, shown=True))


def office_of(turn: Turn, made: Made, level: str) -> str:
    """The unit of today at a level in which a product is made; "" where there is none."""
    unit = turn.areas.continued(made.area, turn.today)
    return next((one.code for one in turn.areas.path(unit) if one.level == level), "")


def mark(subject: str) -> str:
    """Tells what happened to one thing from what happened to another."""
    return blake2b(subject.encode(), digest_size=3).hexdigest()


def _beginning(what: Starts, programme: Programme) -> Iterator[Duty]:
    for one in (programme, programme.base):
        if one:
            yield from (duty for duty in one.duties if duty.starts is what)


def time_of(duty: Duty, what: Starts, programme: Programme, today: date, mark_: str) -> Occurrence:
    """Counted from today; what may also come again at the same time next year is not late before that day."""
    refused = {Starts.IDEA_REFUSED: "idea", Starts.PLAN_REFUSED: "plan"}
    rule = programme.resubmission.get(refused[what]) if what in refused else None
    if rule and rule.next_year:
        return asked_for(duty, today, last_after(replace(duty, days_after=_YEAR), today) or today, mark_)
    return started(duty, today, mark_)
