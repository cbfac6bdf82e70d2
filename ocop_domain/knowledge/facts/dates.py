"""Facts about when: steps, duties, handing in, councils, and what somebody has to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache

from ocop_domain.areas import Areas
from ocop_domain.duties.model import Done, Duty, DutyKind, Occurrence
from ocop_domain.knowledge.facts.agencies import who_leads
from ocop_domain.knowledge.facts.telling import AskedFact, Line, Told, line, word
from ocop_domain.programme_collection import Programmes
from ocop_domain.programmes import Programme
from ocop_domain.recipients import office, taker

_ROLES = {
    "commune": "commune_officer",
    "district": "district_staff",
    "province": "province_staff",
}
_HIGHER = {"council", "ministry"}


def steps(asked: AskedFact) -> Told:
    """The steps of the programme, two in a line."""
    stages = asked.programme.stages
    if not stages:
        return Told((line("steps-none", document=asked.programme.document),), asked.programme.document)
    named = [line("steps-one", step=stage.step, title=stage.title) for stage in stages]
    pairs = [tuple(named[at : at + 2]) for at in range(0, len(named), 2)]
    return Told(tuple(line("steps-line", steps=pair) for pair in pairs), stages[0].source)


def step(asked: AskedFact) -> Told:
    """One step by its number: its time, and what producers and officers have to do in it."""
    number = int(asked.about)
    stage = next((stage for stage in asked.programme.stages if stage.step == number), None)
    here = [o for o in times(asked) if o.duty.step == number]
    here.sort(key=lambda o: (o.duty.role != "producer", o.last_day))
    rows = tuple(_row("step-duty", o) for o in _once_each(here))
    if stage is None:
        return Told((line("step-missing", document=asked.programme.document), *rows), asked.programme.document)
    head = line("step-head", step=number, title=stage.title, period=between(stage.opens, stage.due))
    return Told((head, *rows), stage.source)


def duty(asked: AskedFact) -> Told | None:
    """One duty by the ids of its programme and its own."""
    programme_id, _, duty_id = asked.about.partition(":")
    found = next((o.duty for o in times(asked) if (o.duty.programme, o.duty.id) == (programme_id, duty_id)), None)
    found = found or _declared(asked.programme, programme_id, duty_id)
    if found is None:
        return None
    lines = [line("duty-head", title=found.title, period=period_of(found, times(asked), asked.day)), _who(found)]
    if found.units:
        lines.append(line("duty-units", units=found.units))
    if found.deliver:
        lines.append(line("duty-deliver", deliver=found.deliver))
    if found.role in _HIGHER:
        lines.append(line("duty-higher"))
    if found.note:
        lines.append(line("duty-note", note=found.note))
    return Told(tuple(lines), found.source)


def hand_in(asked: AskedFact) -> Told:
    """When a dossier is handed in, and who takes it."""
    found = _ahead([o for o in times(asked) if o.duty.done is Done.FILED], asked.day)
    programme = asked.programme
    who = _takes(asked)
    if not found:
        return Told((line("handin-none", document=programme.document), *who), programme.document)
    rows = tuple(line("handin-head", title=o.duty.title, period=between(o.opens, o.last_day)) for o in found[:3])
    more = (line("handin-late"),) if len(found) > 1 else ()
    return Told((*rows, *who, *more), found[0].duty.source)


def _takes(asked: AskedFact) -> tuple[Line, ...]:
    """Who takes a dossier, as far as the programme says it: where the office above has ended it is the commune."""
    step = asked.programme.next.get("filed")
    if step is None:
        return ()
    ended = asked.area and taker(asked.programme) and not office(asked.programme, asked.area, asked.areas, asked.day)
    return (line("handin-who", who=word("role", "commune_officer" if ended else step.actor)),)


def councils(asked: AskedFact) -> Told:
    """When the councils meet."""
    found = _ahead([o for o in times(asked) if o.duty.kind is DutyKind.ROUND], asked.day)
    if not found:
        return Told((line("rounds-none", document=asked.programme.document),), asked.programme.document)
    rows = tuple(_row("step-duty", o) for o in found[:4])
    return Told((*rows, line("duty-higher")), found[0].duty.source)


def work(asked: AskedFact) -> Told:
    """What one role has to do in the programme, from the day on."""
    role = _ROLES.get(asked.about or asked.role, "producer")
    programme = asked.programme
    found = _once_each(_ahead([o for o in times(asked) if o.duty.role == role], asked.day))
    if not found:
        return Told((line("work-none", document=programme.document, who=word("role", role)),), programme.document)
    head = line("work-head", document=programme.document.split(" ngày ")[0], who=word("role", role))
    rows = tuple(line("work-one", title=o.duty.title, period=between(None, o.last_day)) for o in found[:3])
    more = (line("work-more", count=len(found) - 3),) if len(found) > 3 else ()
    return Told((head, *rows, *more), "; ".join(dict.fromkeys(o.duty.source for o in found[:3])))


def times(asked: AskedFact) -> tuple[Occurrence, ...]:
    """What the programme and the law below it ask for, each with the date that the plan gives it."""
    return _times(asked.programme.id, asked.day, _Held(asked.programme, asked.areas))


class _Held:
    """What `times` is computed from; the id and the day before it are what tells two apart."""

    def __init__(self, programme: Programme, areas: Areas) -> None:
        self.programme, self.areas = programme, areas

    def __hash__(self) -> int:
        return id(self.programme)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.programme is self.programme


@lru_cache(maxsize=32)
def _times(_id: str, day: date, held: _Held) -> tuple[Occurrence, ...]:
    programme = held.programme
    own = programme.around(day)
    if programme.is_law:
        return tuple(sorted(own, key=_by_day))
    house = Programmes((programme,), held.areas)
    below = house.occurrences(house.territory(programme), max(day, programme.valid_from))
    law = [o for o in below if o.duty.programme != programme.id]
    return tuple(sorted((*own, *law), key=_by_day))


def _by_day(one: Occurrence) -> tuple[date, date, str]:
    return one.last_day, one.opens, one.duty.id


def between(opens: date | None, last: date | None) -> Line:
    """A time in words."""
    if opens and last and opens < last:
        return line("period-days", opens=opens, last=last)
    if last:
        return line("period-until", last=last)
    return line("period-from", opens=opens) if opens else line("period-none")


def period_of(duty: Duty, occurrences: Iterable[Occurrence], day: date) -> Line:
    """When a duty is to be done: its time, what it follows, or how often it comes."""
    if duty.after:
        if duty.working_days_after:
            return line("period-after_working", days=duty.working_days_after, after=duty.after)
        key = "period-after_days" if duty.days_after else "period-after"
        return line(key, days=duty.days_after, after=duty.after)
    if duty.recurs and duty.recurs.every:
        return word("period-every", duty.recurs.every)
    mine = _ahead([o for o in occurrences if (o.duty.programme, o.duty.id) == (duty.programme, duty.id)], day)
    return between(mine[0].opens, mine[0].last_day) if mine else between(duty.opens, duty.due)


def _who(duty: Duty) -> Line:
    if told := who_leads(duty):
        return told
    if not duty.helps:
        return line("duty-who", who=word("role", duty.role))
    return line("duty-who_helped", who=word("role", duty.role), helps=tuple(word("role", role) for role in duty.helps))


def _row(key: str, one: Occurrence) -> Line:
    period = between(one.opens, one.last_day)
    return line(key, title=one.duty.title, period=period, who=word("role", one.duty.role))


def _ahead(found: Sequence[Occurrence], day: date) -> list[Occurrence]:
    """What is still to come, the next first; where all is over, all of it."""
    ahead = [o for o in found if o.last_day >= day]
    return ahead or list(found)


def _once_each(found: Iterable[Occurrence]) -> list[Occurrence]:
    """Of what comes again the first time only."""
    first: dict[tuple[str, str], Occurrence] = {}
    for one in found:
        first.setdefault((one.duty.programme, one.duty.id), one)
    return list(first.values())


def _declared(programme: Programme, programme_id: str, duty_id: str) -> Duty | None:
    owner = programme if programme.id == programme_id else programme.base
    return owner.duty(duty_id) if owner and owner.id == programme_id else None


DATES: dict[str, Callable[[AskedFact], Told | None]] = {
    "steps": steps,
    "step": step,
    "duty": duty,
    "hand_in": hand_in,
    "councils": councils,
    "work": work,
}
