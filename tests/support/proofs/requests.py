"""What each write of `bot/writes/requests.py` does."""

from __future__ import annotations

from bot.records.requests import DataRequest
from bot.writes.requests import CloseRequest, HoldData, PutRequest
from support.proofs.scene import NOW, Scene, proves


def _asked(kind: str, person: int, request: str = "r1") -> DataRequest:
    return DataRequest(request, person, kind, NOW, NOW.date(), words="Sửa số", held=kind == "restrict")


@proves(PutRequest)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutRequest(_asked("correct", lan.id)))
    (kept,) = await scene.store.data_requests()
    assert kept == _asked("correct", lan.id)
    assert await scene.store.data_requests_of(lan.id) == [kept]


@proves(CloseRequest)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutRequest(_asked("correct", lan.id)))
    await scene.turn(CloseRequest("r1", "Đã sửa"))
    assert await scene.store.data_requests() == []
    kept = await scene.store.data_request("r1")
    assert kept
    assert (kept.closed, kept.note) == (True, "Đã sửa")


@proves(HoldData)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutRequest(_asked("copy", lan.id)))
    await scene.turn(HoldData(lan.id, True, "r1"))
    assert [r.held for r in await scene.store.data_requests_of(lan.id)] == [True]
    await scene.turn(HoldData(lan.id, False))
    assert [r.held for r in await scene.store.data_requests_of(lan.id)] == [False]
