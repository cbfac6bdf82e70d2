"""What each write of `bot/writes/clarifications.py` does."""

from __future__ import annotations

import pytest

from bot.handlers.services import Conflict
from bot.records.clarifications import Clarification
from bot.writes.clarifications import AnswerClarification, PutClarification, TakeClarification
from support.proofs.scene import NOW, Scene, proves


def _clarification(scene: Scene, person: int) -> Clarification:
    return Clarification("q1", "p1", person, 7, "Mua ở đâu?", NOW)


@proves(PutClarification)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    asked = _clarification(scene, lan.id)
    await scene.turn(PutClarification(asked))
    assert await scene.store.clarification("q1") == asked
    assert await scene.store.clarifications_of("p1") == [asked]
    assert await scene.store.asked_of(lan.id) == [asked]


@proves(AnswerClarification)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutClarification(_clarification(scene, lan.id)))
    answer = AnswerClarification("q1", "p1", "Ở ấp 3", ("0" * 32,))
    await scene.turn(answer)
    (kept,) = await scene.store.clarifications_of("p1")
    assert (kept.answer, kept.files, kept.waits) == ("Ở ấp 3", ("0" * 32,), False)
    assert await scene.store.asked_of(lan.id) == []
    with pytest.raises(Conflict):
        await scene.turn(answer)


@proves(TakeClarification)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutClarification(_clarification(scene, lan.id)))
    await scene.turn(TakeClarification("q1", "p1"))
    kept = await scene.store.clarification("q1")
    assert kept
    assert kept.taken_back
    assert await scene.store.clarifications_of("p1") == []
    with pytest.raises(Conflict):
        await scene.turn(TakeClarification("q1", "p1"))
