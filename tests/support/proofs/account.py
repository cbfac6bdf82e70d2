"""What each write of `bot/writes/account.py` does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.handlers.services import Conflict
from bot.messages import Reply
from bot.records.account import Recovery, WrongCodes
from bot.writes.account import CountWrongCode, EndPhone, KeepRecovery, ObjectRecovery, TakeRecovery, TellAt, TellPhones
from support.proofs.scene import NOW, Scene, proves, two_addresses


@proves(TellPhones)
async def _(scene: Scene) -> None:
    lan = await two_addresses(scene)
    told = TellPhones(lan.id, Reply("Một máy mới"), "joined")
    (row,) = await scene.turn(told, who="w1", channel="web")
    assert (row.channel, row.address, row.lane) == ("telegram", "lan", "notice"), "every phone but the one that speaks"
    assert await scene.turn(told, who="w1", channel="web") == [], "the same key is sent once"


@proves(EndPhone)
async def _(scene: Scene) -> None:
    lan = await two_addresses(scene)
    (row,) = await scene.turn(EndPhone("web", "w1", "ended", Reply("Tạm biệt")))
    assert (row.channel, row.address, row.lane, row.reply) == ("web", "w1", "reply", Reply("Tạm biệt"))
    account = await scene.store.account(lan.id)
    assert account
    assert [(p.channel, p.address) for p in account.phones] == [("telegram", "lan")]
    assert await scene.rows("SELECT person_id, address, how FROM past_address") == [(lan.id, "w1", "ended")]
    assert (await scene.person("w1", "web")).id != lan.id, "whoever speaks there next is a newcomer"


@proves(TellAt)
async def _(scene: Scene) -> None:
    lan = await two_addresses(scene)
    minh = await scene.person("minh")
    await scene.turn(TellAt("web", "w1"))
    account = await scene.store.account(lan.id)
    assert account
    assert [(p.address, p.preferred) for p in account.phones] == [("lan", False), ("w1", True)]
    with pytest.raises(Conflict):
        await scene.turn(TellAt("web", "w1"), who="minh")
    await scene.turn(TellAt())
    assert await scene.rows("SELECT address FROM address WHERE preferred = 1") == []
    assert minh.id != lan.id


async def _recovered(scene: Scene) -> Recovery:
    """Lan's phone of before may only look, since "w1" came in by a code that an official gave."""
    lan, minh = await two_addresses(scene), await scene.person("minh")
    given = Recovery("t" * 64, lan.id, minh.id, "o32035", "known", "Gặp ở chợ", scene.now)
    await scene.turn(KeepRecovery(given), who="minh")
    await scene.turn(TakeRecovery(given.token_hash), who="w1", channel="web")
    found = await scene.store.last_recovery(lan.id)
    assert found
    return found


@proves(KeepRecovery)
async def _(scene: Scene) -> None:
    lan = await scene.person()
    given = Recovery("t" * 64, lan.id, lan.id, "o32035", "known", "Gặp ở chợ", scene.now)
    await scene.turn(KeepRecovery(given))
    assert await scene.store.recovery(given.token_hash) == given
    assert await scene.store.last_recovery(lan.id) is None, "nobody came in yet"


@proves(TakeRecovery)
async def _(scene: Scene) -> None:
    found = await _recovered(scene)
    assert (found.taken, found.channel, found.address) == (scene.now, "web", "w1")
    assert [(await scene.person()).read_only, (await scene.person("w1", "web")).read_only] == [True, False]
    with pytest.raises(Conflict):
        await scene.turn(TakeRecovery(found.token_hash), who="w1", channel="web")


@proves(ObjectRecovery)
async def _(scene: Scene) -> None:
    found = await _recovered(scene)
    (row,) = await scene.turn(ObjectRecovery(found, Reply("Tạm biệt")))
    assert (row.channel, row.address, row.reply) == ("web", "w1", Reply("Tạm biệt"))
    assert not (await scene.person()).read_only
    assert (await scene.person("w1", "web")).id != found.person
    with pytest.raises(Conflict):
        await scene.turn(ObjectRecovery(found, Reply("Tạm biệt")))


@proves(CountWrongCode)
async def _(scene: Scene) -> None:
    await scene.turn(CountWrongCode(("a", "b")))
    scene.now += timedelta(minutes=5)
    await scene.turn(CountWrongCode(("a",)))
    assert await scene.store.wrong_codes(["a", "b", "c"]) == {
        "a": WrongCodes(2, scene.now),
        "b": WrongCodes(1, NOW),
    }
