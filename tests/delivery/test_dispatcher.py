"""The dispatcher: in order for one person, side by side for many; a fault meets one edge and nothing is half done."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from support.clocks import HandClock
from support.databases import copied_sqlite
from support.forms import AREAS, TEXTS
from support.nothing import NoPapers
from support.waiting import until

from bot.bootstrap import new_id
from bot.dispatch.dispatcher import Dispatcher
from bot.dispatch.ports import Outcome
from bot.messages import Arrival, Incoming, Outgoing
from bot.storage.engine.statements import Database, Statement
from bot.storage.store import Store
from bot.writes import Write
from bot.writes.forms import SaveDraft
from bot.writes.people import MoveAddress, SetConsent, SetLanguage
from ocop_domain.programme_files import load_programme

FAULT_VI, FAULT_EN = TEXTS["vi"]("error.fault"), TEXTS["en"]("error.fault")


class ShakyStore(Store):
    """The real memory on a database that can go away, and into which somebody else may write first."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.down = False
        self.broken = 0
        self.rivals = 0
        self.commits = 0

    async def intake(self, arrivals: Sequence[Arrival], now: datetime) -> list[Arrival]:
        self._there()
        return await super().intake(arrivals, now)

    async def commit(self, arrival: Arrival, outcome: Outcome, now: datetime) -> list[Outgoing]:
        self._there()
        self.commits += 1
        if self.broken:
            self.broken -= 1
            raise RuntimeError("a fault of ours")
        if self.rivals:
            self.rivals -= 1
            for write in outcome.writes:
                if isinstance(write, SaveDraft):
                    await self.database.write([_rival(write.draft.id)])
        return await super().commit(arrival, outcome, now)

    def _there(self) -> None:
        if self.down:
            raise ConnectionError("the database is away")


def _rival(draft_id: str) -> Statement:
    return Statement("UPDATE draft SET revision = revision + 1 WHERE id = ?", (draft_id,))


class Platform:
    """Hears updates whose payload says what was said; it can be slow, and it can break."""

    def __init__(self) -> None:
        self.gates: dict[str, asyncio.Event] = {}
        self.breaks: set[str] = set()
        self.heard: list[str] = []
        self.translated: list[str] = []

    async def translate(self, arrival: Arrival) -> Incoming | None:
        said = json.loads(arrival.payload)
        self.heard.append(said.get("text", ""))
        if gate := self.gates.get(said.get("text", "")):
            await gate.wait()
        if said.get("text") in self.breaks:
            raise ValueError("cannot read this")
        self.translated.append(said.get("text", ""))
        if said.get("kind") == "nothing":
            return None
        return Incoming(arrival.channel, arrival.address, arrival.update_id, **said)


class Room:
    """A dispatcher with the people before it."""

    def __init__(self, store: ShakyStore) -> None:
        self.store = store
        self.clock = HandClock()
        self.platform = Platform()
        self.delivered: list[Outgoing] = []
        self.alarms: list[str] = []
        self._updates = itertools.count(1)
        self.dispatcher = self.another()

    def another(self) -> Dispatcher:
        """A dispatcher of another process on the same database."""

        async def alarm(line: str) -> None:
            self.alarms.append(line)

        return Dispatcher(
            memory=self.store,
            texts=TEXTS,
            areas=AREAS,
            programme=load_programme("camau-2022"),
            clock=self.clock,
            new_id=new_id,
            papers=NoPapers(),
            translators={"telegram": self.platform.translate, "web": self.platform.translate},
            deliver=self.delivered.extend,
            alarm=alarm,
        )

    def update(self, who: str, text: str = "", channel: str = "telegram", **said: Any) -> Arrival:
        said = {"kind": "text", "text": text, **said}
        return Arrival(channel, who, str(next(self._updates)), json.dumps(said))

    async def says(self, who: str, text: str, channel: str = "telegram") -> list[str]:
        """Says it and returns the answers to it."""
        before = len(self.delivered)
        await self.dispatcher.receive([self.update(who, text, channel)])
        await self.dispatcher.idle()
        return [row.reply.text for row in self.delivered[before:]]

    async def does(self, who: str, *writes: Write, channel: str = "telegram") -> int:
        """Something that `who` did before; returns who it is."""
        person = await self.store.person(channel, who, "vi", self.clock())
        arrival = self.update(who, "earlier", channel)
        await self.store.intake([arrival], self.clock())
        await self.store.commit(arrival, Outcome(person.id, writes, ()), self.clock())
        return person.id

    async def in_form(self, who: str) -> None:
        """`who` stands at the first question of a registration."""
        await self.does(who, SetConsent("consent_dossier", True))
        (first,) = await self.says(who, "/register")
        assert TEXTS["vi"]("q.producer_name.ask") in first

    def answers(self, who: str) -> list[str]:
        return [row.reply.text for row in self.delivered if row.address == who]

    def count(self, who: str, text: str) -> int:
        return sum(text in answer for answer in self.answers(who))


