"""What each write of `bot/writes/forms.py` does."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import Upload
from bot.writes.forms import DropDraft, KeepFile, SaveDraft, SetPlace
from support.proofs.scene import DRAFT, Scene, proves


@proves(SaveDraft)
async def _(scene: Scene) -> None:
    await scene.turn(SaveDraft(DRAFT))
    kept = await scene.store.draft("d1")
    assert kept == DRAFT.with_(revision=1), "every field comes back"
    scene.now += timedelta(days=40)
    await scene.turn(SaveDraft(kept.with_(at="=", partial=None, answers={"product_name": "Mắm tôm"})))
    changed = await scene.store.draft("d1")
    assert changed
    assert (changed.at, changed.partial, changed.revision) == ("=", None, 2)
    (listed,) = await scene.store.drafts_of((await scene.person()).id, "camau-2022")
    assert (listed.id, listed.form, listed.name, listed.updated) == ("d1", "idea", "Mắm tôm", scene.now)
    assert await scene.store.drafts_of((await scene.person()).id, "vietnam-2027") == []
    assert await scene.store.drafts_of((await scene.person("minh")).id, "camau-2022") == []


@proves(DropDraft)
async def _(scene: Scene) -> None:
    await scene.turn(SaveDraft(DRAFT))
    await scene.turn(DropDraft("d1"))
    assert await scene.store.draft("d1") is None
    assert await scene.store.drafts_of((await scene.person()).id, "camau-2022") == []


@proves(SetPlace)
async def _(scene: Scene) -> None:
    await scene.turn(SetPlace("d1"))
    assert ((await scene.person()).draft, (await scene.person("minh")).draft) == ("d1", "")
    await scene.turn(SetPlace(""))
    assert (await scene.person()).draft == ""


@proves(KeepFile)
async def _(scene: Scene) -> None:
    upload = Upload("a" * 32, "ảnh.jpg", "image/jpeg", 123)
    for who in ("lan", "lan", "minh"):
        await scene.turn(KeepFile(upload), who=who)
    kept = await scene.rows("SELECT id, person_id, name, content_type, size FROM file ORDER BY person_id")
    owners = [(await scene.person(who)).id for who in ("lan", "minh")]
    assert kept == [(upload.id, owner, "ảnh.jpg", "image/jpeg", 123) for owner in owners]
