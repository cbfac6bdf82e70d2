"""Broadcasts as rows, on SQLite and PostgreSQL: everybody once, whatever breaks; stopped, corrected, taken back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs
from support.clocks import HandClock
from support.crowds import Somebody, Thing, settle
from support.databases import Open

from bot.broadcasts import service
from bot.broadcasts.service import Broadcasts
from bot.handlers.broadcast.progress import message
from bot.handlers.services import Conflict
from bot.kit.clock import VIETNAM
from bot.messages import Outgoing
from bot.ports.outbox import RowState
from bot.records.broadcast import Broadcast
from bot.storage.broadcast.service import CastingMemory
from bot.storage.delivery.outbox import StoredOutbox
from bot.storage.engine.postgres import Postgres
from bot.storage.engine.statements import Statement
from bot.storage.store import Store
from bot.storage.writes import By, statements
from bot.texts import Texts
from bot.writes import Write
from bot.writes.broadcast import AnswerBroadcast, ChangeBroadcast, MoveBroadcast, PutBroadcast, SendAgain
from bot.writes.people import MoveAddress
from ocop_domain.areas import load_areas
from ocop_domain.broadcasts import MOST_PHONES, Fate, Phase, ReplyWanted, Target
from ocop_domain.programme_files import load_programme

HERE = load_programme("camau-2022")
AREAS = load_areas()
TEXTS = Texts()
COMMUNE = "o32035"
MAKER = Somebody(products=(Thing(COMMUNE, "accepted"),), dossier=True)
MORNING = datetime(2022, 2, 15, 9, tzinfo=VIETNAM)


class Office:
    """An assistant without channels: the service, the rows, and somebody who writes."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = HandClock(MORNING)
        self.pushed: list[Outgoing] = []
        self.service = self.process()

    def process(self, store: Store | None = None) -> Broadcasts:
        """A service as another process has it."""
        memory = CastingMemory((store or self.store).database, HERE, AREAS)
        return Broadcasts(memory=memory, texts=TEXTS, clock=self.clock, deliver=self.pushed.extend)

    async def does(self, *writes: Write, person: int = 1) -> None:
        by = By(person, "telegram", f"telegram{person}", self.clock())
        await self.store.database.write([s for write in writes for s in statements(write, by)])

    async def sends(self, **changes: Any) -> Broadcast:
        """The first person writes to the producers of the commune."""
        fields: dict[str, Any] = {
            "id": "b1",
            "programme": HERE.id,
            "area": COMMUNE,
            "phase": Phase.SCHEDULED,
            "text": "Mời dự tập huấn",
            "files": (),
            "ask": ReplyWanted.GOT,
            "official": True,
            "target": Target(areas=(COMMUNE,)),
            "person": 1,
            "send_at": self.clock(),
        }
        made = Broadcast(**(fields | changes))
        await self.does(PutBroadcast(made, self.says(made)))
        return made

    @staticmethod
    def says(made: Broadcast) -> dict[str, Any]:
        return {
            language: message(
                TEXTS[language], made.id, made.text, (), made.ask, official=made.official, place="xã Định Bình"
            )
            for language in TEXTS.languages
        }

    async def rows(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.store.database.fetch(sql, args)]

    async def sql(self, sql: str, *args: Any) -> None:
        await self.store.database.write([Statement(sql, args)])

    async def recipients(self) -> list[tuple[int, str]]:
        """Everybody who has a row of their own, and its state."""
        found = await self.rows(
            "SELECT person_id, state FROM outbox WHERE broadcast_id = 'b1' AND revision = 0 ORDER BY person_id, id"
        )
        return [(person, state) for person, state in found]

    async def becomes(self, person: int, state: str) -> None:
        """What the outbox notes of somebody's message."""
        await self.sql(
            "UPDATE outbox SET state = ?, message_ref = ?, sent_at = ? WHERE broadcast_id = 'b1' AND person_id = ?"
            " AND revision = 0",
            state,
            f"ref{person}" if state == "sent" else "",
            "2022-02-15T02:00:01.000+00:00" if state == "sent" else "",
            person,
        )

    async def shown(self) -> tuple[str, str]:
        """The sender's message: its title and its text; it has arrived."""
        (row,) = await self.rows("SELECT payload, state FROM outbox WHERE key = 'progress:b1'")
        await self.sql(
            "UPDATE outbox SET state = 'sent', message_ref = 'm1', sent_at = ? WHERE key = 'progress:b1'",
            self.clock().astimezone(VIETNAM).isoformat(),
        )
        return row[0], row[1]

    async def phase(self) -> str:
        return str((await self.rows("SELECT state FROM broadcast WHERE id = 'b1'"))[0][0])

    async def now(self) -> Broadcast:
        found = await self.store.broadcast("b1")
        assert found
        return found


