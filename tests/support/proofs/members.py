"""What each write of `bot/writes/members.py` does."""

from __future__ import annotations

import pytest

from bot.handlers.services import Conflict
from bot.records.people import MemberPart, Person, Team
from bot.writes.members import AddMember, BeginProducer, EndMember, SetPart, SetTeam
from bot.writes.people import AddGrant, SetConsent
from support.proofs.scene import OFFICER, Scene, proves


async def _cooperative(scene: Scene) -> tuple[Person, Person]:
    """Lan's account, and Minh who works for it on the own phone."""
    lan, minh = await scene.person(), await scene.person("minh")
    await scene.turn(AddMember(lan.id, minh.id, MemberPart.HELPER, "kế toán Minh", lan.id), SetTeam(lan.id), who="minh")
    return lan, await scene.person("minh")


@proves(SetTeam)
async def _(scene: Scene) -> None:
    lan, minh = await _cooperative(scene)
    assert (minh.id, minh.me.accounts, minh.helper) == (lan.id, (lan.id,), 0)
    assert minh.team == Team(lan.id, "", MemberPart.HELPER)
    await scene.turn(SetTeam(0), who="minh")
    assert (await scene.person("minh")).team is None


@proves(AddMember)
async def _(scene: Scene) -> None:
    lan, minh = await _cooperative(scene)
    found = [(member.person, member.part, member.name) for member in await scene.store.members(lan.id)]
    assert found == [(lan.id, MemberPart.OWNER, ""), (minh.me.id, MemberPart.HELPER, "kế toán Minh")]
    assert [told.person for told in await scene.store.told(lan.id)] == [lan.id, minh.me.id]


@proves(BeginProducer)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(BeginProducer("key1"))
    now = await scene.person()
    assert (now.me.id, now.team is not None, now.id != lan.id) == (lan.id, True, True)
    assert await scene.rows("SELECT language FROM person WHERE id = ?", now.id) == [(lan.language,)]
    assert [team.account for team in await scene.store.teams(lan.id)] == [now.id]


@proves(SetPart)
async def _(scene: Scene) -> None:
    lan, minh = await _cooperative(scene)
    with pytest.raises(Conflict):
        await scene.turn(SetPart(lan.id, lan.id, MemberPart.HELPER))
    await scene.turn(SetPart(lan.id, minh.me.id, MemberPart.OWNER), SetPart(lan.id, lan.id, MemberPart.HELPER))
    assert [member.part for member in await scene.store.members(lan.id)] == [MemberPart.HELPER, MemberPart.OWNER]


@proves(EndMember)
async def _(scene: Scene) -> None:
    lan, minh = await _cooperative(scene)
    await scene.turn(AddGrant(OFFICER), SetConsent("consent_dossier", True))
    with pytest.raises(Conflict):
        await scene.turn(EndMember(lan.id, lan.id, "key1"))
    await scene.turn(SetPart(lan.id, minh.me.id, MemberPart.OWNER), EndMember(lan.id, lan.id, "key1"))
    now = await scene.person()
    assert (now.id != lan.id, now.grants, now.consents) == (True, (OFFICER,), {"consent_dossier": True})
    assert [member.person for member in await scene.store.members(lan.id)] == [minh.me.id], "the account stays"
    assert await scene.rows("SELECT language FROM person WHERE id = ?", now.id) == [(lan.language,)]
    with pytest.raises(Conflict):
        await scene.turn(EndMember(lan.id, minh.me.id, "key2"), who="minh")
    await scene.turn(
        AddMember(lan.id, now.id, MemberPart.OWNER, "Lan", minh.me.id), EndMember(lan.id, minh.me.id, "key3")
    )
    ended = await scene.person("minh")
    assert (ended.team, ended.accounts) == (None, ()), "out at once"
