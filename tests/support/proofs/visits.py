"""What each write of `bot/writes/visits.py` does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.services import Conflict
from bot.records.visits import Visit, VisitFinding
from bot.writes.registration import PutApplication
from bot.writes.visits import AnswerFinding, CloseFinding, PutVisit, ReopenFinding
from ocop_domain.visits import FindingState
from support.proofs.scene import APPLICATION, DAY, Scene, proves

FOUND = VisitFinding("f1", "v1", "p1", 0, "o32035", "label", "In lại nhãn", DAY + timedelta(days=30), ("c" * 32,))


async def _visited(scene: Scene) -> VisitFinding:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    visit = Visit("v1", "p1", lan.id, "o32035", DAY, 0, ("label",), "Chị Lan", "Gặp tại xưởng")
    await scene.turn(PutVisit(visit, (replace(FOUND, person=lan.id),)), who="minh")
    officer = await scene.person("minh")
    assert await scene.store.visits_of("p1") == [await scene.store.visit("v1")] == [replace(visit, by=officer.id)]
    found = await scene.store.finding("f1")
    assert found
    return found


@proves(PutVisit)
async def _(scene: Scene) -> None:
    found = await _visited(scene)
    assert found == replace(FOUND, person=found.person, name="Tôm khô")
    assert await scene.store.findings_of("v1") == [found]
    assert await scene.store.own_findings(found.person) == [found]
    assert await scene.store.findings_in(["o32035"], 5, 0) == (1, [found])
    assert await scene.store.findings_in(["o32035"], 5, found.person) == (0, []), "never one's own"


@proves(AnswerFinding)
async def _(scene: Scene) -> None:
    found = await _visited(scene)
    await scene.turn(AnswerFinding(found, "Đã in lại", ("d" * 32,)))
    answered = await scene.store.finding("f1")
    assert answered == replace(found, state=FindingState.ANSWERED, answer="Đã in lại", answer_files=("d" * 32,))
    with pytest.raises(Conflict):
        await scene.turn(AnswerFinding(found, "Nữa", ()))


@proves(CloseFinding)
async def _(scene: Scene) -> None:
    found = await _visited(scene)
    await scene.turn(CloseFinding(found), who="minh")
    assert await scene.store.own_findings(found.person) == []
    with pytest.raises(Conflict):
        await scene.turn(CloseFinding(found), who="minh")


@proves(ReopenFinding)
async def _(scene: Scene) -> None:
    found = await _visited(scene)
    with pytest.raises(Conflict):
        await scene.turn(ReopenFinding(found, "Chưa"), who="minh")
    await scene.turn(AnswerFinding(found, "Đã in lại", ()))
    await scene.turn(ReopenFinding(found, "Còn mờ"), who="minh")
    again = await scene.store.finding("f1")
    assert again
    assert (again.state, again.note, again.answer) == (FindingState.OPEN, "Còn mờ", "Đã in lại")
