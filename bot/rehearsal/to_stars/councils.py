"""The councils: a round is convened in the plan's time, members score, the result is decided and told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from hashlib import sha256

from bot.rehearsal.season.chat import Chat
from bot.rehearsal.to_stars.cast import PlayedOfficial
from bot.rehearsal.to_stars.house import PlayedHouse
from ocop_domain.applications import Application
from ocop_domain.councils import CENTRE, standing, waits_at
from ocop_domain.duties.model import DutyKind, Occurrence
from ocop_domain.rights import Role
from ocop_domain.rounds import Round, RoundState

POINTS = (74, 81, 66, 71, 58, 78, 92, 85, 47, 69)
"""What products are worth, as members see them within two points."""
AHEAD = 7
"""Days between the invitation and the meeting."""
_TOLD = "Ngon, bao bì đẹp; cần ghi rõ hạn dùng."

Worth = Callable[[Application], int]


def worth(one: Application) -> int:
    """The points of a product: always the same for one name, and enough to rise for what rises."""
    points = POINTS[int(sha256(one.name.encode()).hexdigest(), 16) % len(POINTS)]
    return max(points, 72) if one.answers.get("registration_kind") == "upgrade" else points


class PlayedCouncils:
    """The secretaries and members of every unit."""

    def __init__(self, house: PlayedHouse, officials: Sequence[PlayedOfficial], of: Worth = worth) -> None:
        self._house = house
        self._officials = tuple(officials)
        self._worth = of
        self._decisions = 0

    async def meet(self) -> None:
        """Rounds whose day has come are held; what waits is convened when its plan has a round now."""
        secretaries = [one for one in self._officials if one.role is Role.COUNCIL_SECRETARY]
        for unit in dict.fromkeys(self._house.now_in(one.unit) for one in secretaries):
            secretary = self._chats(Role.COUNCIL_SECRETARY, unit)[0]
            for line in await self._house.assistant.store.rounds_in([unit], [RoundState.OPEN]):
                if line.round.held_on <= self._house.today:
                    await self._holds(secretary, line.round)
            await self._convenes(secretary, unit)

    def _chats(self, role: Role, unit: str) -> list[Chat]:
        """Those who sit there, as the unit is today."""
        now = self._house.now_in
        return [self._house.at(one.address) for one in self._officials if one.role is role and now(one.unit) == unit]

    # Convening

    async def _convenes(self, secretary: Chat, unit: str) -> None:
        """A round for each level whose council has something to judge here."""
        house, level = self._house, self._house.areas.get(unit).level
        if level not in house.areas.levels_on(house.today):
            return
        waiting = await self._waiting(unit)
        if level in waiting and (when := self._time(unit, level)) is not None:
            await self._opens(secretary, f"newround:{unit}:{level}:{when}")
        if CENTRE in waiting and house.areas.get(unit).level == "province":
            await self._opens(secretary, f"newround:{unit}:{CENTRE}:-:-")

    async def _waiting(self, unit: str) -> set[str]:
        """The levels whose councils come next for what was checked in a unit."""
        house = self._house
        levels = {CENTRE, *house.areas.levels_on(house.today)}
        inside = house.areas.within([unit], house.today).units
        found = await house.assistant.store.waiting_for_council(inside)
        programmes = [(house.programmes.find(one.application.programme) or house.programme, one) for one in found]
        return {waits_at(standing(of.councils, levels), levels, one.level, one.verdict) for of, one in programmes}

    def _time(self, unit: str, level: str) -> str | None:
        """The plan's round of today as buttons name it, "-:-" where it plans none here, None while none is now."""
        planned = self._planned(unit, level)
        now = next((o for o in planned if o.opens <= self._house.today <= o.last_day), None)
        if now:
            return f"{now.duty.id}:{now.id}"
        return None if planned else "-:-"

    def _planned(self, unit: str, level: str) -> list[Occurrence]:
        """The rounds of a level that are still to come."""
        house = self._house
        rounds = [o for o in house.programmes.lead(unit, house.today).around(house.today) if _is_round(o, level)]
        return [o for o in rounds if o.last_day >= house.today]

    async def _opens(self, secretary: Chat, button: str) -> None:
        await secretary.presses(button)
        day = _workday(self._house.today + timedelta(days=AHEAD))
        await secretary.fills({"round_day": f"{day:%d/%m/%Y}", "round_place": "Hội trường Ủy ban nhân dân"})
        if await secretary.offered("callround"):
            await secretary.presses_first("callround")

    # Holding

    async def _holds(self, secretary: Chat, here: Round) -> None:
        """Sheets, closing, conclusions, papers and the decision."""
        agenda = await self._house.assistant.store.agenda_of(here.id)
        own = self._house.areas.get(here.unit).level == here.level
        if own:
            for number, member in enumerate(self._chats(Role.COUNCIL_MEMBER, here.unit)):
                for one in agenda:
                    await self._scores(member, here, one, number)
        else:
            for one in agenda:
                await secretary.presses(f"typesheets:{here.id}:{one.id}")
                await secretary.presses_first("typetotal")
                await secretary.fills({"round_total": str(self._worth(one)), "round_comment": _TOLD})
        await secretary.presses(f"askclose:{here.id}")
        await secretary.presses_first("closeround")
        await secretary.presses(f"concludeall:{here.id}")
        await self._decides(secretary, here)

    async def _scores(self, member: Chat, here: Round, one: Application, number: int) -> None:
        await member.presses(f"tojudge:{here.id}:{one.id}")
        await member.presses(f"judgetotal:{here.id}:{one.id}")
        await member.fills({"round_total": str(self._worth(one) + number), "round_comment": _TOLD})

    async def _decides(self, secretary: Chat, here: Round) -> None:
        self._decisions += 1
        await secretary.presses(f"roundpapers:{here.id}")
        await secretary.presses(f"decide:{here.id}")
        said = {
            "decision_number": f"{100 + self._decisions}/QĐ-UBND",
            "decision_day": f"{self._house.today:%d/%m/%Y}",
            "certificate_first": str(self._decisions * 100 + 1),
        }
        await secretary.fills(said)


def _is_round(o: Occurrence, level: str) -> bool:
    return o.duty.kind is DutyKind.ROUND and o.duty.level == level


def _workday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day
