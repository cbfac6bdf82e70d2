"""What must have been said in a year, worked out from the plan and from who did what when: no table is asked.

It shares no code with the reminders: what is open for whom is told by the acts alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.kit.clock import VIETNAM
from bot.rehearsal.acts import Begin, Finish, Join, Keep, PlayedAct, PlayedCheck, Send, Silence
from bot.rehearsal.people import Actor
from bot.rehearsal.stage import ToldReminder
from bot.rehearsal.year import Script
from ocop_domain.areas import load_areas
from ocop_domain.duties.model import Occurrence
from ocop_domain.working_days import is_holiday, is_working_day

LEAVE = time(7, 30)
QUIET = (time(21), time(6, 30))
_CODE = {"commune": 6, "district": 4, "province": 3}
_ROLES = {
    "producer": {"producer"},
    "commune_officer": {"commune_officer"},
    "district_staff": {"district_staff"},
    "province_staff": {"province_staff"},
    "council": {"council_member", "council_secretary"},
}


@dataclass
class Findings:
    """What a year came to: each list of faults is to be empty."""

    name: str = ""
    people: int = 0
    acts: int = 0
    ticks: int = 0
    messages: int = 0
    reminders: int = 0
    last_days: int = 0
    """Times that somebody had an open duty on its last day."""
    late: int = 0
    """Of these, how many were told later, for nobody looked on the day itself."""
    kept_quiet: int = 0
    """Duties that were done in time: nothing to say on the last day."""
    unknown: int = 0
    """Messages whose sender ended while it was sending: nobody knows, and they are never repeated."""
    delayed: int = 0
    """Messages that were written at one look and left at a later one, for their sender ended."""
    kills: int = 0
    seconds: float = 0.0
    after_done: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    at_night: list[str] = field(default_factory=list)
    several: list[str] = field(default_factory=list)
    unwanted: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        kinds = ("after_done", "missed", "twice", "at_night", "several", "unwanted", "strange")
        return [f"{kind}: {line}" for kind in kinds for line in getattr(self, kind)]

    def __str__(self) -> str:
        unknown = f", {self.unknown} with unknown outcome" if self.unknown else ""
        unknown += f", {self.delayed} of them delayed by a kill" if self.delayed else ""
        kills = f", {self.kills} kills" if self.kills else ""
        lines = [
            f"{self.name}: {self.people} people, {self.acts} acts, {self.ticks} looks{kills} in {self.seconds:.0f} s;"
            f" {self.reminders} reminders in {self.messages} messages{unknown}",
            f"  reminded after it was done {len(self.after_done)}; last day missed {len(self.missed)} of"
            f" {self.last_days} ({self.late} told late, for nobody looked in time); same reminder twice"
            f" {len(self.twice)}; at night {len(self.at_night)}; several messages on a day {len(self.several)};"
            f" unwanted {len(self.unwanted)}; strange {len(self.strange)}; {self.kept_quiet} done in time",
        ]
        return "\n".join([*lines, *(f"    {fault}" for fault in self.faults[:20])])


@dataclass(frozen=True)
class Diary:
    """What really happened: acts and looks with the moment at which they were over, and what reached the phones.

    `downs` are spans in which nobody was there to look. `unsure` are (address, text) of messages whose sender ended
    while it was sending: nobody knows whether they arrived.
    """

    acts: Sequence[tuple[datetime, PlayedAct]]
    ticks: Sequence[datetime]
    told: Sequence[ToldReminder]
    strange: Sequence[str] = ()
    unsure: Sequence[tuple[str, str]] = ()


class _Line:
    """What something was from which moment on; an act at the very moment may or may not have been seen."""

    def __init__(self) -> None:
        self._at: list[datetime] = []
        self._what: list[object] = []

    def add(self, at: datetime, what: object) -> None:
        assert not self._at or at >= self._at[-1]
        self._at.append(at)
        self._what.append(what)

    def possible(self, at: datetime) -> set[object]:
        """What it may have been at the moment: before and after all that was done at that moment."""
        first, last = bisect_left(self._at, at), bisect_right(self._at, at)
        return {self._what[n - 1] if n else None for n in range(first, last + 1)}


class Oracle:
    """Knows for each moment what was open for whom."""

    def __init__(self, script: Script, acts: Sequence[tuple[datetime, PlayedAct]]) -> None:
        self.script = script
        self.areas = load_areas()
        self.occurrences = {(o.duty.id, o.id): o for o in script.programme.occurrences}
        self.joined: dict[int, datetime] = {}
        self.reminders: dict[int, bool] = {}
        self.application: dict[str, _Line] = defaultdict(_Line)
        self.draft: dict[str, _Line] = defaultdict(_Line)
        self.own: dict[int, set[str]] = defaultdict(set)
        self.place: dict[str, str] = {}
        self.done: dict[tuple[str, str, str], datetime] = {}
        self.muted: dict[tuple[int, str], datetime] = {}
        self.papers: dict[str, tuple[int, Keep, datetime]] = {}
        for at, act in acts:
            self._note(at, act)

    def _note(self, at: datetime, act: PlayedAct) -> None:
        who = act.actor.number
        match act.deed:
            case Join(reminders):
                self.joined[who], self.reminders[who] = at, reminders
            case Begin(draft):
                self._begun(at, who, draft)
            case Send(application, good, _, begins):
                self.own[who].add(application)
                self.place[application] = good.area
                self.application[application].add(at, "sent")
                self.draft[application].add(at, None)
                if begins:
                    self._begun(at, who, begins.draft)
            case PlayedCheck(application, _, state):
                self.application[application].add(at, state.value)
            case Finish(duty, occurrence, area):
                self.done.setdefault((duty, occurrence, area or str(who)), at)
            case Silence(duty):
                self.muted.setdefault((who, duty), at)
            case Keep(paper):
                self.papers[paper] = (who, act.deed, at)

    def _begun(self, at: datetime, who: int, draft: str) -> None:
        self.own[who].add(draft)
        self.draft[draft].add(at, "begun")

    # What was open

    def concerned(self, o: Occurrence, actor: Actor, at: datetime) -> tuple[bool, bool]:
        """Whether it is this person's duty: for sure, and perhaps."""
        duty = o.duty
        if actor.role not in _ROLES.get(duty.role, set()):
            return False, False
        if duty.role == "council":
            mine = _CODE.get(duty.level) == len(actor.area)
            return mine, mine
        if duty.role != "producer":
            named = not duty.units or any(unit.name in duty.units for unit in self.areas.path(actor.area))
            return named, named
        joined = self.joined.get(actor.number)
        if joined is None or joined > at:
            return False, False
        if duty.concerns == "everyone":
            return joined < at, True
        if duty.concerns == "recognised":
            kept = [when for who, deed, when in self.papers.values() if who == actor.number and deed.recognition]
            return any(when < at for when in kept), any(when <= at for when in kept)
        states = [self.application[p].possible(at) for p in self.own[actor.number]]
        beside = {"accepted": {"filed"}, "preparing": set()}
        wanted = {"accepted"} | beside.get(duty.concerns, {"filed", "sent", "returned"})
        if duty.concerns == "checked":  # nobody checks dossiers in the rehearsal of a year
            wanted = {"checked"}
        return any(s <= wanted for s in states), any(s & wanted for s in states)

    def open(self, o: Occurrence, actor: Actor, at: datetime) -> tuple[bool, bool]:
        """Whether it was this person's duty and not done: for sure, and perhaps."""
        sure, maybe = self.concerned(o, actor, at)
        if not maybe:
            return False, False
        if o.duty.done == "registered":
            products = [self.application[p].possible(at) for p in self.own[actor.number]]
            drafts = [self.draft[d].possible(at) for d in self.own[actor.number]]
            surely_none = all(s == {None} for s in products)
            perhaps_none = all(None in s for s in products)
            surely_begun = any(s == {"begun"} for s in drafts)
            perhaps_begun = any("begun" in s for s in drafts)
            return sure and (surely_none or surely_begun), maybe and (perhaps_none or perhaps_begun)
        if o.duty.done == "filed":
            products = [self.application[p].possible(at) for p in self.own[actor.number]]
            surely = all("filed" not in s for s in products) or any(s == {"accepted"} for s in products)
            perhaps = all(s != {"filed"} for s in products) or any("accepted" in s for s in products)
            return sure and surely, maybe and perhaps
        if o.duty.done == "checked":
            waiting = [self.application[p].possible(at) for p, area in self.place.items() if area == actor.area]
            to_check = {"sent", "filed"}
            return sure and any(s <= to_check for s in waiting), maybe and any(s & to_check for s in waiting)
        scope = str(actor.number) if o.duty.role == "producer" else actor.area
        done = self.done.get((o.duty.id, o.id, scope))
        return sure and (done is None or done > at), maybe and (done is None or done >= at)

    def still(self, t: ToldReminder) -> bool:
        """Whether there was perhaps something left to remind of."""
        o = self.occurrences.get((t.duty, t.occurrence))
        match t.kind:
            case "open":
                return o is not None and self.open(o, t.actor, t.at)[1]
            case "around":
                taken_on = {"accepted", "filed"}
                return any(self.application[p].possible(t.at) & taken_on for p in self.own[t.actor.number])
            case "helpers":
                return o is not None and any(t.actor.role in _ROLES.get(role, set()) for role in o.duty.helps)
            case "quiet":
                here = (one for one in self.occurrences.values() if _apart(one) and _in_month(one, t.occurrence))
                return any(self.open(one, t.actor, t.at)[1] for one in here)
            case "above":
                assert o
                below = [a for a in self.script.cast if a.role in _ROLES[o.duty.role] and self._below(t.scope, a)]
                return any(self.open(o, actor, t.at)[1] for actor in below)
            case "owners":
                return t.duty in self.application[t.scope].possible(t.at) and t.scope in self.own[t.actor.number]
            case "checkers":
                waiting = (self.application[p].possible(t.at) for p, area in self.place.items() if area == t.scope)
                return any((t.duty or "sent") in s for s in waiting)
            case "drafts":
                return "begun" in self.draft[t.scope].possible(t.at)
            case "papers":
                who, deed, kept = self.papers[t.scope]
                return who == t.actor.number and kept <= t.at and deed.expires.isoformat() == t.mark
        return False

    def _below(self, area: str, actor: Actor) -> bool:
        return self.areas.contains(area, actor.area) or any(self.areas.contains(area, g.area) for g in actor.goods)


