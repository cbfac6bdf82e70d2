"""What one person still has to do, has done, and will have to do: the same answer that the reminders get, for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ocop_domain.applications import HANDED_IN, RUNNING, STILL_TO_FILE, TAKEN_ON, ApplicationState
from ocop_domain.areas import load_areas
from ocop_domain.areas.territory import Territory
from ocop_domain.duties.calendar import begun, dated
from ocop_domain.duties.model import Concerns, Done, Duty, DutyKind, Occurrence
from ocop_domain.duties.reminding import in_digest
from ocop_domain.rights import SPECS, Grant, Role, holders


@dataclass(frozen=True, slots=True)
class Moved:
    """A date that somebody moved, for everybody in `area` ("" for the whole programme)."""

    duty: str
    occurrence: str
    area: str
    was: date
    last_day: date
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a person in a programme.

    `member`: they speak for a producer, or begin to. `elsewhere_member`: they work for producers that others began.
    `dossier` is the answer to the first question of consent (None:
    not asked yet). `products` are (state, area) of the own products, `begun_in` the areas of registrations that were
    begun, `elsewhere` further places of theirs, of other programmes too, `unfinished` whether one was begun, `waiting`
    the own communes with a product or dossier of others to check, `done` (duty, occurrence, scope) of what was said or
    seen to be done. `lists` has (duty, occurrence, unit) of each list that was handed up and stands, `left` the own
    communes in which something is left for a list, and since when. `started` is what began here by something that
    happened, `spoken` has (unit, agency) of the agencies for which somebody speaks there.
    """

    person: int
    grants: tuple[Grant, ...] = ()
    member: bool = False
    elsewhere_member: bool = False
    dossier: bool | None = None
    products: tuple[tuple[str, str], ...] = ()
    begun_in: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    unfinished: bool = False
    recognised: bool = False
    waiting: frozenset[str] = frozenset()
    done: frozenset[tuple[str, str, str]] = frozenset()
    lists: frozenset[tuple[str, str, str]] = frozenset()
    left: tuple[tuple[str, date], ...] = ()
    started: tuple[StartedDuty, ...] = ()
    spoken: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class StartedDuty:
    """A duty that began for one producer or unit by something that happened; `about` says by what, in words."""

    duty: str
    occurrence: str
    scope: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """An occurrence of a duty as it concerns one person: with the date that holds there, for what, and whether done.

    `stands_in`: it is an agency's for which nobody speaks yet, or the ministry's: the level's office only sees it.
    """

    occurrence: Occurrence
    scope: str
    done: bool
    about: str = ""
    stands_in: bool = False

    @property
    def quiet(self) -> bool:
        """Whether it stands apart from what is urgent: it only informs, names no day, or is somebody else's."""
        return self.stands_in or in_digest(self.occurrence)


class When(StrEnum):
    """How near the last day is."""

    LATE = "late"
    WEEK = "week"
    MONTH = "month"
    LATER = "later"


Binds = Callable[[str, str, date], bool]
"""Tells whether what the first unit ordered on a day holds in the second."""


def tasks(
    occurrences: Iterable[Occurrence], facts: Facts, moved: Sequence[Moved], binds: Binds, territory: Territory
) -> list[Task]:
    """Every occurrence that concerns this person in the programme's territory, by the last day that is announced."""
    found = [task for o in occurrences for task in _of(o, facts, moved, binds, territory)]
    return sorted(found, key=lambda t: (t.occurrence.announced, t.occurrence.opens, t.occurrence.duty.id, t.scope))


def where(task: Task, today: date) -> When:
    """The heading under which an open task stands."""
    return near(task.occurrence.announced, task.occurrence.last_day, today)


def near(announced: date, last_day: date, today: date) -> When:
    """How near a day is: late after the last day, else by the day that is announced."""
    if last_day < today:
        return When.LATE
    if announced <= today + timedelta(days=6 - today.weekday()):
        return When.WEEK
    if (announced.year, announced.month) <= (today.year, today.month):
        return When.MONTH
    return When.LATER


def date_for(occurrence: Occurrence, areas: Iterable[str], moved: Sequence[Moved], binds: Binds) -> Occurrence:
    """The occurrence with the date that holds in these areas: of several moves the last."""
    own = tuple(areas)
    for move in reversed(moved):
        here = (move.duty, move.occurrence) == (occurrence.duty.id, occurrence.id)
        if here and (not move.area or any(binds(move.area, area, move.on) for area in own)):
            return dated(occurrence, move.last_day)
    return occurrence