@pytest.fixture
async def room(migrated_sqlite: Path, tmp_path: Path) -> AsyncIterator[Room]:
    store = ShakyStore(await copied_sqlite(migrated_sqlite, tmp_path / "data")())
    room = Room(store)
    yield room
    await room.dispatcher.stop()
    await store.close()


async def test_one_person_is_answered_in_order_even_when_the_first_takes_longest(room: Room) -> None:
    await room.in_form("lan")
    gate = room.platform.gates["HTX Tôm khô"] = asyncio.Event()
    said = [room.update("lan", text) for text in ("HTX Tôm khô", "hợp tác xã", "đã có", "định bình")]
    await room.dispatcher.receive(said[:2])
    await room.dispatcher.receive(said[2:])
    await until(lambda: "HTX Tôm khô" in room.platform.heard)
    await asyncio.sleep(0.02)  # nothing more is heard
    assert room.platform.heard[-1] == "HTX Tôm khô", "nobody overtakes"
    assert room.platform.translated[-1] == "/register"
    gate.set()
    await room.dispatcher.idle()
    (draft,) = await room.store.drafts_of(1, "camau-2022")
    kept = await room.store.draft(draft.id)
    assert kept
    assert kept.answers == {
        "producer_name": "HTX Tôm khô",
        "legal_form": "cooperative",
        "registered": True,
        "area": "o32035",
    }


async def test_people_do_not_wait_for_each_other(room: Room) -> None:
    gate = room.platform.gates["chậm"] = asyncio.Event()
    await room.dispatcher.receive([room.update("lan", "chậm"), room.update("minh", "/menu")])
    await until(lambda: room.answers("minh"))
    assert room.answers("lan") == []
    gate.set()
    await room.dispatcher.idle()
    assert len(room.answers("lan")) == 1


async def test_the_same_name_on_another_channel_is_another_line(room: Room) -> None:
    gate = room.platform.gates["chậm"] = asyncio.Event()
    await room.dispatcher.receive([room.update("lan", "chậm"), room.update("lan", "/menu", "web")])
    await until(lambda: room.delivered)
    assert [row.channel for row in room.delivered] == ["web"]
    gate.set()
    await room.dispatcher.idle()


# Once, and only once


async def test_an_update_that_comes_twice_is_answered_once(room: Room) -> None:
    update = room.update("lan", "/menu")
    await room.dispatcher.receive([update, update])
    await room.dispatcher.receive([update])
    await room.dispatcher.idle()
    await room.dispatcher.receive([update])
    await room.dispatcher.idle()
    assert len(room.answers("lan")) == 1


async def test_two_processes_answer_an_update_once(room: Room) -> None:
    await room.in_form("lan")
    other = room.another()
    gate = room.platform.gates["HTX Tôm khô"] = asyncio.Event()
    await room.dispatcher.receive([room.update("lan", "HTX Tôm khô")])
    await other.recover()
    before = room.store.commits
    gate.set()
    await asyncio.gather(room.dispatcher.idle(), other.idle())
    assert room.store.commits - before == 2, "who comes second sees that it is answered and leaves it"
    assert room.platform.translated.count("HTX Tôm khô") == 2, "both have heard it"
    assert room.count("lan", TEXTS["vi"]("q.legal_form.ask")) == 1
    assert room.alarms == []


async def test_what_needs_no_answer_gets_none_and_is_done(room: Room) -> None:
    await room.dispatcher.receive([room.update("lan", kind="nothing")])
    await room.dispatcher.idle()
    assert room.delivered == []
    assert await room.store.unanswered() == []


# Somebody else was quicker


async def test_a_turn_is_played_again_when_somebody_else_was_quicker(room: Room) -> None:
    await room.in_form("lan")
    room.store.rivals = 3
    assert TEXTS["vi"]("q.legal_form.ask") in (await room.says("lan", "HTX Tôm khô"))[0]
    assert room.count("lan", TEXTS["vi"]("q.legal_form.ask")) == 1
    assert room.alarms == []


async def test_a_conflict_that_never_ends_is_a_fault_like_any_other(room: Room) -> None:
    await room.in_form("lan")
    room.store.rivals = 99
    assert await room.says("lan", "HTX Tôm khô") == [FAULT_VI]
    assert len(room.alarms) == 1
    room.store.rivals = 0
    assert TEXTS["vi"]("q.legal_form.ask") in (await room.says("lan", "HTX Tôm khô"))[0]


async def test_two_phones_of_one_person_answer_at_once_and_both_are_heard(room: Room) -> None:
    await room.in_form("lan")
    former = (await room.store.person("web", "w1", "vi", room.clock())).id
    arrival = room.update("w1", "earlier", "web")
    await room.store.intake([arrival], room.clock())
    await room.store.commit(arrival, Outcome(1, [MoveAddress(1, former)], ()), room.clock())
    await room.dispatcher.receive([room.update("lan", "HTX Tôm khô"), room.update("w1", "HTX Mắm", "web")])
    await room.dispatcher.idle()
    assert len(room.answers("lan")) == 2
    assert len(room.answers("w1")) == 1
    assert room.alarms == []
    (draft,) = await room.store.drafts_of(1, "camau-2022")
    kept = await room.store.draft(draft.id)
    assert kept
    assert kept.answers["producer_name"] in {"HTX Tôm khô", "HTX Mắm"}


