"""What was committed is delivered: replies at once and in order, notices steadily and never twice."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from support.channels import PostChannel
from support.clocks import HandClock
from support.databases import Open, emptied_postgres
from support.waiting import PATIENCE, until

from bot.delivery import sender
from bot.delivery.outbox import LEASE, MAX_TRIES, Outbox
from bot.delivery.ways import PLACES, OwnPace
from bot.dispatch.ports import Outcome
from bot.messages import Arrival, Outgoing, Reply
from bot.ports.channels import SendError
from bot.ports.outbox import RowState
from bot.storage.delivery.outbox import StoredOutbox
from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.statements import Statement
from bot.storage.store import Store
from bot.writes.people import MoveAddress, Notify

RETRY = SendError("retry", "busy")
UNKNOWN = SendError("unknown", "no answer in time")
FRESH = timedelta(seconds=30)
"""For so long a reply belongs to the process that wrote it, where several share the database."""


class ShakyOutbox(StoredOutbox):
    """The rows in a database that is away while `down` is set."""

    down = False

    async def claim(self, row: Outgoing, now: datetime, until: datetime) -> Outgoing | None:
        if self.down:
            raise ConnectionError("the database is away")
        return await super().claim(row, now, until)

    async def mark(self, row: Outgoing, state: RowState, now: datetime, **more: Any) -> None:
        if self.down:
            raise ConnectionError("the database is away")
        await super().mark(row, state, now, **more)


class HungChannel(PostChannel):
    """One address gives no answer until `goes_on` is set."""

    def __init__(self, name: str, *, hangs: str) -> None:
        super().__init__(name)
        self.goes_on = asyncio.Event()
        self._hangs = hangs

    async def send(self, address: str, reply: Reply) -> str:
        if address == self._hangs:
            await self.goes_on.wait()
        return await super().send(address, reply)


class Office:
    """The outbox of one process, and the people it writes to."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = HandClock()
        self.telegram = PostChannel("telegram")
        self.web = PostChannel("web")
        self.memory = ShakyOutbox(store.database)
        self._updates = itertools.count()
        self.restart()

    def restart(self) -> None:
        """Another process on the same database: nothing that was in memory is left."""
        self.outbox = Outbox(self.memory, {c.name: c for c in (self.telegram, self.web)}, self.clock)

    def others_take_up(self) -> None:
        """Time until a reply may be taken up by whoever did not write it: none where one process is alone."""
        if not self.store.database.alone:
            self.clock.now += FRESH

    async def lease_ends(self) -> None:
        """Time until whoever claimed a row and ended has certainly ended, and a sweep after it."""
        self.clock.now += LEASE + timedelta(seconds=1)
        await self.sweep()

    async def replies(self, who: str, *texts: str, channel: str = "telegram") -> list[Outgoing]:
        """Rows as a turn leaves them, not pushed yet."""
        person = await self.store.person(channel, who, "vi", self.clock())
        return await self._commit(who, channel, Outcome(person.id, (), [Reply(t) for t in texts]))

    async def notices(self, who: str, *texts: str) -> list[Outgoing]:
        person = await self.store.person("telegram", who, "vi", self.clock())
        writes = [Notify(person.id, Reply(text), f"{who}:{text}") for text in texts]
        office = await self.store.person("web", "office", "vi", self.clock())
        return await self._commit("office", "web", Outcome(office.id, writes, ()))

    async def _commit(self, who: str, channel: str, outcome: Outcome) -> list[Outgoing]:
        arrival = Arrival(channel, who, str(next(self._updates)), "{}")
        await self.store.intake([arrival], self.clock())
        return await self.store.commit(arrival, outcome, self.clock())

    async def also_on_the_web(self, who: str, web: str) -> None:
        """This person uses the web chat too, and did so last."""
        person = await self.store.person("telegram", who, "vi", self.clock())
        former = await self.store.person("web", web, "vi", self.clock())
        self.clock.move(minutes=1)
        await self._commit(web, "web", Outcome(person.id, [MoveAddress(person.id, former.id)], ()))

    async def deliver(self, rows: list[Outgoing]) -> None:
        self.outbox.push(rows)
        await self.outbox.idle()

    async def sweep(self) -> None:
        await self.outbox.sweep()
        await self.outbox.idle()

    async def state(self, row: Outgoing) -> str:
        return str((await self.store.database.fetch("SELECT state FROM outbox WHERE id = ?", (row.id,)))[0][0])