def _of(
    occurrence: Occurrence, facts: Facts, moved: Sequence[Moved], binds: Binds, territory: Territory
) -> Iterator[Task]:
    duty = occurrence.duty
    if duty.role == "producer":
        if _concerned(occurrence, facts) and territory.holds((*places(facts), *facts.elsewhere)):
            here = date_for(occurrence, places(facts), moved, binds)
            yield Task(here, str(facts.person), _done(occurrence, facts, str(facts.person)))
        return
    held = {grant.area: grant.agency for grant in facts.grants if _theirs(grant, duty, facts)}
    for area in sorted(area for area in held if at_level(duty.role, duty.level, area) and territory.has(area)):
        here = date_for(occurrence, (area,), moved, binds)
        stands_in = duty.role == MINISTRY or (bool(duty.agencies) and not held[area])
        yield Task(here, area, _done(occurrence, facts, area), stands_in=stands_in)


MINISTRY = "ministry"
"""Holds no role here: the province sees what the ministry does."""


def _theirs(grant: Grant, duty: Duty, facts: Facts) -> bool:
    """Whether a duty of officials is for who holds this: of an agency's, for who speaks for it, or all."""
    if duty.role == MINISTRY:
        return grant.role is Role.PROVINCE_STAFF and not grant.agency
    if grant.role not in holders(duty.role):
        return False
    if not duty.agencies:
        return not grant.agency or duty.for_all
    nobody = not any((grant.area, agency) in facts.spoken for agency in duty.agencies)
    return grant.agency in duty.agencies or (not grant.agency and nobody)


def begun_tasks(declared: Callable[[str], Duty | None], facts: Facts) -> list[Task]:
    """What began for this person by something that happened, with the words for it; `declared` finds a duty."""
    offices = {grant.area for grant in facts.grants if SPECS[grant.role].rank and not grant.agency}
    scopes = {str(facts.person), *offices}
    found = []
    for row in facts.started:
        duty = declared(row.duty)
        here = begun(duty, row.occurrence) if duty else None
        if here and row.scope in scopes:
            found.append(Task(here, row.scope, _done(here, facts, row.scope), row.about))
    return found


def at_level(role: str, level: str, area: str) -> bool:
    """Whether a grant in `area` is meant: councils sit at two levels, the other roles at one."""
    if role != "council":
        return True
    unit = load_areas().find(area)
    sits = any(level in SPECS[held].levels for held in holders(role))
    return unit is not None and unit.level == level and sits


def places(facts: Facts) -> tuple[str, ...]:
    """Where this producer makes something, or begins to."""
    return (*(area for _, area in facts.products), *facts.begun_in)


def _concerned(occurrence: Occurrence, facts: Facts) -> bool:
    if facts.dossier is False:
        return False
    match occurrence.duty.concerns:
        case Concerns.EVERYONE:
            return facts.dossier is True and (facts.member or not (facts.grants or facts.elsewhere_member))
        case Concerns.REGISTERED:
            return bool(facts.products)
        case Concerns.ACCEPTED:
            return any(state in TAKEN_ON for state, _ in facts.products)
        case Concerns.RECOGNISED:
            return facts.recognised
        case Concerns.PREPARING:
            return any(state in STILL_TO_FILE for state, _ in facts.products)
        case Concerns.CHECKED:
            return any(state == ApplicationState.CHECKED for state, _ in facts.products)


def _over(duty: Duty, facts: Facts) -> bool:
    """Whether all that a producer's duty concerns was judged: nobody is to do any more what led there."""
    to_the_council = duty.role == "producer" and duty.concerns is Concerns.ACCEPTED
    return to_the_council and not any(state in RUNNING for state, _ in facts.products)


def _done(occurrence: Occurrence, facts: Facts, scope: str) -> bool:
    if _over(occurrence.duty, facts):
        return True
    match occurrence.duty.done:
        case Done.REGISTERED:
            return bool(facts.products) and not facts.unfinished
        case Done.FILED:
            states = {state for state, _ in facts.products}
            return not states.isdisjoint(HANDED_IN) and states.isdisjoint(STILL_TO_FILE)
        case Done.CHECKED:
            return scope not in facts.waiting
        case Done.LIST:
            return _handed_up(occurrence, facts, scope)
        case _:
            return said_done(occurrence, facts.done, scope)


def said_done(occurrence: Occurrence, done: frozenset[tuple[str, str, str]], scope: str) -> bool:
    """Whether somebody said that it is done; a standing task is done for good, in whichever year that was said."""
    duty = occurrence.duty
    if occurrence.undated and duty.kind is DutyKind.STANDING:
        return any((row[0], row[2]) == (duty.id, scope) for row in done)
    return (duty.id, occurrence.id, scope) in done


def _handed_up(occurrence: Occurrence, facts: Facts, scope: str) -> bool:
    """A list stands, and nothing that came in time is left: the first list does not end the duty."""
    key = (occurrence.duty.id, occurrence.id, scope)
    if key in facts.done:
        return True
    left = any(unit == scope and since <= occurrence.last_day for unit, since in facts.left)
    return key in facts.lists and not left
