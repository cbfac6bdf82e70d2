"""Roles end: taken away, on their last day, or with the level at which they sat. The holder is told."""

from __future__ import annotations

from datetime import date, datetime

import structlog

from bot.handlers.services import Conflict
from bot.kit.clock import day_of
from bot.messages import Choice, Outgoing, Reply
from bot.operation.services import DayServices
from bot.storage.account import offices
from bot.storage.delivery.rows import outgoing_of
from bot.storage.store import Store
from bot.storage.writes import By, statements
from bot.texts import REFERENCE, Texts, Translator
from bot.writes.people import EndGrant, Notify
from ocop_domain.areas import Areas
from ocop_domain.rights import Act, Grant, roles_for

log = structlog.get_logger(__name__)


def over(grant: Grant, areas: Areas, today: date) -> str:
    """How a role has ended by this day: "until" after its last day, "level" where its level is no more, "" if not."""
    if grant.until and grant.until < today:
        return "until"
    unit = areas.find(grant.area)
    return "level" if unit and not unit.in_force(today) and unit.level not in areas.levels_on(today) else ""


async def end_role(store: Store, texts: Texts, areas: Areas, write: EndGrant, now: datetime) -> list[Outgoing]:
    """The role ends, and its holder is told in the same transaction."""
    person = await store.recipient(write.person)
    t = texts[person.language if person else REFERENCE]
    notice = Reply(t(f"notice.role_{write.how}", role=called(t, areas, write.grant)), title=t("notice.title"))
    by = By(write.person, "", "", now)
    key = f"role_ended:{write.person}:{write.grant.role}:{write.grant.area}:{by.at}"
    told = [Notify(write.person, notice, key), *await _without_an_officer(store, texts, areas, write, now)]
    unit = [*statements(write, by), *(s for notify in told for s in statements(notify, by))]
    log.info("role ended", person=write.person, role=str(write.grant.role), area=write.grant.area, how=write.how)
    return [outgoing_of(row) for rows in await store.database.write(unit) for row in rows]


async def _without_an_officer(store: Store, texts: Texts, areas: Areas, write: EndGrant, now: datetime) -> list[Notify]:
    """The nearest level above with staff hears that something waits and nobody is left there to check it."""
    area = write.grant.area
    if write.grant.role not in roles_for(Act.CHECK) or not areas.find(area):
        return []
    others = [one for one in await store.officers_of([area], Act.CHECK) if one.person != write.person]
    if others or not await store.waiting_areas(sorted(areas.inside(area))):
        return []
    for unit in reversed(areas.path(area)[:-1]):
        if staff := await store.officers_of([unit.code], Act.OVERSEE):
            return [_left(texts[one.language], areas, area, one.person, now) for one in staff]
    return []


def _left(t: Translator, areas: Areas, area: str, person: int, now: datetime) -> Notify:
    text = t("notice.no_officer", place=areas.label(area))
    notice = Reply(text, title=t("notice.title"), choices=(Choice("queue", t("notice.open")),))
    return Notify(person, notice, f"noofficer:{area}:{person}:{now:%Y%m%d%H%M%S}")


def called(t: Translator, areas: Areas, grant: Grant) -> str:
    """A role and its place."""
    role = t(f"account.role.{grant.role}")
    return f"{role}, {areas.label(grant.area)}" if areas.find(grant.area) else role


class Terms:
    """Ends what is over, again and again."""

    def __init__(self, day: DayServices) -> None:
        self._day = day

    async def tick(self) -> None:
        """Every role whose last day, or whose level, is over goes among those that were held."""
        now = self._day.clock()
        for holding in await offices.held(self._day.store.database):
            how = over(holding.grant, self._day.areas, day_of(now))
            if how:
                await self._end(EndGrant(holding.person, holding.grant, 0, how), now)

    async def _end(self, write: EndGrant, now: datetime) -> None:
        try:
            self._day.deliver(await end_role(self._day.store, self._day.texts, self._day.areas, write, now))
        except Conflict:
            log.info("role ended already", person=write.person)