def _apart(o: Occurrence) -> bool:
    """What is told once a month in one line: it only informs, names no day, or is an agency's."""
    return o.duty.role != "producer" and (o.duty.informs or o.undated or bool(o.duty.agencies))


def _in_month(o: Occurrence, month: str) -> bool:
    return f"{o.opens:%Y-%m}" <= month <= f"{o.last_day:%Y-%m}"


def announced(o: Occurrence) -> date:
    """The last day on which offices are open; the last day itself where there is none."""
    days = (o.last_day - timedelta(days=n) for n in range((o.last_day - o.opens).days + 1))
    return next((day for day in days if is_working_day(day)), o.last_day)


def judge(script: Script, diary: Diary, name: str = "") -> Findings:
    """Compares a year with what must and must not have been said in it."""
    oracle = Oracle(script, diary.acts)
    messages = {(t.message, t.at): t for t in diary.told}
    found = Findings(
        name,
        people=len(script.cast),
        acts=len(diary.acts),
        ticks=len(diary.ticks),
        messages=len(messages),
        reminders=len(diary.told),
        unknown=len(diary.unsure),
        strange=list(diary.strange),
    )
    found.after_done = [_said(t) for t in diary.told if not oracle.still(t)]
    same = Counter(
        (t.actor.number, t.kind, t.duty, t.occurrence, t.scope, t.mark, t.day, (t.day - _day(t.at)).days)
        for t in diary.told
    )
    found.twice = [f"{n} times {key}" for key, n in same.items() if n > 1]
    for t in messages.values():
        if is_quiet(t.at):
            found.at_night.append(_said(t))
    per_day = Counter((t.actor.number, _day(t.written)) for t in messages.values())
    found.delayed = sum(t.written < t.at for t in messages.values())
    found.several = [f"{n} messages to {who} on {day}" for (who, day), n in per_day.items() if n > 1]
    found.unwanted = [_said(t) for t in diary.told if _unwanted(oracle, t)]
    _last_days(oracle, diary, found)
    return found