@pytest.fixture
async def office(store: Store) -> Office:
    officer = Somebody(roles=(("commune_officer", COMMUNE),))
    await settle(store, HERE.id, [officer, *[MAKER] * 5])
    return Office(store)


async def test_everybody_gets_a_row_once_and_the_unreachable_are_counted_too(office: Office) -> None:
    blocked = replace(MAKER, addresses=(("telegram", True), ("web", True)))
    moved = replace(MAKER, addresses=(("telegram", True), ("web", False)))
    await settle(office.store, HERE.id, [blocked, replace(MAKER, addresses=()), moved], first=7)
    await office.sends()
    for _ in range(3):
        await office.service.tick()
    everybody = [*((n, "waiting") for n in range(2, 7)), (7, "blocked"), (8, "nowhere"), (9, "waiting")]
    assert await office.recipients() == everybody
    tally = await office.store.tally("b1")
    assert (tally.count, tally.open, tally.of(Fate.BLOCKED), tally.of(Fate.NOWHERE)) == (8, 6, 1, 1)
    rows = await office.rows("SELECT channel, address, lane, payload, key FROM outbox WHERE person_id = 9")
    assert rows == [("web", "web9", "bulk", "{}", "broadcast:b1:9")]


async def test_a_kill_between_two_chunks_changes_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "CHUNK", 2)
    monkeypatch.setattr(service, "CHUNKS", 1)
    await office.sends()
    await office.service.tick()
    assert [person for person, _ in await office.recipients()] == [2]
    # Whatever was planned is sent; a new process goes on where the database stands.
    await office.becomes(2, "sent")
    for _ in range(3):
        await office.process().tick()
    assert await office.recipients() == [(2, "sent"), *((n, "waiting") for n in range(3, 7))]
    # A chunk whose cursor was lost is planned again, and finds everybody there.
    await office.sql("UPDATE broadcast SET upto = 0, complete = 0")
    for _ in range(5):
        await office.process().tick()
    assert await office.recipients() == [(2, "sent"), *((n, "waiting") for n in range(3, 7))]


async def test_two_processes_on_one_database_plan_nobody_twice(
    office: Office, open_database: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "CHUNK", 1)
    other = Store(await open_database())
    try:
        await office.sends()
        first, second = office.process(), office.process(other)
        for _ in range(4):
            await asyncio.gather(first.tick(), second.tick())
        assert await office.recipients() == [(n, "waiting") for n in range(2, 7)]
        progress = await office.rows("SELECT count(*) FROM outbox WHERE lane = 'reply'")
        assert progress == [(1,)]
        assert len({row.id for row in office.pushed}) == len(office.pushed) == 1
    finally:
        await other.close()


async def test_nothing_leaves_before_its_time_or_at_night(office: Office) -> None:
    await office.sends(send_at=MORNING + timedelta(hours=13))
    await office.service.tick()
    assert await office.phase() == "scheduled"
    office.clock.move(hours=13, minutes=30)  # half past ten in the evening
    await office.service.tick()
    assert (await office.phase(), await office.recipients()) == ("scheduled", [])
    office.clock.move(hours=9)
    await office.service.tick()
    assert (await office.phase(), len(await office.recipients())) == ("sending", 5)


