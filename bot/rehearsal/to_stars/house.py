"""What everybody in the play shares: the assistant, its clock, and a phone for each person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from bot.app import Assistant
from bot.kit.clock import VIETNAM, day_of
from bot.rehearsal.chatter import ChattyChat
from bot.rehearsal.season.chat import Chat
from bot.rehearsal.stage import HandClock
from bot.texts import Texts
from ocop_domain.areas import Areas
from ocop_domain.programme_collection import Programmes
from ocop_domain.programmes import Programme
from ocop_domain.rights import Grant, Role

_MORNING = time(9)


@dataclass
class PlayedHouse:
    """One assistant with its people."""

    assistant: Assistant
    programme: Programme
    programmes: Programmes
    areas: Areas
    clock: HandClock
    texts: Texts = field(default_factory=Texts)
    chatter: int | None = None
    """With a number everybody chatters: otherwise with each."""
    _chats: dict[str, Chat] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return day_of(self.clock())

    def at(self, address: str) -> Chat:
        """The phone with this address."""
        if address not in self._chats:
            self._chats[address] = self._phone(address)
        return self._chats[address]

    def _phone(self, address: str) -> Chat:
        if self.chatter is None:
            return Chat(self.assistant, address, self.texts)
        own = Random(f"{self.chatter}:{address}")  # noqa: S311 - a play that can be repeated, no secret
        return ChattyChat(self.assistant, address, self.texts, random=own)

    @property
    def messages(self) -> tuple[int, int]:
        """How many were sent, and how many of them were chatter."""
        chats = self._chats.values()
        return sum(c.said for c in chats), sum(c.chattered for c in chats if isinstance(c, ChattyChat))

    async def appoint(self, address: str, role: Role, unit: str) -> None:
        """Somebody gets a role, as an administrator's command gives it."""
        person = await self.at(address).person()
        await self.assistant.store.grant(person.id, Grant(role, unit), self.clock())

    def now_in(self, unit: str) -> str:
        """The unit that a unit of any day has become today."""
        return self.areas.continued(unit, self.today)

    def place_of(self, commune: str) -> str:
        """The commune in which something is made today: of a divided one the first that has a part of it."""
        now = self.now_in(commune)
        parts = self.areas.successors(now)
        return now if self.areas.get(now).in_force(self.today) or not parts else parts[0].code

    async def becomes(self, day: date, *, reminds: bool = False) -> None:
        """The morning of a day, with what the assistant does by itself.

        Without `reminds` nobody is reminded: of one year that is the other half of a rehearsal.
        """
        self.clock.now = max(self.clock.now + timedelta(seconds=1), datetime.combine(day, _MORNING, VIETNAM))
        assistant = self.assistant
        for look in (assistant.terms, assistant.succession, assistant.leaves, assistant.endings):
            await look.tick()
        await assistant.gathering.tick()
        await assistant.councils.tick()
        if reminds:
            await assistant.reminders.tick()
        await assistant.idle()