@pytest.fixture
async def office(store: Store) -> AsyncIterator[Office]:
    office = Office(store)
    yield office
    await office.outbox.stop()


async def test_what_was_committed_is_delivered_and_noted(office: Office) -> None:
    rows = await office.replies("lan", "Câu 1", "Câu 2")
    await office.deliver(rows)
    assert office.telegram.texts("lan") == ["Câu 1", "Câu 2"]
    assert [await office.state(row) for row in rows] == ["sent", "sent"]


async def test_a_row_that_is_pushed_and_swept_is_sent_once(office: Office) -> None:
    office.telegram.takes = 0.01
    rows = await office.replies("lan", "Câu 1")
    office.outbox.push(rows)
    office.outbox.push(rows)
    await office.sweep()
    assert office.telegram.texts("lan") == ["Câu 1"]


async def test_one_address_gets_its_replies_in_order_however_slow_it_is(office: Office) -> None:
    office.telegram.takes = 0.002
    texts = [f"Câu {n}" for n in range(15)]
    for text in texts:
        office.outbox.push(await office.replies("lan", text))
    await office.outbox.idle()
    assert office.telegram.texts("lan") == texts


async def test_a_slow_address_does_not_hold_up_another(office: Office) -> None:
    office.telegram = hung = HungChannel("telegram", hangs="slow")
    office.restart()
    slow = await office.replies("slow", "Câu 1")
    rows = [row for n in range(20) for row in await office.replies(f"p{n}", "Câu 1")]
    office.outbox.push([*slow, *rows])
    await until(lambda: len(hung.delivered) >= 20)
    assert hung.texts("slow") == []
    hung.goes_on.set()
    await office.outbox.idle()
    assert hung.texts("slow") == ["Câu 1"]


async def test_a_flood_answer_is_obeyed(office: Office) -> None:
    office.telegram.fail("lan", SendError("retry", "flood", 30, flood=True))
    (row,) = await office.replies("lan", "Câu 1")
    await office.deliver([row])
    assert await office.state(row) == "waiting"
    office.clock.move(seconds=29)
    await office.sweep()
    assert office.telegram.tries == [("lan", "Câu 1")], "not a second before"
    office.restart()  # the chat is held by the real clock, which does not move here
    office.clock.move(seconds=1)
    await office.sweep()
    assert office.telegram.texts("lan") == ["Câu 1"]


async def test_a_flood_in_several_chats_holds_back_the_whole_channel(office: Office) -> None:
    rows = [row for who in ("lan", "minh", "hoa") for row in await office.notices(who, "Tin 1")]
    for who in ("lan", "minh", "hoa"):
        office.telegram.fail(who, SendError("retry", "flood", 0.15, flood=True))
    await office.deliver(rows)
    complained = office.telegram.times[-1]
    await office.deliver(await office.notices("tu", "Tin 2"))
    assert office.telegram.delivered == [("tu", "Tin 2")]
    assert office.telegram.times[-1] - complained >= 0.15


