"""People of offices at their phones, turn by turn, on a database of their own."""

from __future__ import annotations

from datetime import date, datetime, time

from bot.app import Assistant
from bot.dispatch.ports import Outcome
from bot.handlers import routes
from bot.handlers.turn import Turn
from bot.kit.clock import VIETNAM
from bot.messages import Arrival, Incoming
from bot.operation.terms import end_role
from bot.storage.engine.statements import Statement
from bot.storage.writes import By, statements
from bot.texts import Texts
from bot.writes import Write
from bot.writes.people import EndGrant, SetConsent
from ocop_domain.areas import load_areas
from ocop_domain.rights import Grant, Role
from support.clocks import HandClock

AREAS, TEXTS = load_areas(), Texts()

COMMUNE, OTHER, CITY, PROVINCE = "o32035", "o32038", "o964", "o96"

OFFICER, DISTRICT, BOSS = Grant(Role.COMMUNE_OFFICER, COMMUNE), Grant(Role.DISTRICT_STAFF, CITY), Grant(Role.ADMIN, "")

NOW = datetime.combine(date(2022, 2, 15), time(9), VIETNAM)


class Office:
    """People at their phones, turn by turn: played first, committed when the test says so."""

    def __init__(self, assistant: Assistant, clock: HandClock) -> None:
        self.assistant, self.store, self.clock = assistant, assistant.store, clock
        self._updates = 0
        self._played_with: dict[int, tuple[Grant, ...]] = {}

    async def does(self, who: str, *writes: Write) -> int:
        person = await self.store.person("web", who, "vi", self.clock())
        by = By(person.id, "web", who, self.clock())
        await self.store.database.write([s for write in writes for s in statements(write, by)])
        return person.id

    async def makes(self, who: str, id_: str, area: str = COMMUNE, state: str = "sent") -> int:
        """A product of this person."""
        person = await self.does(who, SetConsent("consent_dossier", True))
        name = "INSERT INTO producer (id, person_id, name, name_folded) VALUES (?, ?, 'Cơ sở', 'co so')"
        columns = "id, producer_id, person_id, programme, area, name, name_folded, form, state, sent_on, updated_on"
        values = (id_, f"o{id_}", person, "camau-2022", area, "Mắm", "mam", "idea", state, "2022-02-14", "2022-02-14")
        await self.store.database.write(
            [
                Statement(name, (f"o{id_}", person)),
                Statement(f"INSERT INTO application ({columns}) VALUES ({', '.join('?' * 11)})", values),
            ]
        )
        return person

    async def plays(self, who: str, *, data: str = "", text: str = "") -> Turn:
        person = await self.store.person("web", who, "vi", self.clock())
        kind = "press" if data else "text"
        said = Incoming("web", who, "u", kind, data=data, text=text)
        turn = self.assistant.dispatcher._turn(said, person, self.clock())
        self._played_with[id(turn)] = (person.speaker or person).grants
        await routes.route(turn)
        return turn

    async def commits(self, turn: Turn) -> None:
        self._updates += 1
        arrival = Arrival("web", turn.said.address, str(self._updates), "{}")
        await self.store.intake([arrival], self.clock())
        grants = self._played_with[id(turn)]
        outcome = Outcome(turn.person.id, turn.writes, turn.replies, helper=turn.person.helper, grants=grants)
        await self.store.commit(arrival, outcome, self.clock())

    async def presses(self, who: str, data: str) -> Turn:
        turn = await self.plays(who, data=data)
        await self.commits(turn)
        return turn

    async def removes(self, person: int, grant: Grant) -> None:
        await end_role(self.store, TEXTS, AREAS, EndGrant(person, grant, 0, "removed"), self.clock())

    async def told(self, who: str) -> list[str]:
        rows = await self.store.database.fetch(
            "SELECT payload FROM outbox WHERE address = ? AND lane = 'notice' ORDER BY id", (who,)
        )
        return [row[0] for row in rows]

    async def state(self, id_: str) -> str:
        return str((await self.store.database.fetch("SELECT state FROM application WHERE id = ?", (id_,)))[0][0])


def labels(turn: Turn) -> list[str]:
    return [choice.data.partition(":")[0] for reply in turn.replies for choice in (*reply.choices, *reply.nav)]


def said(turn: Turn) -> str:
    return "\n".join(f"{reply.title}\n{reply.text}" for reply in turn.replies)


def buttons(turn: Turn, name: str) -> list[str]:
    offered = [choice.data for reply in turn.replies for choice in (*reply.choices, *reply.nav)]
    return [data for data in offered if data.partition(":")[0] == name]
