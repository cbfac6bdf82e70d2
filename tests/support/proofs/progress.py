"""What each write of `bot/writes/progress.py` does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.handlers.services import Conflict
from bot.records.reports import ReportAnswer, ReportRequest
from bot.writes.progress import CloseReportRequest, PutReportAnswer, PutReportRequest, SetProducerMark
from bot.writes.registration import PutApplication
from ocop_domain.progress import Mark
from ocop_domain.report_fields import FieldKind, ReportField
from support.proofs.scene import APPLICATION, DAY, NOW, Scene, proves


@proves(SetProducerMark)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    for value, kept in ((True, {Mark.TRAINED: True}), (False, {Mark.TRAINED: False}), (None, {})):
        await scene.turn(SetProducerMark(lan.id, Mark.TRAINED, value), who="minh")
        assert await scene.store.marks_of(lan.id) == kept
        (one,) = await scene.store.taking_part(["o32035"], APPLICATION.programme, DAY)
        assert (one.account, one.marks, one.stars) == (lan.id, kept, 0)


_WANTED = ReportRequest(
    "b1",
    "o32035",
    "camau-2022",
    "Số liệu tháng 6",
    (ReportField("f1", FieldKind.NUMBER, "Bao nhiêu kg?", unit="kg"),),
    "producer",
    DAY,
    0,
    NOW,
)


@proves(PutReportRequest)
async def _(scene: Scene) -> None:
    await scene.turn(PutReportRequest(_WANTED), who="minh")
    minh = await scene.person("minh")
    (kept,) = await scene.store.report_requests(["o32035"])
    assert kept == replace(_WANTED, by=minh.id)
    assert await scene.store.report_request("b1") == kept
    assert await scene.store.report_requests(["o31999"]) == []


@proves(CloseReportRequest)
async def _(scene: Scene) -> None:
    await scene.turn(PutReportRequest(_WANTED), CloseReportRequest("b1"), who="minh")
    assert await scene.store.report_requests(["o32035"]) == []
    (closed,) = await scene.store.report_requests(["o32035"], closed=True)
    assert not closed.open
    with pytest.raises(Conflict):
        await scene.turn(CloseReportRequest("b1"))


@proves(PutReportAnswer)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    answer = ReportAnswer("b1", str(lan.id), lan.id, "o32035", "Hộ Lan", {"f1": 12})
    await scene.turn(PutReportAnswer(answer))
    await scene.turn(PutReportAnswer(replace(answer, answers={"f1": 15})))
    (kept,) = await scene.store.report_answers("b1", ["o32035"])
    assert (kept.answers, kept.name) == ({"f1": 15}, "Hộ Lan")
    assert await scene.store.report_answer("b1", str(lan.id)) == kept
    assert await scene.store.report_answers("b1", ["o31999"]) == []
    assert ("reporting.answered", '{"f1":12}') in await scene.rows("SELECT kind, was FROM audit")
