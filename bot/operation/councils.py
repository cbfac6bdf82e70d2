"""Reminds members of councils, the day before they meet, of what they have not scored.

What was sent is a row of the outbox with the round, its day and the member in its key: a restart, or a second process,
reminds nobody twice, and of another day once more.
"""

from __future__ import annotations

from datetime import date, timedelta

import structlog

from bot.handlers.rounds import found, reminding
from bot.kit.clock import VIETNAM, day_of
from bot.kit.hours import MORNING
from bot.operation.services import DayServices
from bot.storage.account import offices
from bot.storage.writes import By
from ocop_domain.rights import Act, roles_for
from ocop_domain.rounds import RoundState

log = structlog.get_logger(__name__)

_JUDGES = set(roles_for(Act.JUDGE))


class Councils:
    """Looks each day from the morning on who meets tomorrow."""

    def __init__(self, day: DayServices) -> None:
        self._day = day

    async def tick(self) -> int:
        """Whoever has something left to score hears of it; returns how many times somebody was told."""
        now = self._day.clock()
        if self._day.hours.quiet(now) or now.astimezone(VIETNAM).time() < MORNING:
            return 0
        told = 0
        holdings = await offices.held(self._day.store.database)
        for person in sorted({one.person for one in holdings if one.grant.role in _JUDGES}):
            told += await self._tell(person, day_of(now) + timedelta(days=1))
        if told:
            log.info("members of councils reminded", told=told)
        return told

    async def _tell(self, person: int, day: date) -> int:
        known = await self._day.store.person_with(person)
        if known is None:
            return 0
        turn = self._day.turn_of(known)
        lines = await turn.reads.rounds_in(found.rounds_where(turn, Act.JUDGE), [RoundState.OPEN])
        told = 0
        for here in (line.round for line in lines if line.round.held_on == day):
            notify = await reminding.day_before(turn, here)
            if notify is None:
                continue
            told += len(await self._day.write([notify], By(person, "", "", turn.now)))
        return told
