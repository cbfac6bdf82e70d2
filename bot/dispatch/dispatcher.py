"""Store, acknowledge, answer in order: nothing that was acknowledged is ever lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain, repeat

import structlog

from bot.dispatch.logbook import note
from bot.dispatch.parts import goes_on, joined, may_go_on
from bot.dispatch.ports import Alarm, Deliver, Memory, Outcome, Timed, Translate
from bot.dispatch.remembered import remembered
from bot.handlers.routes import route
from bot.handlers.services import Answered, Conflict, DatabaseDown, NoPhotos, PaperService, PhotoService
from bot.handlers.shared.quotas import Quotas
from bot.handlers.turn import Turn
from bot.kit.clock import Clock, day_of
from bot.kit.hours import Hours
from bot.kit.keeping import Keeps
from bot.kit.lines import Lines
from bot.messages import Arrival, Incoming, Reply
from bot.records.people import Person
from bot.texts import REFERENCE, Texts
from ocop_domain.areas import Areas
from ocop_domain.law import law_on
from ocop_domain.programme_collection import Programmes
from ocop_domain.programmes import Programme

log = structlog.get_logger(__name__)

_LARGEST = 45 << 20
"""Bytes of a file that any channel takes."""
_TRIES = 5
"""How often a turn is played again when somebody else was quicker."""
MORE = 1.5
"""Seconds that the next part of a long text or an album is waited for."""
MORE_AFTER_A_RESTART = 10.0
"""The same for what a former process left: the rest is still on its way from the platform."""
_WAITS = (0.5, 1.0, 2.0, 5.0)
"""Seconds until a turn is tried again that the database could not take; the last one again and again."""


_OWN = "own."
"""The identity of what a turn left to be done next begins so."""


class Dispatcher:
    """Answers what arrives: in order for one address, side by side for all others."""

    def __init__(
        self,
        *,
        memory: Memory,
        texts: Texts,
        areas: Areas,
        programme: Programme,
        programmes: Programmes | None = None,
        clock: Clock,
        new_id: Callable[[], str],
        papers: PaperService,
        translators: Mapping[str, Translate],
        deliver: Deliver,
        alarm: Alarm,
        timed: Timed = lambda channel, outcome, seconds: None,
        hours: Hours | None = None,
        rates: Mapping[str, float] | None = None,
        keeps: Keeps | None = None,
        largest: Mapping[str, int] | None = None,
        quotas: Quotas | None = None,
        cuts: Mapping[str, int] | None = None,
        photos: PhotoService | None = None,
    ) -> None:
        self._memory = memory
        self._texts = texts
        self._areas = areas
        self._programme = programme
        self._programmes = programmes or Programmes([programme], areas)
        self._clock = clock
        self._new_id = new_id
        self._papers = papers
        self._translators = translators
        self._deliver = deliver
        self._alarm = alarm
        self._timed = timed
        self._hours = hours or Hours()
        self._rates = rates or {}
        self._keeps = keeps or Keeps()
        self._largest = largest or {}
        self._quotas = quotas or Quotas()
        self._cuts = cuts or {}
        self._photos = photos or NoPhotos()
        self._left: set[Arrival] = set()
        self._lines = Lines[tuple[str, str], Arrival](self._answer)

    async def receive(self, arrivals: Sequence[Arrival]) -> None:
        """Stores and commits what arrived, then sees to it; an update that is known already is left alone."""
        for arrival in await self._memory.intake(arrivals, self._clock()):
            self._lines.add(_line(arrival), arrival)

    async def recover(self) -> None:
        """Takes up what was stored and not answered: by a former process, or while the database was down.

        An update that is being answered at this moment may be taken up twice; it is answered once (`Answered`).
        """
        for arrival in await self._memory.unanswered():
            if arrival.channel in self._translators and arrival not in self._lines.waiting(_line(arrival)):
                self._left.add(arrival)
                self._lines.add(_line(arrival), arrival)

    async def idle(self) -> None:
        """Returns when everything that arrived has been answered."""
        await self._lines.idle()

    async def stop(self) -> None:
        """Stops at once: what is unanswered stays in the inbox."""
        await self._lines.stop()

    async def _answer(self, arrival: Arrival) -> None:
        began, outcome = asyncio.get_running_loop().time(), "answered"
        also: list[Arrival] = []
        try:
            incoming = await self._translate(arrival)
            if incoming:
                incoming = await self._whole(arrival, incoming, also)
            outcome = "answered" if incoming else "nothing"
            await self._patiently(arrival, incoming, also)
        except Exception as error:
            # The one edge where a fault ends: nobody is left without a word, and somebody learns of it.
            outcome = "failed"
            log.exception("turn failed", channel=arrival.channel, update_id=arrival.update_id)
            await self._apologise(arrival, error, also)
        self._left.discard(arrival)
        seconds = asyncio.get_running_loop().time() - began
        self._timed(arrival.channel, outcome, seconds)
        log.debug(
            "turn", channel=arrival.channel, update_id=arrival.update_id, outcome=outcome, ms=round(seconds * 1000)
        )

    async def _translate(self, arrival: Arrival) -> Incoming | None:
        if arrival.identity.startswith(_OWN):
            return Incoming(arrival.channel, arrival.address, arrival.update_id, "own", data=arrival.payload)
        return await self._translators[arrival.channel](arrival)

    async def _whole(self, arrival: Arrival, said: Incoming, also: list[Arrival]) -> Incoming:
        """What was said with all its parts; the updates that brought the further ones come into `also`."""
        limit, parts = self._cuts.get(arrival.channel, 0), [said]
        while may_go_on(parts[-1], limit):
            wait = MORE_AFTER_A_RESTART if arrival in self._left else MORE
            arrived = await self._lines.behind(_line(arrival), len(parts), wait)
            following = await self._translate(arrived) if arrived else None
            if arrived is None or following is None or not goes_on(parts[-1], following, limit):
                break
            parts.append(following)
            also.append(arrived)
            self._lines.serve_together(_line(arrival), len(also))
        return joined(parts, limit) if also else said

    async def _patiently(self, arrival: Arrival, incoming: Incoming | None, also: Sequence[Arrival]) -> None:
        """Answers it. While the database is away it tries again: what was typed waits, and nothing overtakes it."""
        for wait in chain(_WAITS, repeat(_WAITS[-1])):
            try:
                if incoming:
                    await self._play(arrival, incoming, also)
                else:
                    await self._memory.answered(arrival, self._clock())
                return
            except DatabaseDown as down:
                log.warning("turn waits for the database", channel=arrival.channel, why=str(down), again_in=wait)
            await asyncio.sleep(wait)

    async def _play(self, arrival: Arrival, incoming: Incoming, also: Sequence[Arrival]) -> None:
        for attempt in range(_TRIES):
            now = self._clock()
            person = await self._memory.person(
                incoming.channel, incoming.address, self._language(incoming), now, incoming.device
            )
            turn = self._turn(incoming, person, now)
            await route(turn)
            outcome = replace(
                _outcome(turn), also=also, grants=(person.speaker or person).grants, follows=_follows(turn, arrival)
            )
            try:
                self._deliver(await self._memory.commit(arrival, outcome, now))
                note(incoming.channel, outcome)
                for following in outcome.follows:
                    self._lines.add(_line(following), following)
            except Answered:
                return
            except Conflict:
                if attempt == _TRIES - 1:
                    raise
                continue
            return

    def turn_for(self, person: Person) -> Turn:
        """A turn in which nothing was said: for what is worked out for somebody unasked."""
        return self._turn(Incoming("", "", "", "text"), person, self._clock())

    def _turn(self, incoming: Incoming, person: Person, now: datetime) -> Turn:
        today = day_of(now)
        general = self._programme if self._programme.holds(today) else law_on(today)
        return Turn(
            said=incoming,
            person=person,
            now=now,
            today=today,
            programme=self._programmes.lead(person.place, today) if person.place else general,
            general=general,
            programmes=self._programmes,
            texts=self._texts,
            areas=self._areas,
            reads=remembered(self._memory),
            new_id=self._new_id,
            papers=self._papers,
            hours=self._hours,
            rates=self._rates,
            keeps=self._keeps,
            largest=self._largest.get(incoming.channel, _LARGEST),
            quotas=self._quotas,
            photos=self._photos,
        )

    def _language(self, incoming: Incoming) -> str:
        """Vietnamese, unless the platform says that the person reads another language we know."""
        return incoming.language if incoming.language in self._texts.languages else REFERENCE

    async def _apologise(self, arrival: Arrival, error: Exception, also: Sequence[Arrival]) -> None:
        now = self._clock()
        try:
            person = await self._memory.person(arrival.channel, arrival.address, REFERENCE, now)
            reply = Reply(self._texts[person.language]("error.fault"))
            outcome = Outcome(person.id, (), (reply,), helper=person.helper, also=also, member=person.working)
            self._deliver(await self._memory.commit(arrival, outcome, now))
            await self._alarm(f"{type(error).__name__} in a turn ({arrival.channel} {arrival.update_id})")
        except Exception:
            # The database itself is down: the update stays in the inbox and is answered after a restart.
            log.exception("apology failed", channel=arrival.channel, update_id=arrival.update_id)


def _line(arrival: Arrival) -> tuple[str, str]:
    return arrival.channel, arrival.address


def _follows(turn: Turn, arrival: Arrival) -> list[Arrival]:
    """What the turn left to turns of their own, each as an update that is known by the one it came from."""
    before = f"{arrival.identity}." if arrival.identity.startswith(_OWN) else _OWN  # it may leave something in its turn
    return [
        Arrival(arrival.channel, arrival.address, arrival.update_id, data, f"{before}{number}")
        for number, data in enumerate(turn.follows)
    ]


def _outcome(turn: Turn) -> Outcome:
    """Numbers the menu, and lets the answer to a press take the place of the message that was pressed."""
    number = turn.person.menu + 1
    replies = [r.with_(menu=number) if r.choices or r.nav else r for r in turn.replies]
    shows_menu = any(r.menu for r in replies)
    said = turn.said
    if said.kind == "press" and turn.fresh and len(replies) == 1 and not replies[0].files:
        replies[0] = replies[0].with_(edit=said.message_ref)
    person = turn.person
    shown = number if shows_menu else None
    return Outcome(person.id, turn.writes, replies, shown, person.helper, member=person.working)
