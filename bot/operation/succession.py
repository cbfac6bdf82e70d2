"""Units that went into others: roles and what is under way go along. Of a unit that was split the holder is asked."""

from __future__ import annotations

from datetime import datetime

import structlog

from bot.handlers.account import units
from bot.handlers.services import Conflict
from bot.kit.clock import day_of
from bot.operation.services import DayServices
from bot.records.offices import Holding
from bot.storage.account import offices
from bot.storage.writes import By
from bot.writes import Write
from bot.writes.people import Notify, SucceedUnit
from ocop_domain.rights import Act

log = structlog.get_logger(__name__)
_AT_ONCE = 400
"""Units that are looked through by one question."""


class Succession:
    """Lets roles follow their units, again and again; doing it twice changes nothing."""

    def __init__(self, day: DayServices) -> None:
        self._day = day

    async def tick(self) -> None:
        """Roles for units that are no more, then what is under way in such units."""
        now = self._day.clock()
        held = await offices.held(self._day.store.database)
        for holding in held:
            unit = self._day.areas.find(holding.grant.area)
            levels = self._day.areas.levels_on(day_of(now))
            if unit and not unit.in_force(day_of(now)) and unit.level in levels:
                await self._follow(holding, now)
        await self._things({holding.grant.area for holding in held if holding.grant.area}, now)

    async def _follow(self, holding: Holding, now: datetime) -> None:
        later = self._day.areas.successors(holding.grant.area)
        if len(later) == 1:
            await self._write(await self._carried(holding, later[0].code, now), holding.person, now)
        elif later:
            await self._ask(holding, [unit.code for unit in later[: units.SHOWN]], now)

    async def _carried(self, holding: Holding, new: str, now: datetime) -> list[Write]:
        """A role for the new unit in place of the old one; the holder is told, and the level above."""
        t = self._day.texts[await self._language(holding.person)]
        writes = units.moved_role(holding.person, holding.grant, new, by=holding.by, t=t, areas=self._day.areas)
        for unit in reversed(self._day.areas.path(new)[:-1]):
            for told in await self._day.store.officers_of([unit.code], Act.OVERSEE):
                t = self._day.texts[told.language]
                key = f"unit:{holding.person}:{holding.grant.area}:{new}:{told.person}"
                writes.append(Notify(told.person, units.told_above(t, self._day.areas, holding.grant, new), key))
        return writes

    async def _ask(self, holding: Holding, parts: list[str], now: datetime) -> None:
        t = self._day.texts[await self._language(holding.person)]
        key = f"whichunit:{holding.person}:{holding.grant.role}:{holding.grant.area}"
        notice = units.asked(t, self._day.areas, holding.grant, parts)
        await self._write([Notify(holding.person, notice, key)], holding.person, now)

    async def _language(self, person: int) -> str:
        told = await self._day.store.recipient(person)
        return told.language if told else ""

    async def _things(self, held: set[str], now: datetime) -> None:
        """What is under way in units that went into one of these as a whole."""
        today = day_of(now)
        former = sorted(
            {
                old.code
                for unit in held
                if self._day.areas.find(unit)
                for old in self._day.areas.predecessors(unit)
                if self._day.areas.continued(old.code, today) == unit
            }
        )
        for start in range(0, len(former), _AT_ONCE):
            for old in await offices.under_way_in(self._day.store.database, former[start : start + _AT_ONCE]):
                await self._write([SucceedUnit(old, self._day.areas.continued(old, today))], 0, now)

    async def _write(self, writes: list[Write], person: int, now: datetime) -> None:
        by = By(person, "", "", now)
        try:
            await self._day.write(writes, by)
        except Conflict:
            log.info("role ended already", person=person)
