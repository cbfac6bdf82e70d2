"""Rows that leave: notices and the outbox, as the database keeps them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from support.proofs.scene import LATER, NOW, Scene, scene, two_addresses

from bot.messages import Outgoing, Reply
from bot.records.people import Person
from bot.storage.delivery.outbox import StoredOutbox
from bot.writes.people import AddGrant, Notify
from ocop_domain.rights import Grant, Role

__all__ = ["scene"]


ROW = "SELECT state, sent_at, not_before, attempts, message_ref, error FROM outbox WHERE id = ?"


async def _notice(scene: Scene, person: Person, key: str) -> Outgoing | None:
    rows = await scene.turn(Notify(person.id, Reply("Tin"), key), who="office")
    return rows[0] if rows else None


async def test_a_notice_goes_where_the_person_was_last(scene: Scene) -> None:
    lan = await two_addresses(scene)
    first = await _notice(scene, lan, "k1")
    assert first
    assert (first.channel, first.address) == ("web", "w1")
    scene.now += timedelta(days=1)
    await scene.turn(who="lan")
    second = await _notice(scene, lan, "k2")
    assert second
    assert (second.channel, second.address) == ("telegram", "lan")


async def test_a_notice_avoids_an_address_that_blocked_us_until_it_speaks_again(scene: Scene) -> None:
    lan = await two_addresses(scene)
    outbox = StoredOutbox(scene.store.database)
    first = await _notice(scene, lan, "k1")
    assert first
    await outbox.mark(first, "blocked", scene.now, error="blocked by the user")
    second = await _notice(scene, lan, "k2")
    assert second
    assert (second.channel, second.address) == ("telegram", "lan")
    await outbox.mark(second, "blocked", scene.now)
    assert await _notice(scene, lan, "k3") is None, "nowhere to send it"
    scene.now += timedelta(minutes=5)
    await scene.turn(who="lan")
    again = await _notice(scene, lan, "k4")
    assert again
    assert again.address == "lan", "who speaks to us is not blocking us"


async def test_administrators_are_told_of_a_fault_once(scene: Scene) -> None:
    await scene.turn(AddGrant(Grant(Role.ADMIN, "")), who="boss")
    await scene.turn(AddGrant(Grant(Role.ADMIN, "")), who="boss")
    await scene.turn(AddGrant(Grant(Role.COMMUNE_OFFICER, "o32035")), who="lan")
    (row,) = await scene.store.alarm(Reply("Hỏng"), "hour1", NOW)
    assert (row.address, row.lane) == ("boss", "notice")
    assert await scene.store.alarm(Reply("Hỏng"), "hour1", NOW) == []
    assert len(await scene.store.alarm(Reply("Hỏng"), "hour2", NOW)) == 1


async def test_without_administrators_an_alarm_is_no_fault(scene: Scene) -> None:
    assert await scene.store.alarm(Reply("Hỏng"), "k", NOW) == []


async def test_a_row_waits_until_its_time(scene: Scene) -> None:
    outbox = StoredOutbox(scene.store.database)
    (first,), (other,) = [await scene.turn(who=who, replies=[Reply("1")]) for who in ("lan", "minh")]
    later = LATER + timedelta(seconds=30)
    await outbox.mark(first, "waiting", NOW, error="flood", not_before=later)
    assert [r.id for r in await outbox.waiting(LATER)] == [other.id]
    due = await outbox.waiting(later)
    assert [(r.id, r.attempts) for r in due] == [(first.id, 1), (other.id, 0)], "oldest first, tries counted"


async def test_a_young_reply_is_left_to_its_writer_only_where_others_share_the_database(scene: Scene) -> None:
    outbox = StoredOutbox(scene.store.database)
    lan = await scene.person()
    (reply,) = await scene.turn(replies=[Reply("1")])
    (notice,) = await scene.turn(Notify(lan.id, Reply("Tin"), "k"))
    young = LATER - timedelta(milliseconds=1)
    alone = scene.store.database.alone
    assert [r.id for r in await outbox.waiting(young)] == ([reply.id] if alone else []) + [notice.id]
    assert [r.id for r in await outbox.waiting(LATER)] == [reply.id, notice.id]
    await outbox.mark(reply, "waiting", NOW, error="busy", not_before=NOW + timedelta(seconds=1))
    due = await outbox.waiting(NOW + timedelta(seconds=1))
    assert [r.id for r in due] == [reply.id, notice.id], "what was tried and must be tried again is anybody's"


async def test_of_many_who_claim_a_row_at_once_exactly_one_has_it(scene: Scene) -> None:
    outbox = StoredOutbox(scene.store.database)
    lan = await scene.person()
    (row,) = await scene.turn(Notify(lan.id, Reply("Tin"), "k"))
    claims = await asyncio.gather(*(outbox.claim(row, NOW, NOW + timedelta(minutes=2)) for _ in range(8)))
    assert sorted(map(bool, claims)) == [False] * 7 + [True]
    assert await outbox.waiting(LATER) == []
    assert await outbox.interrupted(NOW + timedelta(minutes=2)) == 0, "its sender may still be at work"
    assert await outbox.interrupted(NOW + timedelta(minutes=2, seconds=1)) == 1
    assert not await outbox.claim(row, LATER, LATER + timedelta(minutes=2)), "what is unknown is not claimed again"


@pytest.mark.parametrize("state", ["sent", "blocked", "refused", "unknown"])
async def test_a_row_that_came_to_an_end_cannot_be_claimed(scene: Scene, state: Any) -> None:
    outbox = StoredOutbox(scene.store.database)
    (row,) = await scene.turn(replies=[Reply("1")])
    await outbox.mark(row, state, NOW)
    assert not await outbox.claim(row, LATER, LATER + timedelta(minutes=2))


async def test_a_claimed_reply_waits_again_when_its_lease_is_over(scene: Scene) -> None:
    outbox = StoredOutbox(scene.store.database)
    (row,) = await scene.turn(replies=[Reply("1")])
    assert await outbox.claim(row, LATER, LATER + timedelta(minutes=2))
    assert await outbox.waiting(LATER) == []
    later = LATER + timedelta(minutes=3)
    assert await outbox.interrupted(later) == 0, "only notices become unknown"
    assert [r.id for r in await outbox.waiting(later)] == [row.id]


async def test_a_process_that_is_alone_knows_at_its_start_that_its_claims_were_interrupted(scene: Scene) -> None:
    outbox = StoredOutbox(scene.store.database)
    lan = await scene.person()
    (reply,) = await scene.turn(replies=[Reply("1")])
    (notice,) = await scene.turn(Notify(lan.id, Reply("Tin"), "k"))
    for row in (reply, notice):
        assert await outbox.claim(row, NOW, LATER + timedelta(minutes=2))
    assert scene.store.database.first
    assert await outbox.interrupted(LATER, restarted=True) == 1
    assert [(await scene.rows(ROW, row.id))[0][0] for row in (reply, notice)] == ["waiting", "unknown"]


async def test_a_reply_behind_one_that_waits_waits_too(scene: Scene) -> None:
    outbox = StoredOutbox(scene.store.database)
    lan = await scene.person()
    first, second = await scene.turn(replies=[Reply("1"), Reply("2")])
    (notice,) = await scene.turn(Notify(lan.id, Reply("Tin"), "k"))
    await outbox.mark(first, "waiting", NOW, not_before=NOW + timedelta(seconds=30))
    assert [r.id for r in await outbox.waiting(NOW)] == [notice.id], "a notice does not wait for replies"
    assert await outbox.held(NOW) == {("telegram", "lan")}
    later = NOW + timedelta(seconds=30)
    assert [r.id for r in await outbox.waiting(later)] == [first.id, second.id, notice.id]
    assert await outbox.held(later) == set()


async def test_a_notice_that_meets_a_block_goes_to_the_other_address(scene: Scene) -> None:
    lan = await two_addresses(scene)
    outbox = StoredOutbox(scene.store.database)
    notice = await _notice(scene, lan, "k1")
    assert notice
    await outbox.mark(notice, "blocked", scene.now)
    (moved,) = await outbox.waiting(scene.now)
    assert (moved.id, moved.channel, moved.address) == (notice.id, "telegram", "lan")
    await outbox.mark(moved, "blocked", scene.now)
    assert await outbox.waiting(scene.now) == []
    assert (await scene.rows(ROW, notice.id))[0][0] == "blocked", "nowhere else to go"


@pytest.mark.parametrize("state", ["sent", "blocked", "refused", "unknown"])
async def test_a_row_that_came_to_an_end_does_not_wait_any_more(scene: Scene, state: Any) -> None:
    outbox = StoredOutbox(scene.store.database)
    (row,) = await scene.turn(replies=[Reply("1")])
    await outbox.mark(row, state, NOW, ref="77" if state == "sent" else "", error="e" * 900)
    assert await outbox.waiting(NOW + timedelta(days=400)) == []
    ((kept, sent_at, _, attempts, ref, error),) = await scene.rows(ROW, row.id)
    assert (kept, attempts, bool(sent_at), ref) == (state, 1, state == "sent", "77" if state == "sent" else "")
    assert len(error) == 500


async def test_a_notice_that_was_being_sent_when_the_process_ended_is_unknown(scene: Scene) -> None:
    outbox = StoredOutbox(scene.store.database)
    lan = await scene.person()
    first, second = [(await scene.turn(Notify(lan.id, Reply("Tin"), k)))[0] for k in ("a", "b")]
    await outbox.mark(first, "attempting", NOW)
    assert await outbox.interrupted(NOW) == 1
    assert await outbox.interrupted(NOW) == 0
    assert [r.id for r in await outbox.waiting(NOW)] == [second.id]
    assert (await scene.rows(ROW, first.id))[0][0] == "unknown"
