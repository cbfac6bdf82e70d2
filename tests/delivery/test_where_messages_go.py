"""Where a message goes that comes unasked: one rule, in Python and as SQL; and channels that are served no longer."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random

import pytest
from support.databases import Open
from support.places import ROOT

from bot.messages import Reply
from bot.ports.channels import Capabilities
from bot.records.address import Address, choose_address
from bot.storage.broadcast.reads import tally_of
from bot.storage.broadcast.spread import plan
from bot.storage.delivery.address import chosen, reaches
from bot.storage.delivery.outbox import StoredOutbox
from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Database, Statement
from bot.storage.store import Store
from bot.storage.web import WebMessages
from bot.storage.writes import By, statements
from bot.storage.year.audiences import Query
from bot.writes.account import TellAt
from bot.writes.people import Notify
from ocop_domain.broadcasts import Fate

NOW = datetime(2022, 2, 15, 2, tzinfo=UTC)
BOTH = ("telegram", "web")


class Town:
    """People with addresses, and an outbox."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.database: Database = store.database
        self.outbox = StoredOutbox(store.database)

    async def person(self, *addresses: Address) -> int:
        unit = [Statement("INSERT INTO person (language) VALUES ('vi') RETURNING id", rows=True)]
        person = int((await self.database.write(unit))[0][0][0])
        await self.database.write([_address(person, address) for address in addresses])
        return person

    async def notice(self, person: int, key: str) -> None:
        await self.database.write(list(statements(Notify(person, Reply(key), key), By(person, "", "", NOW))))

    async def rows(self) -> dict[str, tuple[str, str, str]]:
        found = await self.database.fetch("SELECT key, channel, address, state FROM outbox WHERE key IS NOT NULL")
        return {row[0]: (row[1], row[2], row[3]) for row in found}


def _address(person: int, address: Address) -> Statement:
    return Statement(
        "INSERT INTO address (channel, address, person_id, last_seen, blocked_at, preferred) VALUES (?, ?, ?, ?, ?, ?)",
        (
            *(address.channel, address.address, person, moment(address.last_seen)),
            *(moment(NOW) if address.blocked else "", int(address.preferred)),
        ),
    )


def _at(channel: str, name: str, hours: int = 0, *, blocked: bool = False, preferred: bool = False) -> Address:
    return Address(channel, name, NOW - timedelta(hours=hours), blocked, preferred)


@pytest.fixture
async def town(open_database: Open) -> AsyncIterator[Town]:
    store = Store(await open_database())
    yield Town(store)
    await store.close()


def test_the_preferred_address_is_chosen_then_the_one_used_last() -> None:
    old, new = _at("web", "old", 5), _at("telegram", "new")
    assert choose_address([old, new], BOTH) == new
    assert choose_address([_at("web", "old", 5, preferred=True), new], BOTH) == _at("web", "old", 5, preferred=True)
    assert choose_address([old, _at("telegram", "new", blocked=True)], BOTH) == old
    assert choose_address([old, new], ["web"]) == old
    assert choose_address([new], ["web"]) is None
    assert choose_address([], BOTH) is None


async def test_the_statements_choose_as_the_rule_does(town: Town) -> None:
    chance = Random(5)
    kinds = list(product(BOTH, (0, 0, 3), (False, True), (False, True)))
    for number, served in enumerate([(), ("web",), BOTH, ("zalo",)] * 3):
        await town.outbox.serve(served, NOW)
        some = chance.sample(kinds, chance.randrange(5))
        addresses = [
            _at(channel, f"{number}-{n}", hours, blocked=blocked, preferred=preferred)
            for n, (channel, hours, blocked, preferred) in enumerate(some)
        ]
        person = await town.person(*addresses)
        found = await town.database.fetch(
            f"SELECT {chosen('channel', 'p.id')}, {chosen('address', 'p.id')}, {reaches('p.id')} FROM person p"
            " WHERE p.id = ?",
            (person,),
        )
        wanted = choose_address(addresses, served)
        assert found[0][:2] == ((wanted.channel, wanted.address) if wanted else (None, None))
        assert bool(found[0][2]) is (wanted is not None)


async def test_a_phone_that_was_lost_and_may_only_read_is_told_nothing(town: Town) -> None:
    person = await town.person(_at("web", "w1", 5), _at("telegram", "777"))
    await town.database.write([Statement("UPDATE address SET read_only_since = 'x' WHERE address = '777'")])
    await town.notice(person, "a")
    assert await town.rows() == {"a": ("web", "w1", "waiting")}


