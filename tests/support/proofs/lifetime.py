"""What each write of `bot/writes/lifetime.py` does."""

from __future__ import annotations

import pytest

from bot.handlers.services import Conflict
from bot.records.changes import ChangeRequest
from bot.writes.lifetime import (
    Became,
    ChangeProducer,
    DropOffer,
    HandOn,
    MovePlace,
    OfferProduct,
    ResumeProduct,
    StopProduct,
    TakeOffer,
)
from support.proofs.scene import DAY, Scene, a_new_producer, asked_of_life, offered, proves


@proves(StopProduct)
async def _(scene: Scene) -> None:
    about = await asked_of_life(scene)
    stop = StopProduct("r1", about, DAY, "Mất mùa", about)
    await scene.turn(stop, who="minh")
    (held,) = await scene.store.recognitions_of(about.owner)
    assert not held.holds(DAY)
    assert await scene.rows("SELECT stopped_on FROM product WHERE id = 'q1'") == [(DAY.isoformat(),)]
    ended = await scene.store.application("p1")
    assert ended
    assert ended.closed == "ended"
    with pytest.raises(Conflict):
        await scene.turn(stop, who="minh")


@proves(ResumeProduct)
async def _(scene: Scene) -> None:
    about = await asked_of_life(scene)
    await scene.turn(StopProduct("r1", about, DAY, "Mất mùa"), who="minh")
    await asked_of_life(scene, "r2")
    await scene.turn(ResumeProduct("r2", about), who="minh")
    (held,) = await scene.store.recognitions_of(about.owner)
    assert held.holds(DAY)
    assert await scene.rows("SELECT stopped_on FROM product WHERE id = 'q1'") == [("",)]


@proves(MovePlace)
async def _(scene: Scene) -> None:
    about = await asked_of_life(scene)
    move = MovePlace("r1", about, "o32038", (Became(about, {**about.answers, "area": "o32038"}),), whole=True)
    await scene.turn(move, who="minh")
    moved = await scene.store.application("p1")
    assert moved
    assert (moved.area, moved.answers["area"], moved.revision) == ("o32038", "o32038", about.revision + 1)
    with pytest.raises(Conflict):
        await scene.turn(move, who="minh")


@proves(ChangeProducer)
async def _(scene: Scene) -> None:
    about = await asked_of_life(scene)
    change = ChangeProducer("r1", about, a_new_producer(about.owner), ("q1",), (Became(about, {"story": "Mới"}),))
    await scene.turn(change, who="minh")
    changed = await scene.store.application("p1")
    assert changed
    assert (changed.producer, changed.producer_name, changed.answers) == ("o9", "Công ty Tôm", {"story": "Mới"})
    assert await scene.rows("SELECT producer_id FROM product WHERE id = 'q1'") == [("o9",)]


@proves(OfferProduct)
async def _(scene: Scene) -> None:
    about = await offered(scene)
    again = ChangeRequest("h2", "p1", about.owner, "o32035", "hand_on", "", "", "Sang tên", scene.now, code="later")
    await scene.turn(OfferProduct(again))
    rows = await scene.rows("SELECT id, verdict, code FROM change_request WHERE question = 'hand_on' ORDER BY id")
    assert rows == [("h1", "dropped", ""), ("h2", "offered", "later")]


@proves(TakeOffer)
async def _(scene: Scene) -> None:
    await offered(scene)
    minh = await scene.person("minh")
    take = TakeOffer("h1", "p1", {"name": "Công ty Tôm"}, minh.id)
    await scene.turn(take, who="minh")
    rows = await scene.rows("SELECT verdict, code, taker_id FROM change_request WHERE id = 'h1'")
    assert rows == [("", "", minh.id)], "it waits for the officer, and the code opens nothing"
    with pytest.raises(Conflict):
        await scene.turn(take, who="third")


@proves(DropOffer)
async def _(scene: Scene) -> None:
    await offered(scene)
    await scene.turn(DropOffer("h1", "p1"), who="minh")
    assert await scene.rows("SELECT verdict, code FROM change_request WHERE id = 'h1'") == [("dropped", "")]
    with pytest.raises(Conflict):
        await scene.turn(DropOffer("h1", "p1"), who="minh")


@proves(HandOn)
async def _(scene: Scene) -> None:
    about, minh = await offered(scene), await scene.person("minh")
    await scene.turn(TakeOffer("h1", "p1", {}, minh.id), who="minh")
    running = (Became(about, {"story": "Của người mới"}),)
    hand = HandOn("h1", about, "q1", a_new_producer(minh.id), running, (), (), (), (), ())
    await scene.turn(hand, who="officer")
    handed = await scene.store.application("p1")
    assert handed
    assert (handed.owner, handed.producer, handed.answers) == (minh.id, "o9", {"story": "Của người mới"})
    assert [held.star for held in await scene.store.recognitions_of(minh.id)] == [4]
    assert await scene.store.recognitions_of(about.owner) == []
    assert await scene.rows("SELECT person_id, producer_id FROM product WHERE id = 'q1'") == [(minh.id, "o9")]
    with pytest.raises(Conflict):
        await scene.turn(hand, who="officer")
