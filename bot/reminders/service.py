"""Reminders: rules and facts make rows with a time; each is asked again at the moment it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import structlog

from bot.conversations.forms import REGISTRATIONS
from bot.handlers.assistance.forward import for_helper
from bot.handlers.services import Conflict
from bot.kit.clock import Clock, day_of
from bot.kit.hours import Hours
from bot.messages import Outgoing, Reply
from bot.ports.reminders import DueReminder, Reminder, ReminderMemory
from bot.records.people import Recipient
from bot.reminders.occurrences import Rule, YearOfDuties, year_of
from bot.reminders.rules import RULES
from bot.reminders.rules.silent import UNFINISHED
from bot.reminders.wording import UNDATED, ReminderMatter, Wording
from bot.texts import Texts
from ocop_domain.applications import ApplicationState, upcoming
from ocop_domain.areas import Areas
from ocop_domain.areas.unit import LEVELS
from ocop_domain.duties.agenda import Moved, date_for
from ocop_domain.duties.audience import (
    Above,
    Around,
    Audience,
    Begun,
    Checkers,
    Drafts,
    EvidencePapers,
    Helpers,
    Open,
    Owners,
    Quiet,
    Wave,
)
from ocop_domain.duties.model import Occurrence
from ocop_domain.duties.reminding import quiet_in
from ocop_domain.programme_collection import Programmes
from ocop_domain.programmes import Programme
from ocop_domain.recipients import offices
from ocop_domain.rights import role_at
from ocop_domain.territories import duty_territory, territory_of

log = structlog.get_logger(__name__)

HORIZON = 60
"""Days back in which a missed wave is still looked for: longer than the assistant may stand still."""
LATE = timedelta(hours=48)
"""A reminder that leaves later than this says so."""
CHUNK = 2000
"""People planned by one transaction: a conversation never waits longer behind it."""
CHUNKS = 8
"""Chunks of one tick: what is left waits for the next."""
_AT_ONCE = 40
"""Waves planned by one transaction, when none concerns more than its share of a chunk."""
_TOGETHER = 100
"""People claimed side by side: the database commits them together."""


class Reminders:
    """Plans what is due and sends it, tick by tick. All that it knows stands in the database."""

    def __init__(
        self,
        *,
        memory: ReminderMemory,
        programme: Programme,
        areas: Areas,
        texts: Texts,
        clock: Clock,
        deliver: Callable[[Sequence[Outgoing]], None],
        hours: Hours | None = None,
        limit: int = 500,
        programmes: Programmes | None = None,
        rules: Sequence[Rule] = RULES,
        planning: Callable[[date], Iterable[Reminders]] | None = None,
    ) -> None:
        """Where there are several `programmes`, they tell what plans moved and where a duty is not replaced, and
        `planning` who plans on a day: each its own, and a person hears of all in one message."""
        self._memory = memory
        self._programme = programme
        self._areas = areas
        self._texts = texts
        self._clock = clock
        self._deliver = deliver
        self._hours = hours or Hours()
        self._limit = limit
        self._programmes = programmes
        self._rules = rules
        self._planning = planning or (lambda day: (self,))
        self._territory = territory_of(programme, areas)
        self._wording = Wording(areas)
        self._year: YearOfDuties | None = None
        self._moved: tuple[Moved, ...] = ()
        self._in = date.min
        self._days: dict[date, list[Wave]] = {}
        self._members: dict[str, Reminders] = {programme.id: self}
        self._moved_now: tuple[Moved, ...] = ()

    async def tick(self) -> int:
        """Plans, then sends to those whose time has come; returns how many people were told."""
        now = self._clock()
        today = {member._programme.id: member for member in self._planning(day_of(now))}
        # Whom a programme was planned for once is still told, though it is over meanwhile.
        self._members = {**self._members, **today}
        planned = [await member._prepared(now) for member in today.values()]
        if not all(planned) or self._hours.quiet(now):
            return 0
        return await self.send(now, self._moved_now)

    def _planned(self, day: date) -> Sequence[Moved]:
        """The dates that plans set which have begun on this day."""
        return self._programmes.moved(self._programme.id, day) if self._programmes else ()

    async def _prepared(self, now: datetime) -> bool:
        """Plans what has come due in this programme, with the dates that hold now."""
        moved = (*self._planned(day_of(now)), *await self._memory.moved())
        return await self.plan(now, moved)

    async def plan(self, now: datetime, moved: tuple[Moved, ...]) -> bool:
        """Turns the waves that have come due into rows; False when some people are left for the next tick."""
        self._moved_now = moved
        today = day_of(now)
        first = max(await self._memory.began(now), today - timedelta(days=HORIZON))
        planned = await self._memory.planned_since(first)
        chosen: dict[str, Wave] = {}
        missed: list[Wave] = []
        for wave in self._waves(first, today, moved):
            # Not before it leaves: whom it concerns may change in the night.
            if wave.key in planned or self._hours.leave(wave.on, wave.day) > now:
                continue
            if before := chosen.get(wave.topic):
                missed.append(before)
                # What takes the place of an official one cannot be muted either.
                chosen[wave.topic] = replace(wave, official=wave.official or before.official)
            else:
                chosen[wave.topic] = wave
        await self._memory.skip(missed)
        for wave in chosen.values():
            if isinstance(wave.audience, Above):
                at = self._hours.leave(wave.on, wave.day)
                await self._memory.plan_for(wave, at, await self._officials(wave.audience))
        return await self._plan_all([wave for wave in chosen.values() if not isinstance(wave.audience, Above)])

    async def _plan_all(self, waves: list[Wave]) -> bool:
        """Small waves several at once, large ones chunk by chunk; False when some people are left."""
        timed = [(wave, self._hours.leave(wave.on, wave.day)) for wave in waves]
        large: list[tuple[Wave, datetime]] = []
        for start in range(0, len(timed), _AT_ONCE):
            large += await self._memory.plan_together(timed[start : start + _AT_ONCE], CHUNK // _AT_ONCE)
        chunks = CHUNKS
        for wave, at in large:
            while not await self._memory.plan(wave, at, CHUNK):
                chunks -= 1
                if chunks <= 0:
                    return False
        return True

    def _waves(self, first: date, today: date, moved: tuple[Moved, ...]) -> list[Wave]:
        """Every wave of these days in order; a day is worked out once, and anew when a date is moved."""
        # Another plan may have begun, and what has no end is looked at from the year on.
        begun = self._programmes.last_begin(today) if self._programmes else date.min
        since = max(begun, date(today.year, 1, 1))
        if self._year is None or (self._moved, self._in) != (moved, since):
            year = year_of(self._programme, moved, self._areas, today, self._programmes)
            if year != self._year:  # on most days the same duties hold at the same places as the day before
                self._year, self._days = year, {}
            self._moved, self._in = moved, since
        days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
        self._days = {
            day: self._days[day] if day in self._days else waves(self._year, day, self._rules) for day in days
        }
        return [wave for day in days for wave in self._days[day]]

    async def _officials(self, audience: Above) -> list[tuple[int, str]]:
        """The officials one level above the areas in which an occurrence is open, each with the own area."""
        role, areas = await self._above(audience)
        return await self._memory.officials([role], sorted(areas)) if role else []

    async def _above(self, audience: Above) -> tuple[str, set[str]]:
        duty = audience.occurrence.duty
        order = [level for level in LEVELS[::-1] if level in self._programme.levels]
        level = {"subject": -1}.get(duty.level, order.index(duty.level) if duty.level in order else len(order))
        if level + 1 >= len(order):
            return "", set()
        upper = order[level + 1]
        open_ = await self._memory.open_areas(Open(audience.occurrence, audience.territory))
        above = {unit.code for area in open_ for unit in self._areas.path(area) if unit.level == upper}
        return role_at(upper), above

    async def send(self, now: datetime, moved: tuple[Moved, ...]) -> int:
        """Tells those whose time has come, each in one message; what could not leave is asked again first."""
        self._moved_now = moved
        await self._memory.take_back(now)
        people = await self._memory.due(now, self._limit, list(self._members))
        told = 0
        for start in range(0, len(people), _TOGETHER):
            together = people[start : start + _TOGETHER]
            told += sum(await asyncio.gather(*(self._try(due, now) for due in together)))
        return told

    async def _try(self, due: DueReminder, now: datetime) -> bool:
        """A fault with one person's reminders must not stop those of all others."""
        try:
            return await self._tell(due, now)
        except Exception:
            log.exception("reminders not sent", person=due.person, reminders=[r.id for r in due.reminders])
            return False

    async def _tell(self, due: DueReminder, now: datetime) -> bool:
        """One person; whatever changed since it was planned is dropped."""
        idle = [r for r in due.reminders if await self._of(r)._corrects_nothing(r, due)]
        keep, drop = self._fresh([r for r in due.reminders if r not in idle], due)
        drop += idle
        for _ in range(2):
            audiences = {r.id: self._of(r)._audience(r) for r in keep}
            matters = [await self._of(r)._matter(r, due, now) for r in keep]
            replies = [self._reply(recipient, matters, now) for recipient in due.told if keep]
            try:
                rows = await self._memory.claim_due(due, replies, audiences, [r.id for r in drop], now)
            except Conflict:
                # Done, muted or claimed meanwhile: what is still wanted is asked one by one.
                wanted = [r for r in keep if await self._memory.wanted(r, audiences[r.id])]
                drop += [r for r in keep if r not in wanted]
                keep = wanted
                continue
            self._deliver(rows)
            return bool(keep)
        return False

    async def _corrects_nothing(self, reminder: Reminder, due: DueReminder) -> bool:
        """Whether a date was moved there and back before this person heard of it: what they know holds."""
        here = self._here(reminder, due) if reminder.rule == "moved" else None
        return here is not None and await self._known(reminder, due) == here.announced

    async def _known(self, reminder: Reminder, due: DueReminder) -> date | None:
        """The last day that this person had heard; who heard of none knows it as the programme and plans had it."""
        before = [move for move in self._planned(reminder.on) if move.on < reminder.on]
        planned = self._here(reminder, due, before)
        return await self._memory.heard(reminder) or (planned.announced if planned else None)

    def _of(self, reminder: Reminder) -> Reminders:
        """Who knows the programme of a reminder."""
        return self._members.get(reminder.programme, self)

    def _reply(self, recipient: Recipient, matters: Sequence[ReminderMatter], now: datetime) -> Reply:
        t = self._texts[recipient.language]
        return for_helper(t, self._wording.message(t, matters, day_of(now)), recipient)

    def _fresh(self, planned: Sequence[Reminder], due: DueReminder) -> tuple[list[Reminder], list[Reminder]]:
        """Of several reminders of one matter the last; none that names a date which was moved since."""
        latest: dict[tuple[str, ...], Reminder] = {}
        for each in sorted(planned, key=lambda r: (r.on, r.id)):
            if reminder := self._of(each)._today(each, due):
                latest[_matter_of(reminder)] = reminder
        keep = sorted(latest.values(), key=lambda r: (r.day, r.id))
        kept = {r.id for r in keep}
        return keep, [r for r in planned if r.id not in kept]

    def _today(self, reminder: Reminder, due: DueReminder) -> Reminder | None:
        """The reminder, if the day that it names still holds; one that somebody asked for names the day that holds."""
        if reminder.rule in UNDATED or reminder.kind in {"papers", "quiet"}:
            return reminder
        if reminder.kind in {"drafts", "owners", "checkers"}:
            return self._dated(reminder, due)
        here = self._here(reminder, due)
        if here is None:  # the duty was taken out of the programme
            return None
        if reminder.rule in {"again", "nudge"} or reminder.kind == "begun":
            return replace(reminder, day=here.announced)
        holds = reminder.day == (here.opens if reminder.rule == "round_near" else here.announced)
        return reminder if holds else None

    def _dated(self, reminder: Reminder, due: DueReminder) -> Reminder:
        """What was begun, returned or waits, with the last day that holds now."""
        moved = self._moved_now
        states = {"drafts": "draft", "owners": reminder.duty, "checkers": reminder.duty or ApplicationState.SENT}
        step = self._programme.next.get(states[reminder.kind])
        if step is None or not step.duty or not moved:
            return reminder
        since = date.fromisoformat(reminder.mark) if reminder.kind == "owners" else reminder.on
        areas = (reminder.scope,) if reminder.kind == "checkers" else due.areas

        def holds(occurrence: Occurrence) -> Occurrence:
            return date_for(occurrence, areas, moved, self._areas.binds)

        found = upcoming(self._programme, states[reminder.kind], since, holds)
        return replace(reminder, day=found.last_day) if found and found.last_day else reminder

    def _here(self, reminder: Reminder, due: DueReminder, moved: Sequence[Moved] | None = None) -> Occurrence | None:
        """The occurrence with the date that holds for this person, by these moves or by those of today."""
        occurrence = self._programme.occurrence(reminder.duty, reminder.occurrence)
        if occurrence is None:
            return None
        producer = reminder.kind == "around" or (reminder.kind == "open" and occurrence.duty.role == "producer")
        areas = due.areas if producer else (reminder.scope,)
        return date_for(occurrence, areas, self._moved_now if moved is None else moved, self._areas.binds)

    def _audience(self, reminder: Reminder) -> Audience | None:
        """Whom the reminder is for, asked again: without the days on which it was planned."""
        occurrence, here = self._programme.occurrence(reminder.duty, reminder.occurrence), self._territory
        if occurrence and self._programmes:
            here = self._programmes.where(occurrence, day_of(self._clock()))
        elif occurrence:
            here = duty_territory(self._programme, occurrence.duty, self._areas)
        match reminder.kind:
            case "open" if occurrence:
                return Open(occurrence, here)
            case "around" if occurrence:
                return Around(occurrence, here)
            case "begun" if occurrence:
                return Begun(occurrence.last_day, occurrence.last_day, here)
            case "quiet":
                return self._quiet(reminder)
            case "helpers" if occurrence:
                return Helpers(occurrence, here)
            case "above" if occurrence:
                return Open(occurrence, here.part(self._areas.inside(reminder.scope)))
            case "drafts":
                touched = datetime.fromisoformat(reminder.mark)
                return Drafts((*sorted(REGISTRATIONS), *UNFINISHED), day_of(touched), here)
            case "owners":
                day = date.fromisoformat(reminder.mark)
                return Owners(reminder.duty, day, day, here)
            case "checkers":
                state, today = reminder.duty or ApplicationState.SENT, day_of(self._clock())
                filed = state == ApplicationState.FILED
                above = offices(self._programme, here, self._areas, today) if filed else ()
                return Checkers(date.min, date.max, here, state, above)
            case "papers":
                return EvidencePapers(reminder.duty == "recognition", date.fromisoformat(reminder.mark), here)
        return None

    def _quiet(self, reminder: Reminder) -> Quiet:
        """The quiet matters of the month, as they stand now."""
        month = reminder.occurrence
        around = self._programme.around(date.fromisoformat(f"{month}-01"))
        return Quiet(quiet_in(around, month), month, self._territory)

    async def _matter(self, reminder: Reminder, due: DueReminder, now: datetime) -> ReminderMatter:
        here = self._here(reminder, due)
        places: tuple[str, ...] = ()
        audience = self._audience(reminder)
        if reminder.kind == "above" and isinstance(audience, Open):
            open_ = await self._memory.open_names(audience)
            names = (name or self._areas.get(scope).name for scope, name in open_ if name or self._areas.find(scope))
            places = tuple(sorted(names))
        count = 0
        if isinstance(audience, Quiet):
            count = await self._memory.open_in(audience, reminder.person, reminder.scope)
        own = (m for m in reversed(self._moved_now) if (m.duty, m.occurrence) == (reminder.duty, reminder.occurrence))
        move = next((m for m in own if here and m.last_day == here.last_day), None)
        if move and here and reminder.rule == "moved":  # it corrects what this person had heard, not a day in between
            known = await self._known(reminder, due)
            move = replace(move, was=known) if known and known != here.announced else move
        late = now - reminder.at > LATE
        mark = self._programmes.mark(here.duty) if here and self._programmes else ""
        return ReminderMatter(reminder, here, places, late, move, self._programme.form, count, mark)


def _matter_of(reminder: Reminder) -> tuple[str, ...]:
    """What a reminder is about: of several about the same the last one is sent."""
    return reminder.programme, reminder.kind, reminder.duty, reminder.occurrence, reminder.scope


def waves(year: YearOfDuties, day: date, rules: Sequence[Rule] = RULES) -> list[Wave]:
    """What all rules ask for on a day; of two in one matter the later in this list is sent."""
    return [wave for rule in rules for wave in rule.waves(year, day)]
