"""A programme is over: what was handed in is finished in it, the rest goes on or ends, and each is told once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from support.clocks import HandClock
from support.day import day_services
from support.forms import an_application

from bot.conversations import carrying
from bot.conversations.form import Context, Draft
from bot.kit.clock import VIETNAM
from bot.messages import Outgoing
from bot.operation.endings import Endings
from bot.storage.store import Store
from bot.storage.writes import By, statements
from bot.storage.year.endings import past_of
from bot.texts import Texts
from bot.writes.forms import SaveDraft
from bot.writes.registration import PutApplication
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.areas import load_areas
from ocop_domain.programme_collection import Programmes
from ocop_domain.programme_files import load_programme
from ocop_domain.programmes import AtEnd
from ocop_domain.rights import Grant, Role

AREAS, TEXTS = load_areas(), Texts()
CAMAU, FIVE_YEARS = load_programme("camau-2022"), load_programme("camau-2021-2025")
PLACE = an_application().area


class Town:
    """A commune with an officer, and producers at every stage, at the end of a plan."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = HandClock(datetime.combine(date(2022, 12, 20), time(9), VIETNAM))
        self.told: list[Outgoing] = []

    def process(self, programmes: Programmes) -> Endings:
        return Endings(day_services(self.store, self.clock, programmes, self.told))

    async def furnish(self) -> None:
        officer = await self.store.person("web", "officer", "vi", self.clock())
        await self.store.grant(officer.id, Grant(Role.COMMUNE_OFFICER, PLACE), self.clock())
        for state in ApplicationState:
            person = await self.store.person("web", state.value, "vi", self.clock())
            made = an_application(id=state.value, owner=person.id, producer=f"o-{state}", state=state, revision=0)
            asked = {name: value for name, value in made.answers.items() if name != "representative"}  # it may be told
            made = replace(made, answers=asked)
            await self.does(person.id, PutApplication(made, {}))
        drafting = await self.store.person("web", "draft", "vi", self.clock())
        begun = Draft("d1", "idea", 1, CAMAU.id, {"product_name": "Mắm cá", "area": PLACE}, at="product_set")
        await self.does(drafting.id, SaveDraft(begun))

    async def does(self, person: int, *writes: object) -> None:
        by = By(person, "web", f"{person}", self.clock())
        await self.store.database.write([s for write in writes for s in statements(write, by)])

    async def all(self) -> dict[str, Application]:
        found = [await self.store.application(state) for state in ApplicationState]
        return {one.id: one for one in found if one}

    def heard(self) -> dict[str, str]:
        found = {row.address: row.reply.text for row in self.told}
        assert len(found) == len(self.told), "nobody is told twice"
        return found


@pytest.fixture
async def town(store: Store) -> Town:
    town = Town(store)
    await town.furnish()
    return town


async def test_what_was_handed_in_stays_and_the_rest_goes_on_and_each_is_told_once(town: Town) -> None:
    plans = Programmes([CAMAU, FIVE_YEARS], AREAS)
    await town.process(plans).tick()
    assert town.told == [], "the plan still holds"
    town.clock.now = datetime.combine(date(2023, 1, 2), time(3), VIETNAM)
    await town.process(plans).tick()
    assert town.told == [], "nobody is told at night"
    town.clock.now = datetime.combine(date(2023, 1, 2), time(9), VIETNAM)
    await town.process(plans).tick()
    found = await town.all()
    for state in ("filed", "supplement", "checked"):
        assert found[state].programme == CAMAU.id
        assert found[state].state == state
    for state in ("sent", "returned", "accepted"):
        assert found[state].programme == FIVE_YEARS.id
        assert found[state].state == state, "everything that is asked was answered before"
        (past,) = await past_of(town.store.database, state)
        assert (past.programme, past.successor, past.state) == (CAMAU.id, FIVE_YEARS.id, state)
        assert past.answers["product_name"] == found[state].name
        kinds = [entry.kind for entry in await town.store.history(state)]
        assert "carried" in kinds
    heard = town.heard()
    assert set(heard) == {"officer", "sent", "returned", "accepted", "draft"}
    assert "đi tiếp trong “OCOP tỉnh Cà Mau giai đoạn 2021-2025”" in heard["accepted"]
    assert "không phải gửi lại" in heard["accepted"]
    assert "ghi dở" in heard["draft"]
    assert [c.data for row in town.told if row.address == "accepted" for c in row.reply.choices] == ["p:accepted"]
    await town.process(plans).tick()
    town.clock.move(days=40)
    await town.process(plans).tick()
    assert len(town.heard()) == 5, "after a restart, and much later, nobody hears it again"


async def test_two_processes_carry_each_application_once(town: Town) -> None:
    plans = Programmes([CAMAU, FIVE_YEARS], AREAS)
    town.clock.now = datetime.combine(date(2023, 1, 2), time(9), VIETNAM)
    await asyncio.gather(*(town.process(plans).tick() for _ in range(3)))
    await town.process(plans).tick()
    assert set(town.heard()) == {"officer", "sent", "returned", "accepted", "draft"}
    rows = await town.store.database.fetch("SELECT application_id FROM past_application ORDER BY application_id")
    assert [row[0] for row in rows] == ["accepted", "returned", "sent"]


async def test_a_plan_that_closes_ends_what_was_not_handed_in_and_it_waits_for_nobody(town: Town) -> None:
    plans = Programmes([replace(CAMAU, at_end=AtEnd.CLOSE), FIVE_YEARS], AREAS)
    town.clock.now = datetime.combine(date(2023, 1, 2), time(9), VIETNAM)
    await town.process(plans).tick()
    await town.process(plans).tick()
    found = await town.all()
    assert {one.id for one in found.values() if one.closed == "ended"} == {"sent", "returned", "accepted"}
    assert {one.programme for one in found.values()} == {CAMAU.id}
    assert [entry.id for entry in await town.store.waiting_in([PLACE], but=0)] == ["filed"]
    heard = town.heard()
    assert "dừng ở đây" in heard["sent"]
    assert "dừng lại" in heard["officer"]
    assert [c.data for row in town.told if row.address == "sent" for c in row.reply.choices] == ["anew:sent"]


async def test_what_the_next_law_asks_besides_lies_with_the_producer(town: Town) -> None:
    """From an idea under 1048 to a filing under 26/2026: a set that is mapped, a form that asks for more."""
    town.clock.now = datetime.combine(date(2026, 6, 1), time(9), VIETNAM)
    await town.process(Programmes([CAMAU], AREAS)).tick()
    went = (await town.all())["accepted"]
    assert (went.programme, went.form, went.state) == ("vietnam-2027", "filing", ApplicationState.RETURNED)
    assert "representative" in went.marked
    assert "product_name" not in went.marked
    assert went.area == PLACE, "its commune sees to it, whatever that is part of now"
    heard = town.heard()["accepted"]
    assert "trả lời thêm" in heard
    assert [c.data for row in town.told if row.address == "accepted" for c in row.reply.choices] == ["fix:accepted"]


def test_an_application_that_is_carried_loses_nothing_that_could_be_chosen_today() -> None:
    before = an_application(state=ApplicationState.RETURNED, marked=("price", "story"))
    day = date(2023, 1, 2)
    went = carrying.carried(before, CAMAU, Context(FIVE_YEARS, day, AREAS, TEXTS["vi"]), day)
    assert not went.missing
    assert went.application.answers == before.answers
    assert went.application.marked == ("price", "story")
    assert (went.application.sent_on, went.application.updated_on) == (day, day)
