"""The reminders' part of the assistant, real, on a database of its own: only the clock and the platform are played."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from starlette.routing import BaseRoute

from bot.conversations.form import Draft
from bot.conversations.forms.consent import DOSSIER, REMINDERS
from bot.delivery.outbox import Outbox
from bot.dispatch.ports import Outcome
from bot.handlers.services import Answered, Conflict
from bot.kit.clock import VIETNAM
from bot.kit.hours import Hours
from bot.kit.reception import Reception
from bot.messages import Arrival, Incoming, Reply
from bot.ports.channels import Capabilities
from bot.rehearsal.acts import Begin, Finish, Join, Keep, PlayedAct, PlayedCheck, Send, Silence
from bot.rehearsal.people import Actor, Good
from bot.reminders.service import Reminders
from bot.storage.delivery.outbox import StoredOutbox
from bot.storage.engine.statements import Database
from bot.storage.store import Store
from bot.storage.year.reminders import StoredReminders
from bot.texts import Texts
from bot.writes import Write
from bot.writes.dossier import KeepPaper
from bot.writes.forms import DropDraft, SaveDraft
from bot.writes.people import SetConsent
from bot.writes.registration import MoveApplication, PutApplication
from bot.writes.year import MarkDone, Mute
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.areas import Areas
from ocop_domain.evidence import RECOGNITION, Paper
from ocop_domain.programmes import Programme
from ocop_domain.rights import Grant, Role

CHANNEL = "rehearsal"


class HandClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message as it arrived at a phone."""

    ref: str
    at: datetime
    address: str
    text: str


class Recorder:
    """A platform without a network: keeps what arrives, in order."""

    name = CHANNEL
    capabilities = Capabilities(per_second=1_000_000)

    def __init__(self, clock: HandClock) -> None:
        self.reception = Reception(self.name, clock)
        self._clock = clock
        self.delivered: list[Delivery] = []

    def at(self, opening: str) -> str:
        return ""

    def link(self, code: str) -> str:
        return ""

    def cost(self, reply: Reply) -> int:
        return 1

    async def send(self, address: str, reply: Reply, parts: int = 0) -> str:
        delivery = Delivery(str(len(self.delivered) + 1), self._clock(), address, reply.text)
        self.delivered.append(delivery)
        return delivery.ref

    async def translate(self, arrival: Arrival) -> Incoming | None:
        return None

    def routes(self) -> list[BaseRoute]:
        return []

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class ToldReminder:
    """One reminder that reached somebody; several may stand in one `message`, which was `written` at some look.

    `mark` is the thing as it was then.
    """

    at: datetime
    written: datetime
    actor: Actor
    rule: str
    kind: str
    duty: str
    occurrence: str
    scope: str
    mark: str
    day: date
    official: bool
    message: int
    text: str


