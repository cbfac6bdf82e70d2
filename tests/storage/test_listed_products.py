"""Products in lists, as the database finds them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from support.proofs.scene import APPLICATION, DAY, Scene, scene

from bot.writes.registration import PutApplication
from ocop_domain.applications import ApplicationState

__all__ = ["scene"]


async def test_an_office_sees_the_products_of_its_communes_oldest_first(scene: Scene) -> None:
    lan = await scene.person()
    for n, (area, state) in enumerate(
        [("o32035", "sent"), ("o32035", "accepted"), ("o32038", "sent"), ("o99999", "sent")]
    ):
        application = replace(
            APPLICATION,
            id=f"p{n}",
            owner=lan.id,
            area=area,
            state=ApplicationState(state),
            name=f"Món {n}",
            sent_on=DAY - timedelta(days=n),
        )
        await scene.turn(PutApplication(application, {}))
    mine = ["o32035", "o32038"]
    sent = await scene.store.applications_in(mine, (ApplicationState.SENT,), 50)
    assert [p.id for p in sent] == ["p2", "p0"]
    assert [p.id for p in await scene.store.applications_in(mine, tuple(ApplicationState), limit=2)] == [
        "p2",
        "p1",
    ]
    assert await scene.store.count_in(mine) == {ApplicationState.SENT: 2, ApplicationState.ACCEPTED: 1}
    assert await scene.store.applications_in(mine, tuple(ApplicationState), 50, programme="vietnam-2027") == []
    assert await scene.store.applications_in([], tuple(ApplicationState), 50) == []
    assert await scene.store.count_in([]) == {}