async def test_a_stopped_one_is_planned_no_further_until_it_goes_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "CHUNK", 2)
    monkeypatch.setattr(service, "CHUNKS", 1)
    await office.sends()
    await office.service.tick()
    await office.does(MoveBroadcast("b1", Phase.SENDING, Phase.PAUSED))
    with pytest.raises(Conflict):
        await office.does(MoveBroadcast("b1", Phase.SENDING, Phase.PAUSED))
    for _ in range(3):
        await office.service.tick()
    assert len(await office.recipients()) == 1
    await office.does(MoveBroadcast("b1", Phase.PAUSED, Phase.SENDING))
    for _ in range(3):
        await office.service.tick()
    assert len(await office.recipients()) == 5


async def test_the_sender_sees_one_message_that_changes_and_never_too_often(office: Office) -> None:
    await office.sends()
    await office.service.tick()
    payload, state = await office.shown()
    assert "Chờ gửi: 5" in payload
    assert "halt:b1" in payload
    assert state == "waiting"
    await office.becomes(2, "sent")
    await office.service.tick()
    assert (await office.rows("SELECT state FROM outbox WHERE key = 'progress:b1'")) == [("sent",)], "too soon"
    office.clock.move(seconds=4)
    await office.service.tick()
    payload, state = await office.shown()
    assert '"edit":"m1"' in payload
    assert "Đã gửi đến: 1" in payload
    assert "Chờ gửi: 4" in payload
    for person, became in ((3, "sent"), (4, "unknown"), (5, "refused"), (6, "blocked")):
        await office.becomes(person, became)
    office.clock.move(seconds=4)
    with capture_logs() as logs:
        await office.service.tick()
    ends = {"event": "broadcast ends", "broadcast": "b1", "phase": "done"}
    assert ends.items() <= logs[-1].items()
    assert (logs[-1]["sent"], logs[-1]["unknown"]) == (2, 1)
    payload, _ = await office.shown()
    for said in ("Đã gửi xong", "Chưa rõ đã đến hay chưa: 1", "Không gửi được: 1", "Đã chặn trợ lý: 1"):
        assert said in payload
    assert "halt" not in payload
    assert await office.phase() == "done"
    pushed = len(office.pushed)
    office.clock.move(seconds=4)
    await office.service.tick()
    assert len(office.pushed) == pushed, "nothing new is told"


async def _delivered(office: Office) -> None:
    """Two have it, one is getting it, two wait."""
    await office.sends()
    await office.service.tick()
    for person, state in ((2, "sent"), (3, "sent"), (4, "attempting")):
        await office.becomes(person, state)


async def _edits(office: Office) -> list[tuple[Any, ...]]:
    return await office.rows(
        "SELECT person_id, state, payload, key FROM outbox WHERE broadcast_id = 'b1' AND revision > 0 ORDER BY id"
    )


async def test_a_correction_reaches_those_who_have_it_and_those_who_are_getting_it(office: Office) -> None:
    await _delivered(office)
    before = await office.now()
    new = replace(before, text="Mời dự tập huấn lúc 8 giờ")
    change = ChangeBroadcast("b1", before.phase, before.revision, new.text, office.says(new))
    await office.does(change)
    with pytest.raises(Conflict):
        await office.does(change)
    edit = '{"edit":"ref%d","only_edit":true}'
    assert [row[:2] for row in await _edits(office)] == [(2, "waiting"), (3, "waiting"), (4, "held")]
    assert (await _edits(office))[0][2:] == (edit % 2, "broadcast:b1:2:r1")
    await office.becomes(4, "sent")  # with the old words
    await office.service.tick()
    assert (await _edits(office))[2][1:3] == ("waiting", edit % 4)
    assert await office.recipients() == [(2, "sent"), (3, "sent"), (4, "sent"), (5, "waiting"), (6, "waiting")]
    assert "lúc 8 giờ" in (await office.rows("SELECT replies FROM broadcast"))[0][0]
    tally = await office.store.tally("b1")
    assert (tally.count, tally.changing) == (5, 3), "corrections are no recipients"


