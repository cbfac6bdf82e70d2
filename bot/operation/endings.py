"""A programme is over: what was not handed in goes on in the next one, or ends, and who it concerns is told once.

What was handed in is finished under its programme, and is left alone here. All that this knows stands in the database:
an application that was carried has another programme, and of forms that were begun it is kept up to which one people
were told. So a restart, or a second process, tells nobody twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

import structlog

from bot.conversations import carrying
from bot.conversations.form import Context
from bot.handlers.assistance.forward import for_helper
from bot.handlers.services import Conflict
from bot.kit.clock import day_of
from bot.messages import Choice, Reply
from bot.operation.services import DayServices
from bot.storage.engine.statements import Statement
from bot.storage.writes import By, statements
from bot.storage.year import endings
from bot.texts import REFERENCE, Translator
from bot.writes.people import Notify
from bot.writes.registration import CarryApplication, EndApplication
from ocop_domain.applications import Application
from ocop_domain.law import laws
from ocop_domain.programmes import AtEnd, Programme
from ocop_domain.rights import Act

log = structlog.get_logger(__name__)

_NAMED = 5
"""Questions that are named in a notice: the form asks them all."""

Words = Callable[[Translator], Reply]


class Endings:
    """Looks again and again whether a programme is over, and ends it for what it has left behind."""

    def __init__(self, day: DayServices) -> None:
        self._day = day

    async def tick(self) -> None:
        """Everything that ended programmes have left behind; not at night, for people are told."""
        now = self._day.clock()
        if self._day.hours.quiet(now):
            return
        for programme in (*laws(), *self._day.programmes):
            if programme.valid_to < day_of(now):
                await self._end(programme, now)

    async def _end(self, programme: Programme, now: datetime) -> None:
        try:
            for area in await endings.communes_left(self._day.store.database, programme.id):
                while found := await endings.unfinished(self._day.store.database, programme.id, area):
                    await self._end_in(programme, area, found, now)
            while await self._tell_of_forms(programme, now):
                pass
        except Conflict:  # somebody acted on one just now, or another process was quicker: looked at again
            log.info("programme ends", programme=programme.id, again=True)

    async def _end_in(self, programme: Programme, area: str, found: Sequence[Application], now: datetime) -> None:
        """The applications of one commune, with all who are told of them, in one transaction."""
        unit: list[Statement] = []
        by = By(0, "", "", now)
        now_leads = self._day.programmes.lead(area, day_of(now))
        for application in found:
            unit += await self._one(programme, now_leads, application, by)
        unit += await self._officers(programme, now_leads, area, by)
        await self._day.send(unit)
        log.info("programme ends", programme=programme.id, area=area, applications=len(found))

    async def _one(self, former: Programme, now: Programme, application: Application, by: By) -> list[Statement]:
        if former.at_end is AtEnd.CLOSE:
            write: CarryApplication | EndApplication = EndApplication(application)
            told = self._words_of_end(former, application)
        else:
            context = Context(now, day_of(by.now), self._day.areas, self._day.texts[REFERENCE])
            went = carrying.carried(application, former, context, day_of(by.now))
            write = CarryApplication(application, went.application)
            told = self._words_of_carrying(former, now, went)
        key = f"programme_end:{former.id}:{application.id}"
        return [*statements(write, by), *await self._notice(application.owner, told, key, by)]

    def _words_of_end(self, former: Programme, application: Application) -> Words:
        def words(t: Translator) -> Reply:
            text = t("year_end.closed", product=application.name, former=former.name, day=_day(former.valid_to))
            return _notice(t, text, Choice(f"anew:{application.id}", t("year_end.again")))

        return words

    def _words_of_carrying(self, former: Programme, now: Programme, went: carrying.Carried) -> Words:
        application = went.application

        def words(t: Translator) -> Reply:
            text = t(
                "year_end.carried",
                product=application.name,
                former=former.name,
                day=_day(former.valid_to),
                programme=now.name,
            )
            if not went.missing:
                return _notice(t, f"{text}\n\n{t('year_end.stays')}", Choice(f"p:{application.id}", t("product.open")))
            names = [question.label(t) for question in went.missing[:_NAMED]]
            more = "…" if went.missing[_NAMED:] else ""
            asked = t("year_end.asks", questions=", ".join(names) + more)
            return _notice(t, f"{text}\n\n{asked}", Choice(f"fix:{application.id}", t("year_end.answer")))

        return words

    async def _officers(self, former: Programme, now: Programme, area: str, by: By) -> list[Statement]:
        """Who checks in this commune hears once what became of it; what was handed in goes on as before."""
        unit = self._day.areas.find(area)
        later = (
            [new.code for new in self._day.areas.successors(area)] if unit and not unit.in_force(day_of(by.now)) else []
        )
        ends = former.at_end is AtEnd.CLOSE
        found: list[Statement] = []
        for officer in await self._day.store.officers_of([area, *later], Act.CHECK):
            t = self._day.texts[officer.language]
            place = unit.inline if unit else area
            text = t("year_end.officer_carried", former=former.name, programme=now.name, place=place)
            if ends:
                text = t("year_end.officer_closed", former=former.name, place=place)
            reply = _notice(t, text, Choice("queue", t("menu.queue")))
            key = f"programme_end:{former.id}:{area}:{officer.person}"
            found += statements(Notify(officer.person, reply, key), by)
        return found

    async def _tell_of_forms(self, former: Programme, now: datetime) -> bool:
        """Who has begun a registration and never sent it: it is fitted when they open it. False when all were told."""
        database = self._day.store.database
        before = await endings.told_upto(database, former.id)
        found = await endings.begun(database, former.id, before)
        if not found:
            return False
        by = By(0, "", "", now)
        unit: list[Statement] = []
        for draft, person, area in found:
            leads = self._day.programmes.lead(area or None, day_of(now))
            key = f"programme_end:{former.id}:{draft}"
            unit += await self._notice(person, self._words_of_form(former, leads, draft), key, by)
        unit.append(endings.telling_upto(former.id, before, found[-1][0]))
        await self._day.send(unit)
        return True

    def _words_of_form(self, former: Programme, now: Programme, draft: str) -> Words:
        def words(t: Translator) -> Reply:
            if former.at_end is AtEnd.CLOSE:
                text = t("year_end.form_closed", former=former.name, day=_day(former.valid_to))
                return _notice(t, text, Choice("new", t("register.new_product")))
            text = t("year_end.form", former=former.name, programme=now.name, day=_day(former.valid_to))
            return _notice(t, text, Choice(f"draft:{draft}", t("year_end.go_on")))

        return words

    async def _notice(self, account: int, words: Words, key: str, by: By) -> list[Statement]:
        """Everybody who speaks for the producer, in their language; where nobody has a phone the officer who helps."""
        found: list[Statement] = []
        for told in await self._day.store.told(account):
            t = self._day.texts[told.language]
            found += statements(Notify(told.person, for_helper(t, words(t), told), f"{key}:{told.person}"), by)
        return found


def _notice(t: Translator, text: str, choice: Choice) -> Reply:
    return Reply(text, title=t("notice.title"), choices=(choice,))


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