async def test_a_notice_whose_pace_cannot_be_asked_is_sent_when_it_can(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Away(OwnPace):
        """Its database is away for so many questions."""

        left = 3

        async def notice(self, cost: int) -> float:
            if self.left:
                self.left -= 1
                raise ConnectionError("the database is away")
            return await super().notice(cost)

    monkeypatch.setattr(sender, "_AGAIN", 0.01)
    office.outbox = Outbox(
        office.memory, {"telegram": office.telegram}, office.clock, paces={"telegram": Away(1000, 1000)}, places=1
    )
    rows = await office.notices("lan", "Tin 1", "Tin 2")
    office.outbox.push(rows)
    await until(lambda: len(office.telegram.delivered) >= 2)
    assert sorted(office.telegram.texts("lan")) == ["Tin 1", "Tin 2"]


async def test_a_reply_that_must_wait_a_moment_does_not_wait_for_the_next_sweep(office: Office) -> None:
    office.telegram.fail("lan", SendError("retry", "flood", 0.05, flood=True))
    noted = office.memory.mark

    async def takes_long(row: Outgoing, state: RowState, now: datetime, **more: Any) -> None:
        await asyncio.sleep(0.3)
        await noted(row, state, now, **more)
        office.clock.move(seconds=1)

    office.memory.mark = takes_long  # type: ignore[method-assign]
    await office.deliver(await office.replies("lan", "Câu 1"))
    await until(lambda: office.telegram.delivered)
    assert office.telegram.times[1] - office.telegram.times[0] >= 0.05


async def test_a_flood_in_one_chat_holds_back_only_that_chat(office: Office) -> None:
    office.telegram.fail("lan", SendError("retry", "flood", 3600, flood=True))
    await office.deliver(await office.notices("lan", "Tin 1"))
    await asyncio.wait_for(office.deliver(await office.notices("tu", "Tin 2")), PATIENCE)
    assert office.telegram.delivered == [("tu", "Tin 2")]


async def test_waiting_grows_with_each_try_and_comes_to_an_end(office: Office) -> None:
    office.telegram.fail("lan", RETRY, times=99)
    (row,) = await office.replies("lan", "Câu 1")
    await office.deliver([row])
    waits = []
    while await office.state(row) == "waiting":
        due = datetime.fromisoformat(
            (await office.store.database.fetch("SELECT not_before FROM outbox WHERE id = ?", (row.id,)))[0][0]
        )
        waits.append((due - office.clock()).total_seconds())
        office.clock.now = due
        await office.sweep()
    assert await office.state(row) == "refused"
    assert len(office.telegram.tries) == MAX_TRIES
    assert waits == sorted(waits)
    assert 1 <= waits[0] <= 2
    assert waits[-1] == 300


async def test_a_reply_whose_outcome_is_unknown_is_said_again(office: Office) -> None:
    office.telegram.fail("lan", UNKNOWN, delivered=True)
    (row,) = await office.replies("lan", "Câu 1")
    await office.deliver([row])
    office.clock.move(seconds=5)
    await office.sweep()
    assert office.telegram.texts("lan") == ["Câu 1", "Câu 1"], "twice does no harm, never would"
    assert await office.state(row) == "sent"


async def test_a_notice_whose_outcome_is_unknown_is_never_said_again(office: Office) -> None:
    office.telegram.fail("lan", UNKNOWN, delivered=True)
    (row,) = await office.notices("lan", "Tin vui")
    await office.deliver([row])
    assert await office.state(row) == "unknown"
    office.clock.move(days=2)
    await office.sweep()
    office.restart()
    await office.outbox.recover()
    await office.outbox.idle()
    assert office.telegram.texts("lan") == ["Tin vui"]
    assert await office.notices("lan", "Tin vui") == [], "and its key is spent"


async def test_a_notice_that_certainly_did_not_arrive_is_tried_again(office: Office) -> None:
    office.telegram.fail("lan", RETRY)
    (row,) = await office.notices("lan", "Tin vui")
    await office.deliver([row])
    office.clock.move(seconds=5)
    await office.sweep()
    assert office.telegram.texts("lan") == ["Tin vui"]


async def test_who_blocks_us_on_one_channel_is_told_on_the_other(office: Office) -> None:
    await office.also_on_the_web("lan", "w1")
    await office.replies("lan", "Câu 1")
    office.clock.move(days=1)
    await office.store.person("telegram", "lan", "vi", office.clock())  # spoke on Telegram last
    office.telegram.fail("lan", SendError("blocked", "bot was blocked by the user"))
    (first,) = await office.notices("lan", "Tin 1")
    assert first.channel == "telegram"
    await office.deliver([first])
    await office.sweep()
    await office.deliver([await _next_notice(office, first)])
    assert office.telegram.texts("lan") == ["Câu 1"]
    assert office.web.texts("w1") == ["Tin 1", "Tin 2"]


async def _next_notice(office: Office, after: Outgoing) -> Outgoing:
    """A notice to the person behind the address of `after`, who is not asked for by that address again."""
    rows = await office.store.database.fetch("SELECT person_id FROM address WHERE address = ?", (after.address,))
    outcome = Outcome(int(rows[0][0]), [Notify(int(rows[0][0]), Reply("Tin 2"), "k2")], ())
    return (await office._commit("office", "web", outcome))[0]


async def test_what_the_platform_refuses_is_not_sent_again(office: Office) -> None:
    office.telegram.fail("lan", SendError("refused", "message is too long"))
    (row,) = await office.replies("lan", "Câu 1")
    await office.deliver([row])
    office.clock.move(days=1)
    await office.sweep()
    assert office.telegram.tries == [("lan", "Câu 1")]
    assert await office.state(row) == "refused"


async def test_a_refused_reply_does_not_hold_up_the_next(office: Office) -> None:
    office.telegram.fail("lan", SendError("refused", "wrong markup"))
    await office.deliver(await office.replies("lan", "Câu 1", "Câu 2"))
    assert office.telegram.texts("lan") == ["Câu 2"]


async def test_a_reply_never_waits_behind_notices(office: Office) -> None:
    slow = office.telegram = PostChannel("telegram", per_second=0.01)
    office.restart()
    notices = [row for n in range(20) for row in await office.notices(f"p{n}", "Tin")]
    to_lan = await office.notices("lan", "Tin 1", "Tin 2", "Tin 3")
    office.outbox.push([*notices, *to_lan])
    office.outbox.push(await office.replies("lan", "Câu 1"))
    await until(lambda: ("lan", "Câu 1") in slow.delivered)
    assert len(slow.delivered) <= 2, "the second notice leaves after a hundred seconds"
    await office.outbox.stop()


async def test_after_a_restart_waiting_rows_are_sent_and_interrupted_notices_are_not(office: Office) -> None:
    waiting = await office.replies("lan", "Câu 1")
    interrupted, fresh = await office.notices("minh", "Tin 1", "Tin 2")
    assert await office.memory.claim(interrupted, office.clock(), office.clock() + LEASE)
    office.restart()
    office.others_take_up()
    await office.outbox.recover()
    await office.outbox.idle()
    assert office.telegram.texts("lan") == ["Câu 1"]
    assert await office.state(interrupted) == "unknown", "nobody else was there who could be sending it"
    await office.lease_ends()
    assert office.telegram.texts("minh") == ["Tin 2"]
    states = [await office.state(row) for row in (*waiting, interrupted, fresh)]
    assert states == ["sent", "unknown", "sent"]


async def test_stopping_in_the_middle_of_a_notice_leaves_it_unknown_and_replies_waiting(office: Office) -> None:
    office.telegram.takes = 10
    reply, notice = (*await office.replies("lan", "Câu 1"), *await office.notices("minh", "Tin"))
    office.outbox.push([reply, notice])
    await until(lambda: len(office.telegram.tries) == 2)
    await office.outbox.stop()
    office.telegram.takes = 0
    office.restart()
    office.others_take_up()
    await office.outbox.recover()
    await office.outbox.idle()
    assert office.telegram.delivered == [("lan", "Câu 1")]
    await office.lease_ends()
    assert await office.state(notice) == "unknown"
    assert office.telegram.delivered == [("lan", "Câu 1")]


async def test_while_the_database_is_down_nothing_is_lost_and_no_notice_is_doubled(office: Office) -> None:
    rows = [*await office.replies("lan", "Câu 1"), *await office.notices("minh", "Tin")]
    office.memory.down = True
    await office.deliver(rows)
    assert office.telegram.texts("minh") == [], "what cannot be claimed is not sent"
    office.memory.down = False
    office.others_take_up()
    await office.sweep()
    assert office.telegram.texts("minh") == ["Tin"]
    assert set(office.telegram.texts("lan")) == {"Câu 1"}
    assert [await office.state(row) for row in rows] == ["sent", "sent"]


async def test_a_notice_that_left_as_the_database_went_away_is_unknown_and_never_said_again(office: Office) -> None:
    office.telegram.takes = 0.02
    (row,) = await office.notices("minh", "Tin")
    office.outbox.push([row])
    await until(lambda: office.telegram.tries)
    office.memory.down = True
    await office.outbox.idle()
    office.memory.down = False
    await office.sweep()
    assert await office.state(row) == "attempting"
    await office.lease_ends()
    assert await office.state(row) == "unknown"
    assert office.telegram.texts("minh") == ["Tin"]


async def test_a_swept_reply_that_left_as_the_database_went_away_is_said_again(office: Office) -> None:
    office.telegram.takes = 0.02
    (row,) = await office.replies("lan", "Câu 1")
    office.others_take_up()
    await office.outbox.sweep()
    await until(lambda: office.telegram.tries)
    office.memory.down = True
    await office.outbox.idle()
    office.memory.down = False
    await office.lease_ends()
    assert office.telegram.texts("lan") == ["Câu 1", "Câu 1"], "twice does no harm, never would"
    assert await office.state(row) == "sent"


async def test_rows_of_a_channel_that_is_switched_off_wait_for_it(office: Office) -> None:
    (row,) = await office.replies("lan", "Câu 1")
    office.outbox = Outbox(office.memory, {"web": office.web}, office.clock)
    await office.deliver([row])
    assert await office.state(row) == "waiting"
    office.restart()
    office.others_take_up()
    await office.sweep()
    assert office.telegram.texts("lan") == ["Câu 1"]


async def test_replies_stay_in_order_when_the_first_must_be_tried_again(office: Office) -> None:
    office.telegram.fail("lan", RETRY)
    await office.deliver(await office.replies("lan", "Lời chào", "Câu 1"))
    office.clock.move(seconds=5)
    office.others_take_up()
    await office.sweep()
    assert office.telegram.texts("lan") == ["Lời chào", "Câu 1"]


async def test_the_notice_that_meets_the_block_reaches_the_person_on_the_other_channel(office: Office) -> None:
    await office.also_on_the_web("lan", "w1")
    office.clock.move(days=1)
    office.telegram.fail("lan", SendError("blocked", "bot was blocked by the user"))
    await office.deliver(await office.notices("lan", "Tin vui"))
    office.clock.move(minutes=5)
    await office.sweep()
    assert office.web.texts("w1") == ["Tin vui"]


async def test_what_is_said_meanwhile_waits_behind_what_must_be_tried_again(office: Office) -> None:
    office.telegram.fail("lan", RETRY, times=3)
    await office.deliver(await office.replies("lan", "1", "2"))
    await office.deliver(await office.replies("lan", "3"))
    await office.deliver(await office.replies("minh", "A"))
    assert office.telegram.delivered == [("minh", "A")], "others do not wait"
    office.restart()
    await office.outbox.recover()
    await office.deliver(await office.replies("lan", "4"))
    for _ in range(4):
        office.clock.move(minutes=6)
        await office.sweep()
    assert office.telegram.texts("lan") == ["1", "2", "3", "4"]


async def test_a_fault_of_ours_in_sending_is_tried_a_while_and_given_up(office: Office) -> None:
    office.telegram.fail("lan", ValueError("cannot be said"), times=99)
    reply, notice = (*await office.replies("lan", "Câu 1"), *await office.notices("lan", "Tin"))
    await office.deliver([reply, notice])
    for _ in range(2 * MAX_TRIES):
        office.clock.move(minutes=6)
        await office.sweep()
    assert [await office.state(row) for row in (reply, notice)] == ["refused", "unknown"]
    assert office.telegram.tries.count(("lan", "Câu 1")) == MAX_TRIES
    assert office.telegram.tries.count(("lan", "Tin")) == 1


# Two processes on one database


@pytest.fixture
def shared(migrated_postgres: str) -> Open:
    return emptied_postgres(migrated_postgres)


@pytest.fixture
async def offices(shared: Open) -> AsyncIterator[tuple[Office, Office]]:
    """Two processes on one PostgreSQL database that write to the same people by the same clock."""
    here, there = Office(Store(await shared())), Office(Store(await shared()))
    there.clock, there.telegram = here.clock, here.telegram
    there.restart()
    yield here, there
    for office in (here, there):
        await office.outbox.stop()
        await office.store.close()


async def test_two_processes_share_the_waiting_notices_and_send_each_once(offices: tuple[Office, Office]) -> None:
    here, there = offices
    here.telegram.takes = 0.005
    rows = [row for n in range(40) for row in await here.notices(f"p{n}", "Tin")]
    await asyncio.gather(here.sweep(), there.sweep())
    assert sorted(here.telegram.tries) == sorted((f"p{n}", "Tin") for n in range(40))
    assert {await here.state(row) for row in rows} == {"sent"}


async def test_a_notice_that_its_writer_sends_and_another_process_finds_is_sent_once(
    offices: tuple[Office, Office],
) -> None:
    here, there = offices
    here.telegram.takes = 0.005
    rows = [row for n in range(20) for row in await here.notices(f"p{n}", "Tin")]
    here.outbox.push(rows)
    await asyncio.gather(here.outbox.idle(), there.sweep())
    assert sorted(here.telegram.tries) == sorted((f"p{n}", "Tin") for n in range(20))


async def test_a_young_reply_is_left_to_its_writer_and_an_old_one_is_sent_by_one_process(
    offices: tuple[Office, Office],
) -> None:
    here, there = offices
    here.telegram.takes = 0.005
    for n in range(20):
        await here.replies(f"p{n}", "Câu 1")
    here.clock.now += FRESH - timedelta(milliseconds=1)
    await asyncio.gather(here.sweep(), there.sweep())
    assert here.telegram.tries == []
    here.clock.now += timedelta(milliseconds=1)
    await asyncio.gather(here.sweep(), there.sweep())
    assert sorted(here.telegram.tries) == sorted((f"p{n}", "Câu 1") for n in range(20))


async def test_the_replies_of_one_address_stay_in_order_when_two_processes_find_them(
    offices: tuple[Office, Office],
) -> None:
    here, there = offices
    here.telegram.takes = 0.005
    texts = [f"Câu {n}" for n in range(4)]
    await here.replies("lan", *texts)
    here.telegram.fail("lan", RETRY)
    here.others_take_up()
    for _ in range(10):
        await asyncio.gather(here.sweep(), there.sweep())
        here.clock.move(minutes=6)
    assert here.telegram.texts("lan") == texts


async def _ends_while_sending(office: Office) -> None:
    """The process is killed after the message was handed to the platform, before anything was noted."""
    office.telegram.takes = 10
    await office.outbox.sweep()
    await until(lambda: office.telegram.tries)
    await office.outbox.stop()
    office.telegram.takes = 0


async def test_a_claimed_notice_whose_sender_died_is_unknown_after_the_lease_and_never_sent_again(
    offices: tuple[Office, Office],
) -> None:
    here, there = offices
    (row,) = await here.notices("minh", "Tin")
    await _ends_while_sending(here)
    await there.outbox.recover()
    here.clock.now += LEASE
    await there.sweep()
    assert await there.state(row) == "attempting", "another process may still be sending it"
    await there.lease_ends()
    assert await there.state(row) == "unknown"
    here.clock.move(days=2)
    await there.sweep()
    assert here.telegram.tries == [("minh", "Tin")]


async def test_a_swept_reply_whose_sender_died_waits_again(offices: tuple[Office, Office]) -> None:
    here, there = offices
    (row,) = await here.replies("lan", "Câu 1")
    here.others_take_up()
    await _ends_while_sending(here)
    await there.outbox.recover()
    await there.outbox.idle()
    assert here.telegram.delivered == [], "another process may still be sending it"
    await there.lease_ends()
    assert here.telegram.delivered == [("lan", "Câu 1")]
    assert await there.state(row) == "sent"


async def test_a_process_that_starts_leaves_alone_what_another_is_sending(offices: tuple[Office, Office]) -> None:
    here, there = offices
    here.telegram.takes = 0.05
    (row,) = await here.notices("minh", "Tin")
    here.outbox.push([row])
    await until(lambda: here.telegram.tries)
    await there.outbox.recover()
    await asyncio.gather(here.outbox.idle(), there.outbox.idle())
    assert here.telegram.tries == [("minh", "Tin")]
    assert await here.state(row) == "sent"


async def test_the_first_process_knows_that_it_is_alone_and_a_second_that_it_is_not(shared: Open) -> None:
    first = await shared()
    second = await shared()
    assert (first.first, second.first) == (True, False)
    await first.close()
    third = await shared()
    assert not third.first, "the second is still there"
    await second.close()
    await third.close()
    last = await shared()
    assert last.first
    await last.close()


# Broadcasts


class Town(Office):
    """People on Telegram, and an office that writes to all of them."""

    async def people(self, count: int) -> list[int]:
        return [(await self.store.person("telegram", f"p{n}", "vi", self.clock())).id for n in range(count)]

    async def broadcast(self, id_: str, people: list[int], text: str = "Mời họp") -> None:
        replies = dump({"vi": Reply(text).to_json(), "en": Reply(f"{text} (en)").to_json()})
        await self.store.database.write(
            [
                Statement(
                    "INSERT INTO broadcast (id, state, replies, complete) VALUES (?, 'sending', ?, 1)", (id_, replies)
                ),
                *(
                    Statement(
                        "INSERT INTO outbox (channel, address, lane, payload, key, created_at, person_id, broadcast_id)"
                        " SELECT channel, address, 'bulk', '{}', ?, ?, person_id, ? FROM address WHERE person_id = ?",
                        (f"broadcast:{id_}:{person}", moment(self.clock()), id_, person),
                    )
                    for person in people
                ),
            ]
        )

    async def is_(self, id_: str, state: str) -> None:
        await self.store.database.write([Statement("UPDATE broadcast SET state = ? WHERE id = ?", (state, id_))])

    async def states(self, id_: str) -> Counter[str]:
        rows = await self.store.database.fetch("SELECT state FROM outbox WHERE broadcast_id = ?", (id_,))
        return Counter(str(row[0]) for row in rows)


@pytest.fixture
async def town(store: Store) -> AsyncIterator[Town]:
    town = Town(store)
    yield town
    await town.outbox.stop()


async def test_a_broadcast_reaches_everybody_once_in_their_language(town: Town) -> None:
    people = await town.people(30)
    await town.store.database.write([Statement("UPDATE person SET language = 'en' WHERE id = ?", (people[3],))])
    await town.broadcast("b1", people)
    await asyncio.gather(town.sweep(), town.sweep(), town.sweep())
    expected = [(f"p{n}", "Mời họp (en)" if n == 3 else "Mời họp") for n in range(30)]
    assert sorted(town.telegram.delivered) == sorted(expected)
    assert await town.states("b1") == {"sent": 30}


async def test_a_broadcast_that_is_stopped_stops_at_once_and_goes_on_where_it_was(town: Town) -> None:
    goes_on = asyncio.Event()

    class Slow(PostChannel):
        async def send(self, address: str, reply: Reply) -> str:
            if len(self.tries) >= 3:
                await goes_on.wait()
            return await super().send(address, reply)

    town.telegram = Slow("telegram")
    town.restart()
    await town.broadcast("b1", await town.people(60))
    await town.outbox.sweep()
    await until(lambda: len(town.telegram.delivered) == 3)
    await town.is_("b1", "paused")
    goes_on.set()
    await town.outbox.idle()
    stopped = await town.states("b1")
    assert 3 <= stopped["sent"] <= 3 + PLACES, "what was on its way arrives, and nothing more leaves"
    assert set(stopped) == {"sent", "waiting"}
    await town.is_("b1", "sending")
    await town.sweep()
    assert await town.states("b1") == {"sent": 60}
    assert len(set(town.telegram.delivered)) == len(town.telegram.delivered) == 60


async def test_what_was_taken_before_the_night_waits_for_the_morning(town: Town) -> None:
    awake = True
    town.telegram.takes = 0.02
    town.outbox = Outbox(town.memory, {"telegram": town.telegram}, town.clock, places=1, awake=lambda: awake)
    await town.broadcast("b1", await town.people(30))
    await town.outbox.sweep()
    while not town.telegram.delivered:
        await asyncio.sleep(0.001)
    awake = False
    await town.outbox.idle()
    assert len(town.telegram.delivered) <= 2
    awake = True
    await town.lease_ends()
    assert await town.states("b1") == {"sent": 30}
    assert len(set(town.telegram.delivered)) == len(town.telegram.delivered) == 30


async def test_a_notice_to_one_person_does_not_wait_for_a_broadcast(town: Town) -> None:
    town.telegram = PostChannel("telegram", per_second=1)  # forty seconds for all, however slow the machine
    town.restart()
    await town.broadcast("b1", await town.people(40))
    await town.outbox.sweep()
    await until(lambda: town.telegram.delivered)
    town.outbox.push(await town.notices("lan", "Hồ sơ bị trả lại"))
    await until(lambda: ("lan", "Hồ sơ bị trả lại") in town.telegram.delivered)
    assert len(town.telegram.delivered) < 30


async def test_two_broadcasts_go_side_by_side(town: Town) -> None:
    people = await town.people(40)
    town.telegram = PostChannel("telegram", per_second=200)
    town.restart()
    await town.broadcast("long", people, "dài")
    await town.broadcast("short", people[:4], "ngắn")
    await town.sweep()
    order = [text for _, text in town.telegram.delivered]
    assert order.index("ngắn") < 10
    assert (await town.states("long"), await town.states("short")) == ({"sent": 40}, {"sent": 4})


async def test_what_was_claimed_and_not_attempted_waits_again_after_a_kill(town: Town) -> None:
    await town.broadcast("b1", await town.people(10))
    now = town.clock()
    rows = await town.memory.take("telegram", now, now + LEASE, 6)
    assert await town.memory.claim(rows[0], now, now + LEASE)
    assert await town.states("b1") == {"attempting": 1, "claimed": 5, "waiting": 4}
    assert await StoredOutbox(town.store.database).claim(rows[1], now, now + LEASE) is None, "another process's"
    town.memory = ShakyOutbox(town.store.database)
    town.restart()
    await town.outbox.recover()
    await town.outbox.idle()
    assert await town.states("b1") == {"unknown": 1, "sent": 9}


async def test_a_process_that_stops_gives_back_what_it_claimed(town: Town) -> None:
    town.telegram = PostChannel("telegram", per_second=1)
    town.restart()
    await town.broadcast("b1", await town.people(10))
    town.telegram.takes = 0.01
    await town.outbox.sweep()
    await until(lambda: town.telegram.tries)
    await town.outbox.stop(grace=5)
    states = await town.states("b1")
    assert set(states) == {"sent", "waiting"}, "what was on its way had time to arrive"


async def test_each_recipient_of_a_broadcast_comes_to_one_honest_end(town: Town) -> None:
    people = await town.people(6)
    town.telegram.fail("p0", UNKNOWN, delivered=True)
    town.telegram.fail("p1", SendError("blocked", "bot was blocked by the user"))
    town.telegram.fail("p2", SendError("refused", "chat is closed"))
    town.telegram.fail("p3", RETRY)
    town.telegram.fail("p4", SendError("retry", "flood", 1, flood=True))
    await town.broadcast("b1", people)
    await town.sweep()
    town.clock.move(minutes=1)
    town.restart()
    await town.sweep()
    assert await town.states("b1") == {"unknown": 1, "blocked": 1, "refused": 1, "sent": 3}
    assert Counter(town.telegram.delivered) == {(f"p{n}", "Mời họp"): 1 for n in (0, 3, 4, 5)}


async def test_a_platform_that_is_down_for_a_day_loses_nothing(town: Town) -> None:
    down = SendError("retry", "connection refused", down=True)
    people = await town.people(12)
    for n in range(12):
        town.telegram.fail(f"p{n}", down, times=500)
    town.telegram.fail("lan", down, times=500)
    await town.broadcast("b1", people)
    reply = await town.replies("lan", "Câu 1")
    await town.deliver(reply)
    for _ in range(24):
        await town.sweep()
        town.clock.move(hours=1)
    assert len(town.telegram.tries) < 100, "it is not hammered meanwhile"
    assert await town.states("b1") == {"waiting": 12} or await town.states("b1") == {"waiting": 11, "claimed": 1}
    town.telegram._faults.clear()
    town.restart()
    await town.outbox.recover()
    await town.outbox.idle()
    town.clock.move(minutes=6)
    await town.sweep()
    assert await town.states("b1") == {"sent": 12}
    assert town.telegram.texts("lan") == ["Câu 1"]


async def test_when_the_platform_is_back_nobody_waits_for_the_end_of_a_pause(town: Town) -> None:
    down = SendError("retry", "connection refused", down=True)
    for n in range(8):
        town.telegram.fail(f"p{n}", down)
    rows = [row for n in range(8) for row in await town.notices(f"p{n}", "Tin")]
    await town.deliver(rows[:5])
    assert {await town.state(row) for row in rows[:5]} == {"waiting"}
    town.telegram._faults.clear()
    town.clock.move(seconds=1)
    async with asyncio.timeout(PATIENCE):
        while len(town.telegram.delivered) < 5:
            await town.outbox.sweep()
            await asyncio.sleep(0.05)


async def test_of_a_message_in_parts_only_what_is_missing_is_sent_again(office: Office) -> None:
    asked: list[int] = []

    class Parts(PostChannel):
        async def send(self, address: str, reply: Reply, parts: int = 0) -> str:
            asked.append(parts)
            return await super().send(address, reply, parts)

    office.telegram = Parts("telegram")
    office.restart()
    office.telegram.fail("lan", SendError("retry", "flood", 1, parts=2))
    office.telegram.fail("lan", SendError("retry", "flood", 1, parts=3))
    await office.deliver(await office.notices("lan", "Tin"))
    for _ in range(2):
        office.clock.move(minutes=1)
        await office.sweep()
    assert asked == [0, 2, 3]
    assert office.telegram.texts("lan") == ["Tin"]
