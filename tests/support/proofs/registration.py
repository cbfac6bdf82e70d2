"""What each write of `bot/writes/registration.py` does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.handlers.services import Conflict
from bot.records.registration import COUNCIL, SELF, AuditEntry, ScoreSheet
from bot.writes.registration import (
    AddAuditEntry,
    AskAbove,
    KeepSheet,
    LiftBan,
    MoveApplication,
    PutApplication,
    PutBan,
    RenameProduct,
    UndoDecision,
)
from ocop_domain.applications import ApplicationState
from support.proofs.scene import APPLICATION, DAY, NOW, Scene, proves


@proves(PutApplication)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    first = replace(APPLICATION, owner=lan.id)
    await scene.turn(PutApplication(first, {"phone": "+84912345678"}))
    assert await scene.store.application("p1") == replace(first, revision=1, product="pp1")
    assert await scene.store.producer_answers(lan.id) == {"phone": "+84912345678"}

    second = replace(first, id="p2", producer="o2", name="Mắm tôm", producer_name="htx tôm khô ĐẤT MŨI")
    await scene.turn(PutApplication(second, {"phone": "+84911111111"}))
    kept = await scene.store.application("p2")
    assert kept
    assert kept.producer == "o1", "the same name, however it is written, is the same producer"
    assert await scene.store.producer_answers(lan.id) == {"phone": "+84911111111"}

    await scene.turn(MoveApplication("p1", 1, ApplicationState.RETURNED, DAY, ("price",), "Thiếu giá"))
    again = replace(first, name="Tôm khô loại 1", revision=2, sent_on=DAY + timedelta(days=3))
    await scene.turn(PutApplication(again, {}))
    sent = await scene.store.application("p1")
    assert sent
    assert (sent.name, sent.revision, sent.marked, sent.reason) == ("Tôm khô loại 1", 3, (), "")
    assert {p.id for p in await scene.store.applications_of(lan.id, "camau-2022")} == {"p1", "p2"}
    assert [p.id for p in await scene.store.all_applications("camau-2022")] == ["p2", "p1"], "oldest first"
    assert [(p.id, p.name, p.former) for p in await scene.store.products_of(lan.id)] == [
        ("pp2", "Mắm tôm", ()),
        ("pp1", "Tôm khô loại 1", (first.name,)),
    ]


@proves(RenameProduct)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    sent = await scene.store.application("p1")
    assert sent
    await scene.turn(RenameProduct("pp1", "Tôm khô Đất Mũi", sent))
    (product,) = await scene.store.products_of(lan.id)
    assert (product.name, product.former) == ("Tôm khô Đất Mũi", (APPLICATION.name,))
    renamed = await scene.store.application("p1")
    assert renamed
    assert (renamed.name, renamed.answers["product_name"]) == ("Tôm khô Đất Mũi", "Tôm khô Đất Mũi")
    assert renamed.product == "pp1"
    with pytest.raises(Conflict):
        await scene.turn(RenameProduct("pp1", "Của người khác"), who="minh")


@proves(MoveApplication)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    await scene.turn(
        MoveApplication("p1", 1, ApplicationState.RETURNED, DAY + timedelta(days=2), ("price", "story"), "Sai giá")
    )
    moved = await scene.store.application("p1")
    assert moved
    assert moved.state is ApplicationState.RETURNED
    assert (moved.marked, moved.reason, moved.revision) == (("price", "story"), "Sai giá", 2)
    assert (moved.sent_on, moved.updated_on) == (DAY, DAY + timedelta(days=2))


@proves(UndoDecision)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    await scene.turn(MoveApplication("p1", 1, ApplicationState.REFUSED, DAY + timedelta(days=2), (), "Trùng"))
    await scene.turn(UndoDecision("p1", 2, ApplicationState.SENT, DAY, "Bấm nhầm"), who="minh")
    again = await scene.store.application("p1")
    assert again
    assert (again.state, again.open, again.sent_on) == (ApplicationState.SENT, True, DAY)
    assert (again.marked, again.reason, again.revision) == ((), "", 3)
    with pytest.raises(Conflict):
        await scene.turn(UndoDecision("p1", 2, ApplicationState.SENT, DAY), who="hoa")


@proves(PutBan)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutBan(lan.id, "o32035", "HTX Tôm"), who="minh")
    assert (await scene.store.bans_in(["o32035"], 0, 5))[0] == 1
    assert (await scene.store.bans_in(["o32038"], 0, 5))[0] == 0
    found = await scene.store.ban_of(lan.id, "o32035")
    assert found
    assert (found.name, found.asked) == ("HTX Tôm", None)
    assert await scene.store.ban_of(lan.id, "o32038") is None


@proves(LiftBan)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutBan(lan.id, "o32035", "HTX Tôm"), who="minh")
    await scene.turn(LiftBan(lan.id, "o32035"), who="minh")
    assert await scene.store.ban_of(lan.id, "o32035") is None


@proves(AskAbove)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutBan(lan.id, "o32035", "HTX Tôm"), who="minh")
    await scene.turn(AskAbove("o32035"))
    found = await scene.store.ban_of(lan.id, "o32035")
    assert found
    assert found.asked


@proves(AddAuditEntry)
async def _(scene: Scene) -> None:
    await scene.turn(AddAuditEntry("p1", "sent"))
    scene.now += timedelta(hours=2)
    await scene.turn(AddAuditEntry("p1", "returned", "Thiếu giá", ("price",)))
    assert await scene.store.history("p1") == [
        AuditEntry("sent", NOW, by=(await scene.person()).id),
        AuditEntry("returned", NOW + timedelta(hours=2), "Thiếu giá", by=(await scene.person()).id),
    ]
    assert await scene.rows("SELECT marked FROM audit WHERE kind = 'returned'") == [('["price"]',)]


@proves(KeepSheet)
async def _(scene: Scene) -> None:
    lan = await scene.person("lan")
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    first = ScoreSheet("p1", SELF, "26-2026", "s08", {"1.1": 3, "exclusions": []}, 3, 1, NOW.date())
    second = replace(first, kind=COUNCIL, answers={"1.1": 2}, total=2)
    for sheet in (first, second):
        await scene.turn(KeepSheet(sheet))
    assert await scene.store.sheets_of("p1") == [second, first], "newest first, and the old one stays"
    assert await scene.store.sheets_of("p2") == []


@proves(KeepSheet)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    await scene.turn(PutApplication(replace(APPLICATION, owner=lan.id), {}))
    own = ScoreSheet("p1", SELF, "26-2026", "s08", {"1.1": 5, "1.2": None}, 5, 1, DAY)
    later = replace(own, kind=COUNCIL, answers={"1.1": 4, "1.2": 3}, total=72, star=4, on=DAY + timedelta(days=9))
    await scene.turn(KeepSheet(own))
    await scene.turn(KeepSheet(later), who="council")
    assert await scene.store.sheets_of("p1") == [later, own], "newest first, and none takes another's place"
    assert await scene.store.sheets_of("p2") == []