class RehearsalStage:
    """The memory, the outbox and the reminders of one process."""

    def __init__(
        self,
        database: Database,
        *,
        programme: Programme,
        areas: Areas,
        texts: Texts,
        clock: HandClock,
        channel: Recorder,
        hours: Hours | None = None,
    ) -> None:
        self.store = Store(database)
        self._programme = programme
        self._clock = clock
        self.outbox = Outbox(StoredOutbox(database), {CHANNEL: channel}, clock)
        self.reminders = Reminders(
            memory=StoredReminders(database, programme.id),
            programme=programme,
            areas=areas,
            texts=texts,
            clock=clock,
            deliver=self.outbox.push,
            hours=hours,
        )
        self._ids: dict[int, int] = {}

    async def furnish(self, cast: Sequence[Actor]) -> None:
        """Everybody is there, with the role they hold; again after a restart, without harm."""
        now = self._clock()
        for actor in cast:
            person = await self.store.person(CHANNEL, actor.address, "vi", now)
            self._ids[actor.number] = person.id
            grant = Grant(Role(actor.role), actor.area) if actor.role != "producer" else None
            if grant and grant not in person.grants:
                await self.store.grant(person.id, grant, now)

    async def act(self, number: int, act: PlayedAct) -> None:
        """What somebody does, stored and committed as a turn is: once, however often it comes."""
        now = self._clock()
        arrival = Arrival(CHANNEL, act.actor.address, str(number), "{}")
        await self.store.intake([arrival], now)
        person = self._ids[act.actor.number]
        try:
            await self.store.commit(arrival, Outcome(person, self._writes(act, person, now), ()), now)
        except Answered:
            return
        except Conflict:  # somebody was quicker: played again, the turn finds it done and writes nothing
            await self.store.answered(arrival, now)

    async def tick(self) -> int:
        """One look at what is due, as the scheduler does; returns when all of it is delivered."""
        await self.outbox.sweep()
        told = await self.reminders.tick()
        await self.outbox.idle()
        return told

    async def close(self) -> None:
        await self.outbox.stop()
        await self.store.close()

    # What was told

    async def told(self, delivered: Sequence[Delivery], cast: Sequence[Actor]) -> tuple[list[ToldReminder], list[str]]:
        """Every reminder that arrived, by message; and what does not add up between the phones and the outbox."""
        people = {self._ids[actor.number]: actor for actor in cast}
        rows = await self.store.database.fetch(
            "SELECT id, address, payload, message_ref, key, state, created_at FROM outbox"
            " WHERE lane = 'notice' ORDER BY id"
        )
        sent = await self.store.database.fetch(
            "SELECT id, rule, kind, duty, occurrence, person_id, scope, mark, day, official, closed_at FROM reminder"
            " WHERE state = 'sent' ORDER BY id"
        )
        together: dict[tuple[int, str], list[Any]] = defaultdict(list)
        for row in sent:
            together[row[5], row[10]].append(row)
        parts = {f"reminder:{group[0][0]}": group for group in together.values()}
        by_ref = {delivery.ref: delivery for delivery in delivered}
        noted = {row[3] for row in rows}
        told: list[ToldReminder] = []
        strange: list[str] = []
        for row in rows:
            text = json.loads(row[2])["text"]
            found = by_ref.pop(row[3], None) if row[3] else None
            if found is None:  # it arrived, and the sender ended before it could note so
                rest = (d for d in by_ref.values() if d.ref not in noted)
                same = (d for d in rest if (d.address, d.text) == (row[1], text))
                found = by_ref.pop(d.ref) if (d := next(same, None)) else None
            if (found is None) != (row[5] != "sent") and row[5] != "unknown":
                strange.append(f"outbox row {row[0]} is {row[5]}, and the phone says otherwise")
            if found is None:
                continue
            if row[4] not in parts:
                strange.append(f"outbox row {row[0]}: a second message to one person in one tick, or none's")
                continue
            for r in parts[row[4]]:
                scope = "" if r[6] == str(r[5]) else r[6]
                about = (r[1], r[2], r[3], r[4], scope, r[7], date.fromisoformat(r[8]), bool(r[9]))
                told.append(ToldReminder(found.at, datetime.fromisoformat(row[6]), people[r[5]], *about, row[0], text))
        strange += [f"arrived twice: {d.address} {d.at:%Y-%m-%d %H:%M} {d.text[:80]!r}" for d in by_ref.values()]
        return told, strange

    # Deeds as writes

    def _writes(self, act: PlayedAct, person: int, now: datetime) -> list[Write]:
        programme = self._programme
        today = now.astimezone(VIETNAM).date()
        match act.deed:
            case Join(reminders):
                return [SetConsent(DOSSIER, True), SetConsent(REMINDERS, reminders)]
            case Begin(draft, good):
                return [self._draft(draft, good)]
            case Send(application, _, _, begins):
                put = PutApplication(self._product(act.actor, person, act.deed, today), {})
                return [put, DropDraft(application), *([self._draft(begins.draft, begins.good)] if begins else ())]
            case PlayedCheck(application, revision, state):
                return [MoveApplication(application, revision, state, today)]
            case Finish(duty, occurrence, area):
                return [MarkDone(programme.id, duty, occurrence, area or str(person))]
            case Silence(duty):
                return [Mute(duty, programme=self._programme.id)]
            case Keep(paper, name, recognition, issued, expires, star):
                kind = RECOGNITION if recognition else "facility"
                return [KeepPaper(Paper(paper, person, kind, name, issued=issued, expires=expires, star=star))]

    def _draft(self, draft: str, good: Good) -> Write:
        return SaveDraft(Draft(draft, self._programme.form, 1, self._programme.id, {"product_name": good.name}))

    def _product(self, actor: Actor, person: int, send: Send, today: date) -> Application:
        return Application(
            id=send.application,
            programme=self._programme.id,
            producer=f"{actor.address}-producer",
            owner=person,
            area=send.good.area,
            name=send.good.name,
            answers={"product_name": send.good.name},
            form=self._programme.form,
            form_version=1,
            state=ApplicationState.SENT,
            revision=send.revision,
            sent_on=today,
            updated_on=today,
            producer_name=actor.name,
        )