# Faults


async def test_a_fault_ends_in_an_apology_in_the_persons_language_and_an_alarm(room: Room) -> None:
    await room.does("anna", SetLanguage("en"))
    room.platform.breaks.add("???")
    assert await room.says("anna", "???") == [FAULT_EN]
    assert await room.says("lan", "???") == [FAULT_VI]
    assert len(room.alarms) == 2
    assert all("ValueError" in line for line in room.alarms)
    assert not any("cannot read" in line for line in room.alarms), "what was said is not passed on"
    assert await room.store.unanswered() == [], "it is not tried for ever"


async def test_a_fault_leaves_nothing_half_written_and_the_next_word_is_heard(room: Room) -> None:
    await room.in_form("lan")
    room.store.broken = 1
    assert await room.says("lan", "HTX Tôm khô") == [FAULT_VI]
    (draft,) = await room.store.drafts_of(1, "camau-2022")
    kept = await room.store.draft(draft.id)
    assert kept
    assert (kept.answers, kept.at) == ({}, "producer_name")
    assert TEXTS["vi"]("q.legal_form.ask") in (await room.says("lan", "HTX Tôm khô"))[0]


async def test_a_fault_does_not_stop_the_line_behind_it(room: Room) -> None:
    room.platform.breaks.add("hỏng")
    await room.dispatcher.receive(
        [room.update("lan", "hỏng"), room.update("lan", "/menu"), room.update("minh", "/menu")]
    )
    await room.dispatcher.idle()
    assert room.answers("lan")[0] == FAULT_VI
    assert len(room.answers("lan")) == 2
    assert len(room.answers("minh")) == 1


# The database goes away


async def test_what_could_not_be_stored_is_not_acknowledged_and_not_answered(room: Room) -> None:
    room.store.down = True
    update = room.update("lan", "/menu")
    with pytest.raises(ConnectionError):
        await room.dispatcher.receive([update])
    await room.dispatcher.idle()
    assert room.platform.translated == []
    room.store.down = False
    assert await room.store.unanswered() == []
    await room.dispatcher.receive([update])
    await room.dispatcher.idle()
    assert len(room.answers("lan")) == 1, "sent again by the platform, it is answered"


async def test_what_was_stored_while_the_database_failed_later_is_answered_when_it_is_back(room: Room) -> None:
    gate = room.platform.gates["/menu"] = asyncio.Event()
    await room.dispatcher.receive([room.update("lan", "/menu")])
    room.store.down = True
    gate.set()
    await room.dispatcher.idle()
    assert room.delivered == []
    assert len(await room.store.unanswered()) == 1
    room.store.down = False
    await room.dispatcher.recover()
    await room.dispatcher.idle()
    assert len(room.answers("lan")) == 1


# Another process takes over


async def test_what_a_former_process_left_is_answered_in_order(room: Room) -> None:
    await room.in_form("lan")
    left = [room.update("lan", text) for text in ("HTX Tôm khô", "hợp tác xã", "chưa có")]
    await room.store.intake(left, room.clock())
    other = room.another()
    await other.recover()
    await other.idle()
    (draft,) = await room.store.drafts_of(1, "camau-2022")
    kept = await room.store.draft(draft.id)
    assert kept
    assert list(kept.answers.values()) == ["HTX Tôm khô", "cooperative", False]


async def test_stopping_in_the_middle_of_a_turn_leaves_it_to_the_next_process(room: Room) -> None:
    await room.in_form("lan")
    room.platform.gates["HTX Tôm khô"] = asyncio.Event()
    await room.dispatcher.receive([room.update("lan", "HTX Tôm khô")])
    await until(lambda: "HTX Tôm khô" in room.platform.heard)
    await room.dispatcher.stop()
    room.platform.gates.clear()
    other = room.another()
    await other.recover()
    await other.idle()
    assert room.count("lan", TEXTS["vi"]("q.legal_form.ask")) == 1


async def test_taking_up_again_what_is_being_answered_does_no_harm(room: Room) -> None:
    await room.in_form("lan")
    gate = room.platform.gates["HTX Tôm khô"] = asyncio.Event()
    await room.dispatcher.receive([room.update("lan", "HTX Tôm khô"), room.update("lan", "hợp tác xã")])
    await until(lambda: "HTX Tôm khô" in room.platform.heard)
    for _ in range(3):
        await room.dispatcher.recover()
    gate.set()
    await room.dispatcher.idle()
    assert room.count("lan", TEXTS["vi"]("q.registered.ask")) == 1
    assert room.count("lan", FAULT_VI) == 0


async def test_updates_of_a_channel_that_is_switched_off_wait_for_it(room: Room) -> None:
    update = Arrival("zalo", "lan", "1", "{}")
    await room.store.intake([update], room.clock())
    await room.dispatcher.recover()
    await room.dispatcher.idle()
    assert await room.store.unanswered() == [update]