async def test_a_notice_goes_to_a_channel_that_is_served_though_another_was_used_later(town: Town) -> None:
    person = await town.person(_at("web", "w1", 5), _at("telegram", "777"))
    await town.outbox.serve(["web"], NOW)
    await town.notice(person, "returned")
    assert await town.rows() == {"returned": ("web", "w1", "waiting")}


async def test_what_waited_for_a_channel_moves_to_another_one_or_ends_when_it_is_served_no_longer(town: Town) -> None:
    both = await town.person(_at("web", "w1", 5), _at("telegram", "777"))
    only = await town.person(_at("telegram", "888"))
    for person, key in ((both, "both"), (only, "only")):
        await town.notice(person, key)
    await town.database.write(
        [
            Statement(
                "INSERT INTO outbox (channel, address, lane, key, created_at)"
                " VALUES ('telegram', '777', 'reply', 'reply', ?)",
                (moment(NOW),),
            )
        ]
    )
    assert {row[0] for row in (await town.rows()).values()} == {"telegram"}
    assert await town.outbox.serve(["web"], NOW) == 3
    assert await town.rows() == {
        "both": ("web", "w1", "waiting"),
        "only": ("telegram", "888", "unreachable"),
        "reply": ("telegram", "777", "unreachable"),
    }
    assert await town.outbox.serve(["web"], NOW) == 0


async def test_a_thousand_stuck_rows_of_a_channel_that_is_not_served_hold_nobody_up(town: Town) -> None:
    stuck = await town.person(_at("telegram", "777"))
    by = By(stuck, "", "", NOW)
    unit = [s for n in range(1100) for s in statements(Notify(stuck, Reply("Tin"), f"stuck{n}"), by)]
    await town.database.write(unit)
    await town.database.write([Statement("INSERT INTO served_channel (channel) VALUES ('web')")])
    person = await town.person(_at("web", "w1"))
    await town.notice(person, "behind")
    waiting = await town.outbox.waiting(NOW)
    assert [row.address for row in waiting] == ["w1"]
    assert await town.outbox.serve(["web"], NOW) == 1100
    states = {row[2] for key, row in (await town.rows()).items() if key.startswith("stuck")}
    assert states == {"unreachable"}


async def test_a_broadcast_counts_whom_only_an_unserved_channel_knows_and_ends(town: Town) -> None:
    people = [await town.person(_at("telegram", "1")), await town.person(_at("web", "w1")), await town.person()]
    await town.outbox.serve(["web"], NOW)
    everybody = Query("SELECT p.id AS person_id FROM person p", ())
    await town.database.write([plan("b1", everybody, NOW)])
    tally = await tally_of(town.database, "b1")
    assert tally.fates == {Fate.UNREACHABLE: 1, Fate.WAITING: 1, Fate.NOWHERE: 1}
    assert len(people) == tally.count
    assert tally.open == 1


async def test_what_lies_in_the_web_chat_is_kept_until_a_page_takes_it(town: Town) -> None:
    person = await town.person(_at("web", "w1"))
    await town.database.write([plan("b1", Query("SELECT CAST(? AS BIGINT) AS person_id", (person,)), NOW)])
    chats = WebMessages(town.database)
    first = await chats.add("w1", "out", {"text": "trước"}, NOW)
    number = await chats.add("w1", "out", {"text": "tin"}, NOW)
    await town.database.write(
        [Statement("UPDATE outbox SET state = 'kept', message_ref = ? WHERE broadcast_id = 'b1'", (str(number),))]
    )
    assert (await tally_of(town.database, "b1")).fates == {Fate.KEPT: 1}
    await chats.taken(["w1"], first, NOW)
    assert (await tally_of(town.database, "b1")).of(Fate.SENT) == 0
    await chats.taken(["w1"], number, NOW)
    assert (await tally_of(town.database, "b1")).fates == {Fate.SENT: 1}


async def test_a_person_says_at_which_phone_they_are_told_and_a_phone_that_moves_says_nothing(town: Town) -> None:
    person = await town.person(_at("web", "w1", 5), _at("telegram", "777"))
    await town.database.write(list(statements(TellAt("web", "w1"), By(person, "telegram", "777", NOW))))
    await town.notice(person, "a")
    await town.database.write(list(statements(TellAt(), By(person, "telegram", "777", NOW))))
    await town.notice(person, "b")
    assert [row[:2] for row in (await town.rows()).values()] == [("web", "w1"), ("telegram", "777")]


def test_what_a_channel_says_of_its_platform_is_read_by_somebody() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    unread = [one.name for one in fields(Capabilities) if not re.search(rf"(capabilities|can)\.{one.name}\b", code)]
    assert unread == []