def _unwanted(oracle: Oracle, t: ToldReminder) -> bool:
    """A nudge in spite of a word against it; the last day is not a nudge."""
    last = t.kind == "open" and t.duty and t.day == _day(t.at)
    if t.official or last:
        return False
    muted = oracle.muted.get((t.actor.number, t.duty))
    return (muted is not None and muted < t.at) or oracle.reminders.get(t.actor.number) is False


def _last_days(oracle: Oracle, diary: Diary, found: Findings) -> None:
    """Everybody with an open duty on its last day was told on that day, or as soon as somebody looked again."""
    said: dict[tuple[int, str, str], list[datetime]] = defaultdict(list)
    for t in diary.told:
        if t.kind == "open":
            said[t.actor.number, t.duty, t.occurrence].append(t.at)
    unsure: dict[str, list[str]] = defaultdict(list)
    for address, text in diary.unsure:
        unsure[address].append(text)
    looks = [at for at in diary.ticks if not is_quiet(at)]
    began = _day(oracle.script.begins)
    for o, actor in _pairs(oracle):
        day = announced(o)
        leaves = datetime.combine(day, LEAVE, VIETNAM)
        # Whoever was not told on the day is told by the next look; but once it has passed, not on a holiday.
        look = next(
            (at for at in looks[bisect_left(looks, leaves) :] if _day(at) == day or not is_holiday(_day(at))), None
        )
        if day < began or look is None or 0 not in o.duty.remind or _apart(o):
            continue
        if not (oracle.open(o, actor, leaves)[0] and oracle.open(o, actor, look)[0]):
            found.kept_quiet += oracle.concerned(o, actor, leaves)[0]
            continue
        if _day(look) > day and _silent(oracle, actor, o, look):
            continue
        found.last_days += 1
        found.late += _day(look) > day
        if any(leaves <= at <= look for at in said[actor.number, o.duty.id, o.id]):
            continue
        if any(o.duty.title in text for text in unsure[actor.address]):
            continue
        found.missed.append(f"{actor.label} {o.key} {day}, first look {look:%Y-%m-%d %H:%M}")


def _silent(oracle: Oracle, actor: Actor, o: Occurrence, at: datetime) -> bool:
    """Whether this person wanted no nudges: what comes after the last day is one."""
    muted = oracle.muted.get((actor.number, o.duty.id))
    return (muted is not None and muted <= at) or oracle.reminders.get(actor.number) is False


def _pairs(oracle: Oracle) -> Iterator[tuple[Occurrence, Actor]]:
    for o in oracle.occurrences.values():
        roles = _ROLES.get(o.duty.role, set())
        yield from ((o, actor) for actor in oracle.script.cast if actor.role in roles)


def is_quiet(at: datetime) -> bool:
    """Whether nobody may be written to."""
    clock = at.astimezone(VIETNAM).time()
    return clock >= QUIET[0] or clock < QUIET[1]


def _day(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()


def _said(t: ToldReminder) -> str:
    at = t.at.astimezone(VIETNAM)
    return f"{at:%Y-%m-%d %H:%M} {t.actor.label}: {t.rule} {t.kind} {t.duty}:{t.occurrence} {t.scope} {t.day}"
