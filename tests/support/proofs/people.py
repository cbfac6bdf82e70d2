"""What each write of `bot/writes/people.py` does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversations.form import Draft
from bot.handlers.services import Conflict
from bot.messages import Choice, Reply, Upload
from bot.records.offices import Official
from bot.records.people import Invitation, Recipient
from bot.storage.account import offices
from bot.storage.web import WebMessages
from bot.writes.forms import KeepFile, SaveDraft
from bot.writes.people import (
    AddGrant,
    AddInvitation,
    EndGrant,
    ErasePerson,
    KeepExport,
    KeepZip,
    MoveAddress,
    NewCalendarAddress,
    Notify,
    PutOfficial,
    SetConsent,
    SetFace,
    SetLanguage,
    SucceedUnit,
    UseInvitation,
)
from bot.writes.registration import PutApplication
from bot.writes.year import Mute
from ocop_domain.rights import Act, Grant, Role
from support.proofs.scene import APPLICATION, DRAFT, NOW, OFFICER, Scene, helped, proves


@proves(SetLanguage)
async def _(scene: Scene) -> None:
    await scene.turn(SetLanguage("en"), who="w1", channel="web")
    person = await scene.person("w1", "web")
    assert person.language == "en"
    assert await scene.store.recipient(person.id) == Recipient(person.id, "en")
    assert await WebMessages(scene.store.database).language("w1") == "en"


@proves(SetConsent)
async def _(scene: Scene) -> None:
    await scene.turn(SetConsent("consent_dossier", True), SetConsent("consent_promotion", False))
    assert (await scene.person()).consents == {"consent_dossier": True, "consent_promotion": False}
    await scene.turn(SetConsent("consent_dossier", False))
    assert (await scene.person()).consents["consent_dossier"] is False
    told = await scene.rows("SELECT kind, subject FROM audit ORDER BY id")
    assert ("consent.given", "consent_dossier") in told, "when consent was given can be shown later"
    assert told[-1] == ("consent.refused", "consent_dossier")


@proves(AddInvitation)
async def _(scene: Scene) -> None:
    made = Invitation("hash", NOW + timedelta(days=7), Role.COMMUNE_OFFICER, "o32035")
    await scene.turn(AddInvitation(made))
    assert await scene.store.invitation("hash") == made
    assert await scene.store.invitation("other") is None
    own = Invitation("own", NOW + timedelta(minutes=15), person=(await scene.person()).id)
    await scene.turn(AddInvitation(own))
    assert await scene.store.invitation("own") == own


@proves(UseInvitation)
async def _(scene: Scene) -> None:
    await scene.store.invite(Invitation("hash", NOW + timedelta(days=7), Role.ADMIN), NOW)
    await scene.turn(UseInvitation("hash"))
    used = await scene.store.invitation("hash")
    assert used
    assert used.used
    assert await scene.rows("SELECT used_by FROM invitation") == [((await scene.person()).id,)]


@proves(AddGrant)
async def _(scene: Scene) -> None:
    grant = Grant(Role.COMMUNE_OFFICER, "o32035")
    other = Grant(Role.DISTRICT_STAFF, "o964")
    await scene.turn(AddGrant(grant), AddGrant(other))
    await scene.turn(AddGrant(grant))
    officer = await scene.person()
    assert sorted(officer.grants, key=str) == sorted([grant, other], key=str), "a grant given twice is held once"
    found = await scene.store.officers_of(["o32035", "o32038"], Act.CHECK)
    assert found == [Recipient(officer.id, "vi")]
    assert await scene.store.officers_of(["o32035"], Act.MOVE_DATE) == []
    assert await scene.store.officers_of([], Act.CHECK) == []


@proves(EndGrant)
async def _(scene: Scene) -> None:
    grant, other = Grant(Role.COMMUNE_OFFICER, "o32035"), Grant(Role.DISTRICT_STAFF, "o964")
    boss = await scene.person("boss")
    await scene.turn(AddGrant(grant, boss.id, "hash"), AddGrant(other))
    officer = await scene.person()
    await scene.turn(EndGrant(officer.id, grant, boss.id, "removed"), who="boss")
    assert (await scene.person()).grants == (other,)
    (was,) = await offices.formerly_held(scene.store.database)
    assert (was.person, was.grant, was.by, was.how) == (officer.id, grant, boss.id, "removed")
    (still,) = await offices.held(scene.store.database)
    assert (still.person, still.grant, still.by) == (officer.id, other, 0)
    with pytest.raises(Conflict):
        await scene.turn(EndGrant(officer.id, grant, boss.id, "removed"), who="boss")


@proves(SucceedUnit)
async def _(scene: Scene) -> None:
    await helped(scene)
    old, new = OFFICER.area, "n32025"
    await scene.turn(SucceedUnit(old, new))
    assert await scene.rows("SELECT area FROM assist") == [(new,)]


@proves(PutOfficial)
async def _(scene: Scene) -> None:
    said = Official("Lê Thị Lan", "Công chức Văn hóa - Xã hội", "+842903831234")
    await scene.turn(PutOfficial(Official("Lan")), AddGrant(Grant(Role.COMMUNE_OFFICER, "o32035")))
    await scene.turn(PutOfficial(said))
    assert await offices.official_of(scene.store.database, (await scene.person()).id) == said
    assert await offices.officials_for(scene.store.database, ["o32035"]) == [said]
    assert await offices.officials_for(scene.store.database, ["o32038"]) == []


@proves(SetFace)
async def _(scene: Scene) -> None:
    await scene.turn(SetFace("producer"))
    assert (await scene.person()).face == "producer"


@proves(MoveAddress)
async def _(scene: Scene) -> None:
    lan = await scene.person("lan")
    new = await scene.person("w1", "web")
    upload = Upload("b" * 32, "ảnh.jpg", "image/jpeg", 5)
    empty = Draft("c1", "consent", 1, "camau-2022", {"consent_dossier": True})
    await scene.turn(SaveDraft(empty), KeepFile(upload), Mute("x"), who="w1", channel="web")
    scene.now += timedelta(hours=2)
    await scene.move("w1", "web", lan)
    assert (await scene.person("w1", "web")).id == lan.id == (await scene.person("lan")).id
    assert await scene.rows("SELECT person_id FROM file") == [(lan.id,)], "what was begun here goes along"
    assert await scene.store.muted(lan.id, "camau-2022") == {"x"}
    assert (await scene.person("w1", "web")).joined == scene.now
    assert (await scene.person("lan")).joined is None
    assert (await scene.store.account(new.id)) is not None, "the empty account stays, without a phone"


@proves(Notify)
async def _(scene: Scene) -> None:
    minh = await scene.person("minh")
    reply = Reply("Tin", title="Tin từ OCOP", choices=(Choice("p:p1", "Xem"),))
    (row,) = await scene.turn(Notify(minh.id, reply, "sent:p1:0"))
    assert (row.channel, row.address, row.lane, row.reply) == ("telegram", "minh", "notice", reply)
    assert await scene.turn(Notify(minh.id, reply, "sent:p1:0")) == [], "the same key is sent once"
    assert len(await scene.turn(Notify(minh.id, reply, "sent:p1:1"))) == 1


@proves(KeepExport)
async def _(scene: Scene) -> None:
    one, two = (Upload(c * 32, "du-lieu-cua-toi.zip", "application/zip", 9) for c in "ab")
    await scene.turn(KeepExport((one,)))
    await scene.turn(KeepExport((one,)), who="minh")
    await scene.turn(KeepExport((two,)))
    kept = await scene.rows("SELECT id, person_id, content_type FROM file ORDER BY person_id, id")
    assert kept == [(one.id, 1, "dropped"), (two.id, 1, "application/zip"), (one.id, 2, "application/zip")]


@proves(KeepZip)
async def _(scene: Scene) -> None:
    one, two = (Upload(c * 32, "ho-so-tom-kho.zip", "application/zip", 9) for c in "ab")
    other = Upload("c" * 32, "ho-so-mat-ong.zip", "application/zip", 9)
    await scene.turn(KeepZip(one), KeepZip(other))
    await scene.turn(KeepZip(one), who="minh")
    await scene.turn(KeepZip(two))
    kept = await scene.rows("SELECT id, person_id, content_type FROM file ORDER BY person_id, id")
    whole = "application/zip"
    assert kept == [(one.id, 1, "dropped"), (two.id, 1, whole), (other.id, 1, whole), (one.id, 2, whole)]


@proves(ErasePerson)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(SaveDraft(DRAFT), PutApplication(replace(APPLICATION, owner=lan.id), {}))
    await scene.turn(await scene.store.erasure(lan.id))
    assert await scene.store.applications_of(lan.id, "camau-2022") == []
    assert await scene.store.drafts_of(lan.id, "camau-2022") == []
    assert (await scene.person()).id != lan.id


@proves(NewCalendarAddress)
async def _(scene: Scene) -> None:
    lan, minh = await scene.person(), await scene.person("minh")
    before = await scene.store.calendar_version(lan.id)
    await scene.turn(NewCalendarAddress())
    assert await scene.store.calendar_version(lan.id) == before + 1
    assert await scene.store.calendar_version(minh.id) == before
    assert await scene.store.calendar_version(10**9) not in range(before, before + 2), "nobody has no calendar"
