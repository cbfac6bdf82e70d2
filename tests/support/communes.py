"""A commune whose queue fills."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from bot.dispatch.dispatcher import Dispatcher
from bot.dispatch.ports import Outcome
from bot.messages import Arrival, Incoming, Outgoing
from bot.storage.store import Store
from bot.writes.people import AddGrant
from bot.writes.registration import PutApplication
from ocop_domain.programme_files import load_programme
from ocop_domain.rights import Grant, Role
from support.clocks import HandClock
from support.forms import AREAS, TEXTS, an_application
from support.nothing import NoPapers

HERE = "o32035"

ELSEWHERE = "o32038"

DAY = date(2022, 2, 1)

VI = TEXTS["vi"]

BASE = an_application(revision=0)


@dataclass
class Commune:
    """A commune whose queue fills; its officer presses what is shown."""

    store: Store
    dispatcher: Dispatcher
    clock: HandClock
    sent: list[Outgoing]
    said: dict[str, Incoming]
    updates: int = 0

    async def person(self, address: str) -> int:
        return (await self.store.person("web", address, "vi", self.clock())).id

    async def registers(
        self, address: str, name: str, *, day: int = 0, origin: str = "", phone: str = "", area: str = HERE, **said: Any
    ) -> str:
        """Somebody at this address has sent a product."""
        owner = await self.person(address)
        since = DAY + timedelta(days=day)
        fields: dict[str, Any] = {
            "producer": f"o{owner}",
            "producer_name": f"Cơ sở {address}",
            "owner": owner,
            "area": area,
        }
        fields["answers"] = {**BASE.answers, **said}
        made = an_application(
            id=f"p{owner}.{self.updates}", name=name, sent_on=since, updated_on=since, revision=0, **fields
        )
        await self.writes(address, PutApplication(made, {"phone": phone}, origin))
        return made.id

    async def writes(self, address: str, *writes: object) -> None:
        arrival = await self.arrives(address)
        outcome = Outcome(await self.person(address), list(writes), [])  # type: ignore[arg-type]
        await self.store.commit(arrival, outcome, self.clock())

    async def arrives(self, address: str) -> Arrival:
        self.updates += 1
        arrival = Arrival("web", address, f"{address}:{self.updates}", "{}")
        await self.store.intake([arrival], self.clock())
        return arrival

    async def presses(self, data: str, address: str = "officer") -> tuple[str, dict[str, str]]:
        """What is shown after a button, and the buttons under it by their data."""
        return await self._hears(address, "press", data=data, menu=1)

    async def fills(self, data: str, address: str = "officer") -> tuple[str, dict[str, str]]:
        """The same in a form, where only a button of the last screen holds."""
        person = await self.store.person("web", address, "vi", self.clock())
        return await self._hears(address, "press", data=data, menu=person.menu)

    async def says(self, text: str, address: str = "officer") -> tuple[str, dict[str, str]]:
        """The same after something was typed."""
        return await self._hears(address, "text", text=text)

    async def _hears(self, address: str, kind: Any, **said: Any) -> tuple[str, dict[str, str]]:
        self.updates += 1
        update = f"{address}:{self.updates}"
        self.said[update] = Incoming("web", address, update, kind, **said)
        before = len(self.sent)
        await self.dispatcher.receive([Arrival("web", address, update, "{}")])
        await self.dispatcher.idle()
        replies = [o.reply for o in self.sent[before:] if o.lane == "reply"]
        assert replies, said
        buttons = {c.data: c.label for r in replies for c in (*r.choices, *r.nav)}
        assert all(r.grid or len(r.choices) <= 6 for r in replies)
        return "\n".join(f"{r.title}\n{r.text}" for r in replies), buttons

    async def walks(self, route: str) -> tuple[list[str], dict[str, str]]:
        """Every page of a list, and every button on the way."""
        pages, doors, door = [], {}, route
        while door:
            text, buttons = await self.presses(door)
            pages.append(text)
            doors |= buttons
            door = next((d for d, label in buttons.items() if label == VI("nav.more")), "")
            assert len(pages) < 100
        return pages, doors


@pytest.fixture
async def commune(store: Store) -> AsyncIterator[Commune]:
    clock, sent, said = HandClock(), list[Outgoing](), dict[str, Incoming]()

    async def translate(arrival: Arrival) -> Incoming | None:
        return said[arrival.update_id]

    async def alarm(line: str) -> None:
        raise AssertionError(line)

    dispatcher = Dispatcher(
        memory=store,
        texts=TEXTS,
        areas=AREAS,
        programme=load_programme("camau-2022"),
        clock=clock,
        new_id=lambda: "new",
        papers=NoPapers(),  # type: ignore[arg-type]
        translators={"web": translate},
        deliver=sent.extend,
        alarm=alarm,
    )
    place = Commune(store, dispatcher, clock, sent, said)
    await place.writes("officer", AddGrant(Grant(Role.COMMUNE_OFFICER, HERE)))
    yield place
    await dispatcher.stop()
