"""What each write of `bot/writes/office.py` does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.handlers.services import Conflict
from bot.records.lists import ListedProduct, ProductList
from bot.records.people import Person
from bot.writes.office import HandUp, TakeBackList
from bot.writes.people import AddGrant
from bot.writes.registration import MoveApplication, PutApplication
from bot.writes.year import MarkDone
from ocop_domain.applications import ApplicationState
from ocop_domain.programme_collection import Counted
from support.proofs.scene import APPLICATION, DAY, LIST, NOW, OFFICER, Scene, proves


def _list(**changes: Any) -> ProductList:
    line = ListedProduct("p1", "Mắm ba khía", {"producer_name": "Hộ Ba Khía"}, 2)
    whole = ProductList("l1", "o32035", "camau-2022", LIST.duty.id, LIST.id, 1, NOW, 0, count=1, products=(line,))
    return replace(whole, **changes)


async def _accepted(scene: Scene) -> Person:
    await scene.turn(AddGrant(OFFICER), who="minh")
    await scene.turn(PutApplication(replace(APPLICATION, owner=(await scene.person()).id), {}))
    await scene.turn(MoveApplication("p1", 1, ApplicationState.ACCEPTED, DAY), who="minh")
    return await scene.person("minh")


@proves(HandUp)
async def _(scene: Scene) -> None:
    officer = await _accepted(scene)
    counted = Counted("camau-2022")
    assert [(one.application.id, one.listed) for one in await scene.store.listable(["o32035"], counted)] == [("p1", "")]
    moved = replace(_list().products[0], revision=1)
    with pytest.raises(Conflict):
        await scene.turn(HandUp(_list(products=(moved,))), who="minh")
    assert await scene.store.product_list("l1") is None, "nothing goes up that was moved meanwhile"
    await scene.turn(MarkDone("camau-2022", LIST.duty.id, LIST.id, "o32035"), HandUp(_list()), who="minh")
    kept = await scene.store.product_list("l1")
    assert kept
    assert kept == _list(at=scene.now, by=officer.id, products=(replace(_list().products[0], revision=0),))
    assert [one.listed for one in await scene.store.listable(["o32035"], counted)] == ["l1"]
    assert [one.listed for one in await scene.store.listable(["o32035"], Counted("x", ("camau-2022",)))] == [""]
    with pytest.raises(Conflict):
        await scene.turn(HandUp(_list(id="l2")), who="minh")
    await scene.turn(HandUp(_list(id="l2", number=2, products=(), count=0)), who="minh")
    assert [one.id for one in await scene.store.lists_for("o32035", "camau-2022", LIST.duty.id, LIST.id)] == [
        "l1",
        "l2",
    ]
    total, latest = await scene.store.lists_in(["o32035", "o32038"], 0, 1)
    assert (total, len(latest)) == (2, 1)
    assert await scene.store.lists_in(["o32038"], 0, 5) == (0, [])
    facts = await scene.store.facts(officer, "camau-2022")
    assert (facts.lists, facts.left, facts.done) == (frozenset({(LIST.duty.id, LIST.id, "o32035")}), (), frozenset())


@proves(TakeBackList)
async def _(scene: Scene) -> None:
    officer = await _accepted(scene)
    await scene.turn(HandUp(_list()), who="minh")
    assert not await scene.store.list_acted("l1", ["o964"])
    await scene.turn(TakeBackList("l1"), who="minh")
    kept = await scene.store.product_list("l1")
    assert kept
    assert (kept.taken_back, kept.stands, len(kept.products)) == (scene.now, False, 1), "it stays as a former one"
    assert [one.listed for one in await scene.store.listable(["o32035"], Counted("camau-2022"))] == [""]
    facts = await scene.store.facts(officer, "camau-2022")
    assert (facts.lists, [unit for unit, _ in facts.left]) == (frozenset(), ["o32035"])
    with pytest.raises(Conflict):
        await scene.turn(TakeBackList("l1"), who="minh")
    await scene.turn(HandUp(_list(id="l2", number=2)), who="minh")
    scene.now += timedelta(hours=1)
    await scene.turn(MarkDone("camau-2022", "cm22-x-41-district", "once", "o964"), who="lan")
    assert await scene.store.list_acted("l2", ["o964"])
