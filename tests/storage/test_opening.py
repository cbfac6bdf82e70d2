"""What the assistant keeps about itself, and how its database is opened."""

from __future__ import annotations

from datetime import timedelta

from support.databases import Open
from support.proofs.scene import DRAFT, LATER, NOW, Scene, scene

from bot.messages import Reply
from bot.storage.delivery.outbox import StoredOutbox
from bot.storage.store import Store
from bot.writes.forms import SaveDraft, SetPlace
from bot.writes.people import Notify

__all__ = ["scene"]


async def test_a_database_knows_what_it_is_for(scene: Scene) -> None:
    assert await scene.store.kind() == ""
    await scene.store.set_kind("demo")
    await scene.store.set_kind("live")
    assert await scene.store.kind() == "demo", "it does not become another kind later"


async def test_a_database_of_people_without_a_kind_is_live(scene: Scene) -> None:
    await scene.person()
    assert await scene.store.kind() == "live", "a demonstration must never open it"


async def test_tidying_forgets_what_nobody_needs_and_nothing_else(scene: Scene) -> None:
    outbox = StoredOutbox(scene.store.database)
    lan = await scene.person()
    unanswered = await scene.arrives()
    rows = await scene.turn(SaveDraft(DRAFT), Notify(lan.id, Reply("Tin"), "k"), replies=[Reply("1"), Reply("2")])
    by_text = {row.reply.text: row for row in rows}
    await outbox.mark(by_text["1"], "sent", NOW)
    await outbox.mark(by_text["Tin"], "sent", NOW)
    await scene.store.tidy(NOW + timedelta(days=29))
    assert len(await scene.rows("SELECT id FROM inbox")) == 2
    await scene.store.tidy(NOW + timedelta(days=31))
    assert await scene.store.unanswered() == [unanswered], "what was not answered is kept however old"
    assert len(await scene.rows("SELECT id FROM inbox")) == 1
    left = await scene.rows("SELECT lane, state FROM outbox ORDER BY id")
    assert sorted(left) == [("notice", "sent"), ("reply", "waiting")], (
        "notices are the ledger, unsent replies still go out"
    )
    assert await scene.store.draft("d1")


async def test_what_was_written_is_there_after_opening_again(open_database: Open) -> None:
    first = Store(await open_database())
    await Scene(first).turn(SaveDraft(DRAFT), SetPlace("d1"), replies=[Reply("Câu 1")])
    await first.close()
    second = Store(await open_database())
    try:
        person = await second.person("telegram", "lan", "vi", NOW)
        assert person.draft == "d1"
        assert await second.draft("d1") == DRAFT.with_(revision=1)
        assert [r.reply.text for r in await StoredOutbox(second.database).waiting(LATER)] == ["Câu 1"]
    finally:
        await second.close()
