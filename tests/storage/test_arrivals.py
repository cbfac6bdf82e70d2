"""What arrives is stored once and answered once, on SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio

import pytest
from support.proofs.scene import LATER, NOW, Scene, scene

from bot.dispatch.ports import Outcome
from bot.handlers.services import Answered
from bot.messages import Arrival, Choice, Reply
from bot.storage.delivery.outbox import StoredOutbox
from bot.writes.people import SetLanguage

__all__ = ["scene"]


async def test_an_update_that_comes_again_is_stored_once(scene: Scene) -> None:
    first, second, other = (Arrival("telegram", "1", u, "{}") for u in ("7", "8", "9"))
    assert await scene.store.intake([first, second], NOW) == [first, second]
    assert await scene.store.intake([second, first], NOW) == []
    assert await scene.store.intake([second, other], NOW) == [other], "of a batch only what is new"
    assert await scene.store.unanswered() == [first, second, other], "in the order they came"


async def test_the_same_number_on_another_channel_is_another_update(scene: Scene) -> None:
    here, there = Arrival("telegram", "1", "7", "{}"), Arrival("web", "1", "7", "{}")
    assert await scene.store.intake([here, there], NOW) == [here, there]


async def test_the_same_update_in_two_processes_at_once_is_stored_once(scene: Scene) -> None:
    arrival = Arrival("telegram", "1", "7", "{}")
    stored = await asyncio.gather(*(scene.store.intake([arrival], NOW) for _ in range(8)))
    assert sorted(map(len, stored)) == [0] * 7 + [1]


async def test_an_update_is_answered_exactly_once(scene: Scene) -> None:
    lan = await scene.person()
    arrival = await scene.arrives()
    (row,) = await scene.store.commit(arrival, Outcome(lan.id, (), (Reply("Chào"),)), NOW)
    assert (row.channel, row.address, row.lane, row.reply) == ("telegram", "lan", "reply", Reply("Chào"))
    before = await scene.everything()
    with pytest.raises(Answered):
        await scene.store.commit(arrival, Outcome(lan.id, (SetLanguage("en"),), (Reply("Chào"),), 3), NOW)
    assert await scene.everything() == before
    assert await scene.store.unanswered() == []


async def test_two_processes_that_answer_the_same_update_at_once_answer_it_once(scene: Scene) -> None:
    lan = await scene.person()
    arrival = await scene.arrives()

    async def answer() -> int:
        try:
            return len(await scene.store.commit(arrival, Outcome(lan.id, (), (Reply("Chào"),)), NOW))
        except Answered:
            return 0

    assert sum(await asyncio.gather(*(answer() for _ in range(6)))) == 1


async def test_an_update_that_needs_no_answer_is_done(scene: Scene) -> None:
    arrival = await scene.arrives()
    await scene.store.answered(arrival, NOW)
    assert await scene.store.unanswered() == []


async def test_an_answered_update_keeps_no_text_of_the_person(scene: Scene) -> None:
    arrival = Arrival("telegram", "lan", "1", '{"text": "số nhà 25"}')
    await scene.store.intake([arrival], NOW)
    lan = await scene.person()
    await scene.store.commit(arrival, Outcome(lan.id, (), ()), NOW)
    assert await scene.rows("SELECT payload FROM inbox") == [("",)]


async def test_replies_come_back_as_they_were_said(scene: Scene) -> None:
    said = Reply(
        "Câu <b> & “hỏi” 🦐",
        title="Câu 3/12",
        choices=(Choice("o:1", "Một"), Choice("o:2", "Hai")),
        nav=(Choice("n:back", "⬅ Quay lại"),),
        grid=True,
        contact="📱 Gửi số",
        files=("a" * 32,),
        commands="producer",
        language="en",
        menu=12,
        edit="77",
    )
    (row,) = await scene.turn(replies=[said])
    assert row.reply == said
    assert [r.reply for r in await StoredOutbox(scene.store.database).waiting(LATER)] == [said]