async def test_what_was_being_sent_and_never_arrived_needs_no_correction(office: Office) -> None:
    await _delivered(office)
    before = await office.now()
    await office.does(ChangeBroadcast("b1", before.phase, 0, "Khác", office.says(before)))
    await office.becomes(4, "refused")
    await office.service.tick()
    assert [row[:2] for row in await _edits(office)] == [(2, "waiting"), (3, "waiting"), (4, "stopped")]


async def test_a_second_correction_takes_the_place_of_the_first(office: Office) -> None:
    await _delivered(office)
    for revision, text in enumerate(("Một", "Hai")):
        before = await office.now()
        await office.does(ChangeBroadcast("b1", before.phase, revision, text, office.says(before)))
    edits = await _edits(office)
    assert [(row[0], row[1]) for row in edits if row[3].endswith(":r1")] == [(n, "stopped") for n in (2, 3, 4)]
    assert [(row[0], row[1]) for row in edits if row[3].endswith(":r2")] == [
        (2, "waiting"),
        (3, "waiting"),
        (4, "held"),
    ]


async def test_taken_back_nobody_else_gets_it_and_it_ends_when_the_last_message_is_changed(office: Office) -> None:
    await _delivered(office)
    before = await office.now()
    await office.does(ChangeBroadcast("b1", before.phase, 0, before.text, office.says(before), take_back=True))
    assert await office.recipients() == [
        (2, "sent"),
        (3, "sent"),
        (4, "attempting"),
        (5, "stopped"),
        (6, "stopped"),
    ]
    assert (await office.now()).taken
    await office.becomes(4, "sent")
    await office.service.tick()
    assert await office.phase() == "sending", "the engine delivers only then"
    await office.sql("UPDATE outbox SET state = 'sent' WHERE revision > 0")
    await office.service.tick()
    assert await office.phase() == "taken_back"
    tally = await office.store.tally("b1")
    assert (tally.changed, tally.of(Fate.STOPPED)) == (3, 2)
    for write in (MoveBroadcast("b1", Phase.TAKEN_BACK, Phase.SENDING), SendAgain("b1")):
        with pytest.raises(Conflict):
            await office.does(write)


async def test_who_is_erased_while_it_is_corrected_keeps_it_from_ending_no_longer(office: Office) -> None:
    await _delivered(office)
    before = await office.now()
    await office.does(ChangeBroadcast("b1", before.phase, 0, before.text, office.says(before), take_back=True))
    await office.does(await office.store.erasure(4), person=4)
    await office.sql("UPDATE outbox SET state = 'unknown' WHERE state = 'attempting'")
    await office.sql("UPDATE outbox SET state = 'sent' WHERE revision > 0 AND state = 'waiting'")
    await office.service.tick()
    assert await office.phase() == "taken_back"


async def test_a_scheduled_one_is_taken_back_before_anybody_has_it(office: Office) -> None:
    made = await office.sends(send_at=MORNING + timedelta(days=2))
    await office.does(ChangeBroadcast("b1", Phase.SCHEDULED, 0, made.text, office.says(made), take_back=True))
    office.clock.move(days=3)
    await office.service.tick()
    assert (await office.phase(), await office.recipients()) == ("taken_back", [])


async def test_again_goes_only_to_those_surely_not_reached_whom_a_message_can_reach(office: Office) -> None:
    await office.sends()
    await office.service.tick()
    for person, state in ((2, "sent"), (3, "unknown"), (4, "refused"), (5, "blocked"), (6, "blocked")):
        await office.becomes(person, state)
    await office.sql("UPDATE address SET blocked_at = '2022-02-15' WHERE person_id = 5")
    await office.service.tick()
    assert await office.phase() == "done"
    assert await office.store.again("b1") == 2, "whoever was blocked and writes again can be reached"
    await office.does(SendAgain("b1"))
    assert await office.recipients() == [
        (2, "sent"),
        (3, "unknown"),
        (4, "waiting"),
        (5, "blocked"),
        (6, "waiting"),
    ]
    assert await office.phase() == "sending"


