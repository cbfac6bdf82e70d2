"""What each write of `bot/writes/assistance.py` does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.services import Conflict
from bot.messages import Upload
from bot.records.people import Help, Invitation, Recipient
from bot.records.registration import AuditEntry
from bot.writes.assistance import BeginHelp, ConfirmHelp, EndHelp, KeepAgreement, OpenHelp, SetHelp
from bot.writes.forms import KeepFile, SaveDraft, SetPlace
from bot.writes.people import AddGrant, AddInvitation
from bot.writes.registration import AddAuditEntry
from support.proofs.scene import BEGIN, DRAFT, NOW, OFFICER, Scene, helped, proves


@proves(BeginHelp)
async def _(scene: Scene) -> None:
    paper = Upload("c" * 32, "giấy.pdf", "application/pdf", 9)
    await scene.turn(KeepFile(paper), SetPlace("d9"), who="minh")
    signed = replace(BEGIN, how="paper", files=(paper.id,), purposes={"consent_dossier": True, "consent_x": False})
    ward = await helped(scene, signed)
    officer = ward.speaker
    assert officer
    assert (ward.helper, ward.grants, ward.draft, officer.grants) == (officer.id, (), "d9", (OFFICER,))
    assert ward.consents == {"consent_dossier": True, "consent_x": False}
    assert ward.help == Help(ward.id, officer.id, OFFICER.area, "Cơ sở Ba Khía", "+84912345678", "paper")
    assert await scene.rows("SELECT person_id FROM file") == [(ward.id,)], "the paper is the producer's"
    assert await scene.rows("SELECT language FROM person WHERE id = ?", ward.id) == [(officer.language,)]
    told = await scene.rows("SELECT person_id, on_behalf FROM audit WHERE kind = 'agreed.on_paper'")
    assert told == [(officer.id, ward.id)]
    assert [h.name for h in await scene.store.helped_in([OFFICER.area])] == ["Cơ sở Ba Khía"]
    assert await scene.store.helped_in(["o1"]) == []


@proves(SetHelp)
async def _(scene: Scene) -> None:
    ward = await helped(scene)
    await scene.turn(SaveDraft(DRAFT), SetPlace("d1"), AddAuditEntry("p1", "sent"), who="minh")
    assert await scene.rows("SELECT person_id FROM draft") == [(ward.id,)], "what is typed is the producer's"
    assert (await scene.store.history("p1"))[0] == AuditEntry("sent", NOW, by=ward.helper, helped=True)
    await scene.turn(SetHelp(0), SetPlace(""), who="minh")
    assert (await scene.person("minh")).id == ward.helper
    second = await scene.person("second")
    await scene.turn(AddGrant(OFFICER), SetHelp(ward.id), who="second")
    await scene.turn(SetPlace("d1"), who="second")
    await scene.turn(SetHelp(ward.id), SetPlace("d1"), who="minh")
    both = [(await scene.person(who)).draft for who in ("minh", "second")]
    assert both == ["d1", "d1"], "not helping yet when the place was taken"
    await scene.turn(SetPlace("d1"), who="minh")
    assert (await scene.person("second")).draft == "", "one hand at a time in one form"
    assert (await scene.person("second")).helper == second.id


@proves(KeepAgreement)
async def _(scene: Scene) -> None:
    await helped(scene)
    await scene.turn(KeepAgreement(("e" * 32,), {"consent_dossier": True}), who="minh")
    ward = await scene.person("minh")
    assert ward.help
    assert (ward.consents, ward.help.state) == ({"consent_dossier": True}, "paper")


@proves(OpenHelp)
async def _(scene: Scene) -> None:
    ward = await helped(scene)
    await scene.turn(OpenHelp(ward.id))
    found = await scene.store.help_of(ward.id)
    assert found
    assert (found.guest, found.state) == ((await scene.person()).id, "waiting")


@proves(ConfirmHelp)
async def _(scene: Scene) -> None:
    ward = await helped(scene)
    older = Invitation("h1", NOW + timedelta(days=3), person=ward.id)
    await scene.turn(AddInvitation(older), who="minh")
    assert (await scene.store.told(ward.id)) == [Recipient(ward.helper, "vi", ward=ward.id, name="Cơ sở Ba Khía")]
    await scene.move("lan", "telegram", ward)
    await scene.turn(ConfirmHelp(ward.id))
    kept = await scene.store.invitation("h1")
    assert kept
    assert kept.used, "an older code must not open what is the producer's own now"
    assert (await scene.person()).id == ward.id
    assert [told.person for told in await scene.store.told(ward.id)] == [ward.id]
    with pytest.raises(Conflict):
        await scene.turn(ConfirmHelp(ward.id))


@proves(EndHelp)
async def _(scene: Scene) -> None:
    ward = await helped(scene)
    await scene.turn(EndHelp(ward.id))
    officer = await scene.person("minh")
    assert officer.help
    assert officer.help.ended
    with pytest.raises(Conflict):
        await scene.turn(AddAuditEntry("p1", "sent"), who="minh")
    assert await scene.store.history("p1") == []
    with pytest.raises(Conflict):
        await scene.turn(EndHelp(ward.id))
