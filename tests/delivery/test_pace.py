"""How fast messages leave: never more than the platform takes in any second, whoever wants to say what."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from math import inf
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.databases import Open, emptied_postgres
from support.virtual import in_made_up_time
from support.waiting import PATIENCE

from bot.delivery.breaker import FAILURES, FIRST, LONGEST, Breaker
from bot.delivery.floods import CHATS, Floods
from bot.kit.pace import Chats, Pace, PaceGate
from bot.storage.delivery.pace import SharedPace

RATE, MOST = 28, 30
WANTS = st.lists(st.tuples(st.floats(0, 0.5), st.booleans(), st.integers(1, 3)), max_size=300)
"""Seconds since the last wish, whether it is a reply, of how many messages."""


def busiest(left: Sequence[float]) -> int:
    """The most messages in any second."""
    return max((sum(t <= other < t + 1 for other in left) for t in left), default=0)


def test_notices_leave_at_a_steady_beat_without_a_burst() -> None:
    pace = Pace(50)
    assert [pace.notice(100.0) for _ in range(5)] == pytest.approx([100.0, 100.02, 100.04, 100.06, 100.08])
    assert pace.notice(200.0) == 200.0
    assert pace.notice(200.0) == pytest.approx(200.02), "what was not used is not saved up"
    pace.hold(230.0)
    assert [pace.notice(210.0), pace.notice(210.0)] == pytest.approx([230.0, 230.02])
    assert pace.reply(210.0) == 230.0


@given(WANTS)
def test_in_no_second_more_leaves_than_the_platform_takes(wants: list[tuple[float, bool, int]]) -> None:
    pace, now, left = Pace(RATE, MOST), 1000.0, []
    for after, reply, cost in wants:
        now += after
        at = pace.reply(now, cost) if reply else pace.notice(now, cost)
        assert at >= now
        left += [at] * cost
        if not reply:
            now = max(now, at)  # a notice is not asked for before the last has left
    assert busiest(left) <= MOST


@given(st.floats(0.0, 0.03), st.integers(50, 200))
def test_a_sender_that_is_a_little_late_keeps_the_rate(late: float, count: int) -> None:
    pace, now, left = Pace(RATE, MOST), 5.0, []
    for _ in range(count):
        at = pace.notice(now)
        now = at + late
        left.append(at)
    assert (count - 1) / (left[-1] - left[0]) >= 0.97 * RATE
    assert busiest(left) <= RATE + 1, "the last place of a second is the margin"


def test_a_reply_does_not_wait_for_notices_and_they_make_room_for_it() -> None:
    pace = Pace(RATE, MOST)
    notices = [pace.notice(0.0) for _ in range(10)]
    assert pace.reply(notices[-1]) == notices[-1]
    assert pace.notice(notices[-1]) == pytest.approx(notices[-1] + 2 / RATE)


@given(WANTS)
def test_whoever_goes_on_from_what_was_kept_does_the_same(wants: list[tuple[float, bool, int]]) -> None:
    here, there, now = Pace(RATE, MOST), Pace(RATE, MOST), 0.0
    for after, reply, cost in wants:
        now += after
        there = Pace.from_json(RATE, MOST, json.loads(json.dumps(there.to_json())))
        asked = [p.reply(now, cost) if reply else p.notice(now, cost) for p in (here, there)]
        assert asked[0] == asked[1]


def test_a_chat_gets_a_burst_of_replies_and_notices_only_after_a_silence() -> None:
    chats = Chats()
    assert [chats.reply("-5", 10.0, 1.0, 3) for _ in range(5)] == [10.0, 10.0, 10.0, 11.0, 12.0]
    assert [chats.reply("lan", 10.0, 1.0, inf) for _ in range(5)] == [10.0] * 5
    assert chats.notice("lan", 10.5, 1.0) == 11.0
    assert chats.notice("-5", 12.0, 1.0) == 15.0
    assert chats.notice("minh", 12.0, 1.0) == 12.0
    assert chats.notice("minh", 12.5, 1.0) == 13.0
    assert chats.notice("minh", 13.0, 1.0) == 13.0
    chats.hold("hoa", 40.0)
    assert (chats.reply("hoa", 20.0, 1.0, inf), chats.reply("tu", 20.0, 0.0, inf)) == (40.0, 20.0)
    assert chats.notice("hoa", 25.0, 0.0) == 40.0


def test_chats_that_were_silent_are_forgotten() -> None:
    chats = Chats()
    for n in range(25_000):
        chats.reply(str(n), n * 0.01, 1.0, inf)
    assert len(chats._next) <= 10_001


def test_one_chat_that_complains_is_one_chat_and_several_are_all() -> None:
    floods = Floods()
    assert not any(floods.of_all("lan", t) for t in (0.0, 0.1, 0.2, 0.3)), "one chat, however often"
    assert [floods.of_all(str(n), 5.0) for n in range(CHATS)] == [False] * (CHATS - 1) + [True]
    assert not floods.of_all("lan", 50.0)


def test_a_platform_that_is_down_is_tried_by_one_at_a_time_and_ever_more_seldom() -> None:
    breaker = Breaker(lambda: 1.0)
    for _ in range(FAILURES):
        assert breaker.wait(0.0) == 0
        breaker.failed(0.0)
    for _ in range(20):
        breaker.failed(0.0)  # was on its way
    now, waits = 0.0, []
    for _ in range(10):
        waits.append(breaker.wait(now))
        now += waits[-1]
        assert breaker.wait(now) == 0
        assert breaker.wait(now) > 0, "the others wait for what becomes of it"
        breaker.failed(now)
    assert waits[0] == FIRST
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST
    assert breaker.worked()
    assert not breaker.worked()
    assert breaker.wait(now) == 0


def test_a_failure_now_and_then_is_not_an_outage() -> None:
    breaker = Breaker(lambda: 1.0)
    for _ in range(100):
        for _ in range(FAILURES - 1):
            breaker.failed(0.0)
        assert not breaker.worked()
    assert breaker.wait(0.0) == 0


@pytest.fixture
def shared(migrated_postgres: str) -> Open:
    return emptied_postgres(migrated_postgres)


@pytest.mark.parametrize("seed", range(20))
def test_in_no_second_more_arrives_than_may_however_long_each_is_on_its_way(seed: int) -> None:
    arrived, random = [], Random(seed)

    async def play() -> None:
        loop, door = asyncio.get_running_loop(), PaceGate(20)

        async def one() -> None:
            async with door.open():
                await asyncio.sleep(0.01 + random.choice((0.0, 0.0, 0.0, 0.2, 0.9)))
                arrived.append(loop.time())
                await asyncio.sleep(0.01)

        await asyncio.gather(*(one() for _ in range(200)))

    in_made_up_time(play)
    assert busiest(arrived) <= 20
    assert len(arrived) == 200


def test_a_message_that_is_never_answered_does_not_shut_the_door() -> None:
    in_made_up_time(_never_answered)


async def _never_answered() -> None:
    door, never = PaceGate(1), asyncio.Event()

    async def hangs() -> None:
        async with door.open():
            await never.wait()

    hung = asyncio.create_task(hangs())
    await asyncio.sleep(0)
    async with asyncio.timeout(PATIENCE), door.open():
        pass
    hung.cancel()
    await asyncio.gather(hung, return_exceptions=True)
    async with asyncio.timeout(PATIENCE), door.open():
        pass


async def test_processes_that_share_a_database_share_the_rate(shared: Open) -> None:
    first, second = await shared(), await shared()
    here, there = (SharedPace(d, "telegram", RATE, MOST) for d in (first, second))
    began = asyncio.get_running_loop().time()
    waits = [await pace.notice(1) for _ in range(10) for pace in (here, there)]
    last = asyncio.get_running_loop().time() - began + waits[-1]
    assert last > 0.9 * 19 / RATE, "twenty notices of two processes are one beat"
    await there.hold(600)
    assert await here.reply(1) > 500
    await first.close()
    await second.close()


async def test_a_shared_rate_may_be_without_a_limit(shared: Open) -> None:
    database = await shared()
    pace = SharedPace(database, "web", 200, inf)
    assert await pace.reply(1) == 0
    assert await pace.notice(1) >= 0
    await database.close()
