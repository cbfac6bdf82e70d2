"""Commune officers and the staff above: check, hand lists up, choose ideas and plans, check dossiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.conversations.screens import OPTION
from bot.rehearsal.season.chat import Chat, SeasonStuckError
from bot.rehearsal.to_stars.cast import PlayedOfficial
from bot.rehearsal.to_stars.house import PlayedHouse
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.duties.model import Done
from ocop_domain.programmes import HandsUp
from ocop_domain.rights import Role
from ocop_domain.selection import What

ABOVE = (Role.DISTRICT_STAFF, Role.PROVINCE_STAFF)


class PlayedOffices:
    """Everybody in an office, by their units."""

    def __init__(self, house: PlayedHouse, officials: Sequence[PlayedOfficial]) -> None:
        self._house = house
        self._officials = tuple(officials)
        self._listed: set[str] = set()
        self._assessed: set[str] = set()
        self._settled: set[PlayedOfficial] = set()

    def _chats(self, roles: Sequence[Role], unit: str) -> list[Chat]:
        """Those who look after a unit, as it is today."""
        place = self._house.place_of
        here = {place(one.code) for one in self._house.areas.path(unit)}
        here |= {one.code for one in self._house.areas.path(place(unit))}
        found = [one for one in self._officials if one.role in roles and place(one.unit) in here]
        return [self._house.at(one.address) for one in found]

    async def settles(self) -> None:
        """Whose unit was divided says once for which part the role goes on."""
        for one in self._officials:
            now = self._house.place_of(one.unit)
            if one.role is Role.COMMUNE_OFFICER and now != self._house.now_in(one.unit) and one not in self._settled:
                await self._house.at(one.address).presses(f"myunit:{one.role}:{one.unit}:{now}")
                self._settled.add(one)

    # The commune

    async def checks(self, applications: Sequence[Application]) -> None:
        """What was sent is agreed to; dossiers that were handed in are assessed and checked."""
        for one in applications:
            if one.state is ApplicationState.SENT and not one.closed:
                chat = self._chats([Role.COMMUNE_OFFICER], one.area)[0]
                await chat.presses(f"p:{one.id}")
                await chat.presses(f"accept:{one.id}:{one.revision}")
            elif one.state is ApplicationState.FILED:
                await self._assesses(one)
                await self._checks(one)

    async def _assesses(self, one: Application) -> None:
        """The commune's own look, where the dossier goes up with its paper."""
        programme = self._house.programmes.find(one.programme) or self._house.programme
        if programme.hands_up is not HandsUp.CHECKED or one.id in self._assessed:
            return
        chat = self._chats([Role.COMMUNE_OFFICER], one.area)[0]
        await chat.presses(f"assess:{one.id}")
        contents = ("material", "labour", "idea", "identity")
        await chat.fills({f"assess_{content}": f"{OPTION}true" for content in contents})
        self._assessed.add(one.id)

    async def _checks(self, one: Application) -> None:
        """Whoever takes dossiers there: the commune, or the office above."""
        for chat in self._chats([Role.COMMUNE_OFFICER, *ABOVE], one.area):
            await chat.presses(f"filing:{one.id}")
            if not await chat.offered("check"):
                continue
            await chat.presses_first("check")
            if await chat.offered("whole"):
                await chat.presses_first("whole")
                await chat.fills({"whole_reason": "Đã xem bản giấy."})
            return
        raise SeasonStuckError(f"nobody checks {one.id}")

    async def hands_up(self, applications: Sequence[Application]) -> None:
        """Each commune hands up what has become ready since its last list."""
        waiting: dict[str, list[Application]] = defaultdict(list)
        for one in applications:
            programme = self._house.programmes.find(one.programme) or self._house.programme
            ready = ApplicationState.CHECKED if programme.hands_up is HandsUp.CHECKED else ApplicationState.ACCEPTED
            if one.state is ready and not one.closed and one.id not in self._listed:
                waiting[one.area].append(one)
        for area, own in sorted(waiting.items()):
            if await self._hands_up(area, own[0].programme):
                self._listed |= {one.id for one in own}

    async def _hands_up(self, area: str, programme: str) -> bool:
        """Whether the list went up: there must be a time for it."""
        chat = self._chats([Role.COMMUNE_OFFICER], area)[0]
        for door in self._doors(programme):
            await chat.presses(f"list:{door}")
            if await chat.offered("handup"):
                await chat.presses_first("handup")
                await chat.presses_first("sendup")
                return True
        return False

    def _doors(self, programme: str) -> list[str]:
        """The times of the duty that are open today; the programme itself where it has no such duty."""
        own = self._house.programmes.find(programme) or self._house.programme
        today = self._house.today
        if not any(duty.done is Done.LIST for duty in own.duties):
            return [f"-:{own.id}"]
        lists = [o for o in own.around(today) if o.duty.done is Done.LIST and o.opens <= today <= o.last_day]
        return [f"{o.duty.id}:{o.id}" for o in lists]

    # The level above

    async def chooses(self) -> None:
        """Ideas and plans that wait are chosen: the first by itself, under a condition, the others by their list."""
        for official in self._officials:
            if official.role not in ABOVE:
                continue
            chat = self._house.at(official.address)
            for what in What:
                await self._chooses(chat, what)

    async def _chooses(self, chat: Chat, what: What) -> None:
        await chat.presses(f"choosing:{what}:0")
        first = await chat.offered("choosing1")
        if not first:
            return
        await chat.presses(first)
        await chat.presses_first("chooseif")
        await chat.fills({"condition": "Có giấy vùng nguyên liệu trước khi nộp hồ sơ."})
        await chat.presses(f"choosing:{what}:0")
        while await chat.offered("chooseall"):
            await chat.presses_first("chooseall")
            await chat.presses_first("choosenow")
            await chat.presses(f"choosing:{what}:0")
        if last := await chat.offered("choosing1"):
            await chat.presses(last)
            await chat.presses_first("choose")
