"""What the people do in the year, and when: fixed before the play begins, whatever the assistant says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from bot.kit.clock import VIETNAM
from bot.rehearsal.people import Actor, Good, Habit
from ocop_domain.applications import ApplicationState, upcoming
from ocop_domain.duties.agenda import at_level
from ocop_domain.duties.model import Concerns, Done, Duty, Occurrence
from ocop_domain.evidence import end_of_recognition
from ocop_domain.programmes import Programme
from ocop_domain.rights import holders

_HOURS = (time(5, 40), time(6, 50), time(8, 15), time(9, 40), time(12, 0), time(14, 5), time(16, 30), time(19, 10))
_NIGHT = (time(22, 10), time(23, 40))


@dataclass(frozen=True, slots=True)
class Join:
    """A producer says hello, and whether reminders are wanted."""

    reminders: bool


@dataclass(frozen=True, slots=True)
class Begin:
    """A registration is begun and left."""

    draft: str
    good: Good


@dataclass(frozen=True, slots=True)
class Send:
    """A product is sent, for the first time (`revision` 0) or corrected; another one may be begun with it."""

    application: str
    good: Good
    revision: int = 0
    begins: Begin | None = None


@dataclass(frozen=True, slots=True)
class PlayedCheck:
    """The commune accepts a product or returns it; or its producer hands the dossier in."""

    application: str
    revision: int
    state: ApplicationState


@dataclass(frozen=True, slots=True)
class Finish:
    """Somebody says that a duty is done: `area` is the scope of an official, "" of a producer."""

    duty: str
    occurrence: str
    area: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """Somebody wants no more nudges about a duty."""

    duty: str


@dataclass(frozen=True, slots=True)
class Keep:
    """A producer keeps a paper that runs out."""

    paper: str
    name: str
    recognition: bool
    issued: date
    expires: date
    star: int = 0


Deed = Join | Begin | Send | PlayedCheck | Finish | Silence | Keep


@dataclass(frozen=True, slots=True)
class PlayedAct:
    """Somebody does something at a moment."""

    at: datetime
    actor: Actor
    deed: Deed


def acts(programme: Programme, cast: Sequence[Actor], first: date, *, seed: int = 0) -> list[PlayedAct]:
    """Everything that is done in the year, in order; what would lie before `first` is done on that morning."""
    found = [
        act for act in _Calendar(programme, cast, first, seed).play() if act.at.year <= programme.valid_to.year + 1
    ]
    start = datetime.combine(first, time(5), VIETNAM)
    # The order of what was done before stays, for sorting is stable.
    return [PlayedAct(max(act.at, start), act.actor, act.deed) for act in sorted(found, key=lambda act: act.at)]


class _Calendar:
    def __init__(self, programme: Programme, cast: Sequence[Actor], first: date, seed: int) -> None:
        self._programme = programme
        self._cast = cast
        self._first = max(first, programme.valid_from)
        self._seed = seed
        self._random = Random(seed)  # noqa: S311 - a play that can be repeated, no secret
        self._since: dict[int, dict[Concerns, datetime]] = defaultdict(dict)
        self._officers = {actor.area: actor for actor in cast if actor.role == "commune_officer"}

    def play(self) -> Iterator[PlayedAct]:
        for actor in self._cast:
            self._random = Random(f"{self._seed}:{actor.number}")  # noqa: S311
            if actor.role == "producer":
                yield from self._produce(actor)
            yield from self._duties(actor)

    # Moments

    def _at(self, day: date, after: datetime | None = None) -> datetime:
        """Some hour of the day, now and then in the night; after what must have happened before."""
        hour = self._random.choice(_NIGHT if self._random.random() < 0.08 else _HOURS)
        at = datetime.combine(day, hour, VIETNAM)
        while after and at <= after:
            at += timedelta(hours=7)
        return at

    def _some(self, least: int, most: int) -> timedelta:
        return timedelta(days=self._random.randint(least, most))

    # Producers

    def _produce(self, actor: Actor) -> Iterator[PlayedAct]:
        """One producer comes, keeps papers, registers; the commune checks."""
        joined = self._at(self._first + self._some(0, 20))
        since = self._since[actor.number]
        since[Concerns.EVERYONE] = joined
        yield PlayedAct(joined, actor, Join(reminders=actor.number % 13 != 0))
        yield from self._papers(actor, joined)
        window = next((o for o in self._registrations() if o.last_day >= joined.date()), None)
        opens = window.opens if window else self._first
        last = window.last_day if window else opens + timedelta(days=60)
        begun = self._at(max(opens, joined.date()) + self._some(1, 6), joined)
        if actor.habit is Habit.NEVER and self._random.random() < 0.5:
            yield PlayedAct(begun, actor, Begin(f"{actor.address}-0", actor.goods[0]))
            return
        late = actor.habit is Habit.LATE
        at = self._at(last + self._some(2, 6), begun) if late else begun
        if late:
            yield PlayedAct(begun, actor, Begin(f"{actor.address}-0", actor.goods[0]))
        for number, good in enumerate(actor.goods):
            application = f"{actor.address}-{number}"
            more = actor.goods[number + 1 :]
            begins = Begin(f"{actor.address}-{number + 1}", more[0]) if more else None
            since.setdefault(Concerns.REGISTERED, at)
            yield PlayedAct(at, actor, Send(application, good, begins=begins))
            yield from self._checked(actor, application, good, at)
            at = self._at(at.date() + self._some(0, 2), at)

    def _registrations(self) -> Iterator[Occurrence]:
        return (
            o
            for o in self._programme.around(self._first)
            if o.duty.done is Done.REGISTERED and o.duty.role == "producer"
        )

    def _papers(self, actor: Actor, joined: datetime) -> Iterator[PlayedAct]:
        for number, good in enumerate(good for good in actor.goods if good.recognised):
            issued = date(good.recognised, 12, 15)
            self._since[actor.number].setdefault(Concerns.RECOGNISED, joined)
            ends = end_of_recognition(issued)
            yield PlayedAct(joined, actor, Keep(f"{actor.address}-r{number}", good.name, True, issued, ends, good.star))
        if actor.number % 4 == 0:
            issued = self._first - timedelta(days=200)
            ends = self._first + self._some(70, 330)
            yield PlayedAct(joined, actor, Keep(f"{actor.address}-f", f"Paper {actor.number}", False, issued, ends))

    def _checked(self, actor: Actor, application: str, good: Good, sent: datetime) -> Iterator[PlayedAct]:
        """The officer looks, in the own time; some products come back once."""
        officer = self._officers.get(good.area)
        if officer is None or officer.habit is Habit.NEVER:
            return
        revision, returned = 1, self._random.random() < 0.25
        at = self._look(officer, sent)
        if returned:
            yield PlayedAct(at, officer, PlayedCheck(application, revision, ApplicationState.RETURNED))
            if actor.habit is Habit.NEVER:
                return
            again = self._at(at.date() + (self._some(1, 3) if actor.habit is Habit.EARLY else self._some(8, 14)), at)
            yield PlayedAct(again, actor, Send(application, good, revision + 1))
            revision, at = revision + 2, self._look(officer, again)
        yield PlayedAct(at, officer, PlayedCheck(application, revision, ApplicationState.ACCEPTED))
        since = self._since[actor.number]
        since[Concerns.ACCEPTED] = min(at, since.get(Concerns.ACCEPTED, at))
        yield from self._filed(actor, application, revision + 1, at)

    def _filed(self, actor: Actor, application: str, revision: int, accepted: datetime) -> Iterator[PlayedAct]:
        """The dossier is handed in for the next round, in the producer's own time."""
        rounds = (o for o in self._programme.around(self._first) if o.duty.done is Done.FILED)
        here = next((o for o in rounds if o.last_day >= accepted.date()), None)
        if here and actor.habit is not Habit.NEVER:
            yield PlayedAct(
                self._at(self._day(actor, here), accepted),
                actor,
                PlayedCheck(application, revision, ApplicationState.FILED),
            )

    def _look(self, officer: Actor, sent: datetime) -> datetime:
        if officer.habit is Habit.EARLY:
            return self._at(sent.date() + self._some(1, 4), sent)
        step = upcoming(self._programme, ApplicationState.SENT, sent.date())
        last = step.last_day if step and step.last_day else sent.date()
        return self._at(max(sent.date(), last) + self._some(2, 5), sent)

    # Duties

    def _duties(self, actor: Actor) -> Iterator[PlayedAct]:
        own = [o for o in self._programme.around(self._first) if _has(actor, o.duty)]
        wanted = [o.duty.id for o in own if len(o.duty.remind) > 2 and o.duty.done is Done.TAP]
        if wanted and actor.number % 7 == 0:
            quiet = self._random.choice(wanted)
            opens = next(o.opens for o in own if o.duty.id == quiet)
            yield PlayedAct(self._at(max(opens, self._first) + self._some(0, 4)), actor, Silence(quiet))
        for occurrence in own:
            duty = occurrence.duty
            if duty.done in {Done.REGISTERED, Done.FILED, Done.CHECKED} or actor.habit is Habit.NEVER:
                continue
            since = self._since[actor.number].get(duty.concerns) if duty.role == "producer" else None
            if duty.role == "producer" and since is None:
                continue
            at = self._at(self._day(actor, occurrence), since)
            area = "" if duty.role == "producer" else actor.area
            yield PlayedAct(at, actor, Finish(duty.id, occurrence.id, area))

    def _day(self, actor: Actor, occurrence: Occurrence) -> date:
        if actor.habit is Habit.LATE:
            return occurrence.last_day + self._some(1, 9)
        span = max(0, (occurrence.last_day - occurrence.opens).days // 3)
        return occurrence.opens + min(self._some(1, 6), timedelta(days=span))


def _has(actor: Actor, duty: Duty) -> bool:
    """Whether it is this person's duty, if everything that it needs comes about."""
    if duty.role == "producer":
        return actor.role == "producer"
    return actor.role in {role.value for role in holders(duty.role)} and at_level(duty.role, duty.level, actor.area)


def moments(first: date, last: date, hours: Iterable[time] = (time(7, 31), time(12), time(20))) -> list[datetime]:
    """When the assistant looks what is due: at these hours of each day, and now and then in the night."""
    found: list[datetime] = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        # Only every third night: what is planned in a night must not need one.
        night = (time(0, 5), time(23, 30)) if n % 3 == 0 else ()
        found += [datetime.combine(day, hour, VIETNAM) for hour in sorted((*hours, *night))]
    return found