async def test_another_channel_is_tried_for_those_of_whom_nobody_knows_and_the_best_counts(office: Office) -> None:
    for person in (2, 3, 4):
        await office.sql(
            "INSERT INTO address (channel, address, person_id, last_seen) VALUES ('web', ?, ?, '2021')",
            f"web{person}",
            person,
        )
    await office.sends()
    await office.service.tick()
    for person, state in ((2, "sent"), (3, "unknown"), (4, "refused"), (5, "refused"), (6, "unknown")):
        await office.becomes(person, state)
    assert await office.store.again("b1", elsewhere=True) == 2
    await office.does(SendAgain("b1", elsewhere=True))
    assert await office.store.again("b1", elsewhere=True) == 0
    rows = await office.rows(
        "SELECT person_id, channel, key FROM outbox WHERE key LIKE 'broadcast:b1:%:web' ORDER BY id"
    )
    assert rows == [(3, "web", "broadcast:b1:3:web"), (4, "web", "broadcast:b1:4:web")]
    await office.sql("UPDATE outbox SET state = 'sent' WHERE key LIKE '%:web' AND person_id = 3")
    await office.sql("UPDATE outbox SET state = 'blocked' WHERE key LIKE '%:web' AND person_id = 4")
    tally = await office.store.tally("b1")
    assert tally.fates == {Fate.SENT: 2, Fate.REFUSED: 2, Fate.UNKNOWN: 1}
    lines = await office.store.ledger("b1")
    assert [(line.person, line.fate, line.channel) for line in lines][1:3] == [
        (3, Fate.SENT, "web"),
        (4, Fate.REFUSED, "telegram"),
    ]
    assert len(lines) == 5


async def test_answers_are_kept_once_and_may_be_changed_and_strangers_have_none(office: Office) -> None:
    await office.sends(ask=ReplyWanted.YES_NO)
    await office.service.tick()
    await office.becomes(2, "sent")
    for said in ("yes", "no", "no"):
        await office.does(AnswerBroadcast("b1", said), person=2)
    await office.does(AnswerBroadcast("b1", "yes"), person=1)
    assert await office.store.answer_of("b1", 2) == "no"
    assert await office.store.answer_of("b1", 3) == ""
    assert await office.store.answer_of("b1", 1) is None
    assert (await office.store.tally("b1")).answers == {"no": 1}
    silent = await office.store.ledger("b1", unanswered=True)
    assert [line.person for line in silent] == [3, 4, 5, 6]


async def test_who_comes_from_another_phone_is_one_recipient_and_an_erased_one_still_counts(office: Office) -> None:
    await office.sends()
    await office.service.tick()
    await office.becomes(2, "sent")
    await office.becomes(3, "refused")
    # The third is the second on another phone, and holds nothing.
    await _holds_nothing(office, 3)
    await office.does(MoveAddress(person=2, former=3), person=3)
    assert (await office.store.tally("b1")).fates == {Fate.SENT: 1, Fate.WAITING: 3}
    erase = await office.store.erasure(4)
    await office.does(erase, person=4)
    tally = await office.store.tally("b1")
    assert (tally.count, tally.open, tally.of(Fate.REFUSED)) == (4, 2, 1)
    lines = await office.store.ledger("b1")
    assert [(line.person, line.name, line.phone) for line in lines if not line.person] == [(0, "", "")]
    await office.does(SendAgain("b1"))
    assert [state for person, state in await office.recipients() if not person] == ["refused"]


async def _holds_nothing(office: Office, person: int) -> None:
    for table in ("application", "producer"):
        await office.sql(f"DELETE FROM {table} WHERE person_id = {person}")


@pytest.mark.parametrize(("account", "former"), [("waiting", "waiting"), ("sent", "waiting"), ("waiting", "sent")])
async def test_who_comes_from_another_phone_in_the_middle_gets_it_once(
    office: Office, account: str, former: str
) -> None:
    await office.sends()
    await office.service.tick()
    await office.becomes(2, account)
    await office.becomes(3, former)
    await _holds_nothing(office, 3)
    await office.does(MoveAddress(person=2, former=3), person=3)
    states = [state for person, state in await office.recipients() if person == 2]
    assert sorted(states) == (["stopped", "waiting"] if account == former else ["sent", "stopped"])
    assert (await office.store.tally("b1")).count == 4


