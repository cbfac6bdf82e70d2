"""What each write of `bot/writes/leaves.py` does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.services import Conflict
from bot.records.people import Invitation
from bot.storage.account import offices
from bot.storage.office.leaves import running, taken_by
from bot.writes.leaves import BeginLeave, EndLeave, MarkCalled, PlanLeave, SetDeputy
from bot.writes.people import AddGrant, AddInvitation, UseInvitation
from support.proofs.scene import DAY, NOW, OFFICER, Scene, planned, proves, told_of_checks


@proves(PlanLeave)
async def _(scene: Scene) -> None:
    one = await planned(scene)
    assert await scene.store.leave("l2") == await scene.store.leave_of(one.person, OFFICER) == one
    assert [leave.id for leave in await running(scene.store.database)] == ["l2"], "the one before is over"
    assert await told_of_checks(scene) == {one.person}


@proves(SetDeputy)
async def _(scene: Scene) -> None:
    one = await planned(scene)
    await scene.turn(SetDeputy(replace(one, deputy=0, token="code")), who="staff")
    kept = await scene.store.leave("l2")
    assert kept == replace(one, deputy=0, token="code")
    code = Invitation("code", NOW + timedelta(days=7), OFFICER.role, OFFICER.area, by=one.by)
    await scene.turn(AddInvitation(code), who="staff")
    await scene.turn(UseInvitation("code"), AddGrant(OFFICER, one.by, "code"), who="new")
    assert await taken_by(scene.store.database, "code") == (await scene.person("new")).id
    await scene.turn(BeginLeave(one), who="staff")
    with pytest.raises(Conflict):
        await scene.turn(SetDeputy(one), who="staff")


@proves(BeginLeave)
async def _(scene: Scene) -> None:
    one = await planned(scene)
    await scene.turn(BeginLeave(one), who="staff")
    assert await told_of_checks(scene) == {one.deputy}
    assert OFFICER in (await scene.person("minh")).grants, "who is away may still look"
    with pytest.raises(Conflict):
        await scene.turn(BeginLeave(one), who="staff")


@proves(EndLeave)
async def _(scene: Scene) -> None:
    one = await planned(scene)
    await scene.turn(BeginLeave(one), who="staff")
    await scene.turn(EndLeave(one), who="staff")
    assert await told_of_checks(scene) == {one.person}
    assert (await scene.person("hoa")).grants == ()
    assert [was.person for was in await offices.formerly_held(scene.store.database)] == [one.deputy]
    with pytest.raises(Conflict):
        await scene.turn(EndLeave(one), who="staff")


@proves(MarkCalled)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    for _ in range(2):
        await scene.turn(MarkCalled("cast:1", lan.id), who="minh")
    assert await scene.store.called("cast:1") == {lan.id: DAY}
    assert await scene.store.called("cast:2") == {}
