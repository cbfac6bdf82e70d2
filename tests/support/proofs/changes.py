"""What each write of `bot/writes/changes.py` does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.handlers.services import Conflict
from bot.records.changes import ChangeRequest
from bot.writes.changes import AgreeChange, PutChange, RefuseChange
from bot.writes.registration import PutApplication
from support.proofs.scene import APPLICATION, NOW, Scene, proves


def _change(scene: Scene, person: int, id_: str = "c1") -> ChangeRequest:
    return ChangeRequest(id_, "p1", person, "o32035", "phone", "+84912345678", "+84987654321", "Đổi số", NOW)


@proves(PutChange)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    asked = _change(scene, lan.id)
    await scene.turn(PutChange(asked))
    assert await scene.store.change("c1") == asked
    assert await scene.store.changes_of("p1") == [asked]
    assert await scene.store.changes_in(["o32035"], 5, 0) == (1, [asked])
    assert await scene.store.changes_in(["o32035"], 5, lan.id) == (0, []), "nobody decides on the own"
    assert await scene.store.changes_in(["o31999"], 5, 0) == (0, [])
    with pytest.raises(Conflict):
        await scene.turn(PutChange(_change(scene, lan.id, "c2")))


@proves(AgreeChange)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    sent = await scene.store.application("p1")
    assert sent
    await scene.turn(PutChange(_change(scene, lan.id)))
    answers = {**sent.answers, "area": "o32035", "phone": "+84987654321", "producer_name": sent.producer_name}
    agreed = AgreeChange("c1", "phone", sent, answers, {"phone": "+84987654321"}, "o9")
    await scene.turn(agreed)
    changed = await scene.store.application("p1")
    assert changed
    assert (changed.area, changed.answers, changed.producer) == ("o32035", answers, sent.producer)
    assert (changed.state, changed.revision) == (sent.state, sent.revision + 1)
    assert (await scene.store.producer_answers(lan.id))["phone"] == "+84987654321"
    with pytest.raises(Conflict):
        await scene.turn(agreed)


@proves(RefuseChange)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutChange(_change(scene, lan.id)))
    await scene.turn(RefuseChange("c1", "p1", "Không gọi được"))
    kept = await scene.store.change("c1")
    assert kept
    assert (kept.verdict, kept.note) == ("refused", "Không gọi được")
    assert await scene.store.changes_of("p1") == []
    with pytest.raises(Conflict):
        await scene.turn(RefuseChange("c1", "p1", "Lần nữa"))