async def test_pasted_numbers_are_kept_only_until_everybody_has_a_row(office: Office) -> None:
    await office.sql("UPDATE producer SET phone = '+84912345678' WHERE person_id = 3")
    target = Target("", (COMMUNE,), phones=("+84912345678", "+84987654321"))
    await office.sends(target=target, unmatched=("+84987654321",))
    await office.service.tick()
    assert await office.recipients() == [(3, "waiting")]
    found = await office.now()
    assert (found.target.phones, found.unmatched) == ((), ("+84987654321",))


async def test_the_longest_list_of_numbers_finds_its_people(office: Office) -> None:
    phones = tuple(f"+849{n:08d}" for n in range(MOST_PHONES))
    await office.sql("UPDATE producer SET phone = ? WHERE person_id = 2", phones[7])
    target = Target("", (COMMUNE,), phones=phones)
    reach = await office.store.reach(target, HERE, AREAS, official=True)
    assert (reach.count, len(reach.unmatched)) == (1, MOST_PHONES - 1)
    await office.sends(target=target)
    await office.service.tick()
    assert await office.recipients() == [(2, "waiting")]


async def test_the_same_broadcast_is_never_put_twice(office: Office) -> None:
    await office.sends()
    with pytest.raises(Conflict):
        await office.sends()


# What is on its way meanwhile


async def _leaves(office: Office, person: int) -> tuple[StoredOutbox, Outgoing]:
    """Somebody's message, at the moment when it is handed to the platform; all others were delivered."""
    await office.sends()
    await office.service.tick()
    for other in range(2, 7):
        if other != person:
            await office.becomes(other, "sent")
    outbox = StoredOutbox(office.store.database)
    return outbox, await _claimed(office, outbox)


async def _claimed(office: Office, outbox: StoredOutbox) -> Outgoing:
    now, until = office.clock(), office.clock() + timedelta(minutes=2)
    (row,) = await outbox.take("telegram", now, until, 10)
    found = await outbox.claim(row, now, until)
    assert found
    return found


@pytest.mark.parametrize("outcome", ["waiting", "blocked"])
async def test_who_did_not_get_it_is_not_told_that_it_was_taken_back(office: Office, outcome: RowState) -> None:
    await office.sql("INSERT INTO address (channel, address, person_id, last_seen) VALUES ('web', 'w4', 4, '2021')")
    outbox, row = await _leaves(office, 4)
    before = await office.now()
    await office.does(ChangeBroadcast("b1", before.phase, 0, before.text, office.says(before), take_back=True))
    await outbox.mark(row, outcome, office.clock(), error="flood")
    now, until = office.clock(), office.clock() + timedelta(minutes=2)
    for channel in ("telegram", "web"):
        for taken in await outbox.take(channel, now, until, 10):
            found = await outbox.claim(taken, now, until)
            assert found is None or found.reply.edit, "only what was delivered is changed"
    await office.service.tick()
    assert (await office.recipients())[2] == (4, "stopped")
    await office.sql("UPDATE outbox SET state = 'sent' WHERE revision > 0 AND state <> 'stopped'")
    await office.service.tick()
    assert await office.phase() == "taken_back"


async def test_a_correction_that_meets_a_block_changes_no_message_of_another_channel(office: Office) -> None:
    await office.sql("INSERT INTO address (channel, address, person_id, last_seen) VALUES ('web', 'w4', 4, '2021')")
    outbox, row = await _leaves(office, 4)
    await outbox.mark(row, "sent", office.clock(), ref="12")
    before = await office.now()
    await office.does(ChangeBroadcast("b1", before.phase, 0, "Mời dự lúc 8 giờ", office.says(before)))
    await office.sql("UPDATE outbox SET state = 'sent' WHERE revision > 0 AND person_id <> 4")
    edit = await _claimed(office, outbox)
    assert edit.reply.edit == "12"
    await outbox.mark(edit, "blocked", office.clock(), error="bot was blocked by the user")
    rows = await office.rows("SELECT channel, state FROM outbox WHERE revision > 0 AND person_id = 4")
    assert rows == [("telegram", "blocked")]


