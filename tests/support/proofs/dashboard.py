"""What each write of `bot/writes/dashboard.py` does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.handlers.services import Conflict
from bot.storage.dashboard.sessions import DashboardSessions
from bot.writes.dashboard import EndDashboard, OfferDashboard
from support.proofs.scene import NOW, Scene, proves


@proves(OfferDashboard)
async def _(scene: Scene) -> None:
    sessions, lan = DashboardSessions(scene.store.database), await scene.person()
    await scene.turn(OfferDashboard("first", NOW + timedelta(minutes=10)))
    await scene.turn(OfferDashboard("second", NOW + timedelta(minutes=10)))
    assert await sessions.offered_to("first", NOW) == 0, "an earlier link opens nothing any more"
    assert await sessions.offered_to("second", NOW + timedelta(minutes=10)) == 0, "its time is over"
    assert await sessions.open("second", "cookie", "Chrome", NOW) == lan.id
    assert await sessions.open("second", "other", "Chrome", NOW) == 0, "once"


@proves(EndDashboard)
async def _(scene: Scene) -> None:
    sessions, lan = DashboardSessions(scene.store.database), await scene.person()
    await scene.turn(OfferDashboard("code", NOW + timedelta(minutes=10)))
    await sessions.open("code", "cookie", "Chrome", NOW)
    assert [phone.address for phone in await scene.store.dashboards(lan.id, NOW)] == ["code"]
    with pytest.raises(Conflict):
        await scene.turn(EndDashboard("code"), who="minh")
    await scene.turn(EndDashboard("code"))
    assert await sessions.signed_in("cookie", NOW) is None
    with pytest.raises(Conflict):
        await scene.turn(EndDashboard("code"))