async def test_who_answers_a_message_of_which_nobody_knew_has_it(office: Office) -> None:
    await office.sends()
    await office.service.tick()
    for person, state in ((2, "unknown"), (3, "unknown"), (4, "sent"), (5, "sent"), (6, "sent")):
        await office.becomes(person, state)
    await office.does(AnswerBroadcast("b1", "got"), person=2)
    tally = await office.store.tally("b1")
    assert (tally.of(Fate.SENT), tally.of(Fate.UNKNOWN), tally.answers) == (4, 1, {"got": 1})
    assert [line.person for line in await office.store.ledger("b1", (Fate.UNKNOWN,))] == [3]


@pytest.mark.parametrize("end", ["no answer", "killed"])
async def test_who_answers_before_the_platform_does_has_it(office: Office, end: str) -> None:
    outbox, row = await _leaves(office, 4)
    await office.does(AnswerBroadcast("b1", "got"), person=4)
    if end == "killed":
        await outbox.interrupted(office.clock() + timedelta(minutes=3))
    else:
        await outbox.mark(row, "unknown", office.clock(), error="no answer in time")
    assert (await office.store.tally("b1")).fates == {Fate.SENT: 5}


@pytest.mark.parametrize("how", ["again", "resumed"])
async def test_what_leaves_days_later_waits_for_a_platform_that_is_down_as_long_as_what_is_new(
    office: Office, how: str
) -> None:
    await office.sends()
    await office.service.tick()
    if how == "resumed":
        await office.does(MoveBroadcast("b1", Phase.SENDING, Phase.PAUSED))
    else:
        for person in range(2, 7):
            await office.becomes(person, "refused")
        await office.service.tick()
    office.clock.move(days=5)
    again = MoveBroadcast("b1", Phase.PAUSED, Phase.SENDING) if how == "resumed" else SendAgain("b1")
    await office.does(again)
    now = office.clock()
    rows = await StoredOutbox(office.store.database).take("telegram", now, now + timedelta(minutes=2), 10)
    assert [row.created for row in rows] == [now] * 5


@asynccontextmanager
async def _under_way(office: Office, *writes: Write) -> AsyncIterator[None]:
    """What another process writes, not committed before the end; only PostgreSQL lets anybody work meanwhile."""
    database = office.store.database
    assert isinstance(database, Postgres)
    by = By(1, "telegram", "telegram1", office.clock())
    async with database._pool.acquire() as connection, connection.transaction():
        for write in writes:
            for statement in statements(write, by):
                await database._one(connection, statement)
        yield


@pytest.mark.parametrize("open_database", ["postgres"], indirect=True)  # SQLite has one writer
async def test_what_is_sent_again_as_it_ends_does_not_end(office: Office) -> None:
    await office.sends()
    await office.service.tick()
    for person in range(2, 7):
        await office.becomes(person, "refused")
    memory = CastingMemory(office.store.database, HERE, AREAS)
    async with _under_way(office, SendAgain("b1")):
        ending = asyncio.create_task(memory.finish("b1", office.clock()))
        await asyncio.sleep(0.2)
    await ending
    assert await office.phase() == "sending"


@pytest.mark.parametrize("open_database", ["postgres"], indirect=True)  # SQLite has one writer
async def test_nobody_gets_the_old_words_while_they_are_corrected(office: Office) -> None:
    await office.sends()
    await office.service.tick()
    outbox, now = StoredOutbox(office.store.database), office.clock()
    until = now + timedelta(minutes=2)
    before = await office.now()
    new = replace(before, text="Mời dự lúc 8 giờ")
    left = []
    async with _under_way(office, ChangeBroadcast("b1", before.phase, 0, new.text, office.says(new))):
        for row in await outbox.take("telegram", now, until, 10):
            left.append(await outbox.claim(row, now, until))
    for row in await outbox.take("telegram", now, until, 10):
        left.append(await outbox.claim(row, now, until))
    assert [row.reply.text for row in left if row] == ["Mời dự lúc 8 giờ"] * 5
