"""A request about personal data: who is told, what stops at once, and what is forgotten in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from support.assistants import assistant_on, settings_for
from support.clocks import HandClock
from support.people import WebTown

from bot.kit.keeping import Keeps
from bot.records.requests import ANSWER_DAYS, DataRequest
from bot.storage.broadcast.targets import people
from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Statement
from bot.storage.store import Store
from bot.storage.writes import By, statements
from bot.writes.requests import PutRequest
from ocop_domain.areas import load_areas
from ocop_domain.broadcasts import Target
from ocop_domain.programme_files import load_programme
from ocop_domain.rights import Grant, Role
from ocop_domain.working_days import add_working_days

NOW = datetime(2022, 2, 15, 2, 0, tzinfo=UTC)


async def _ask(store: Store, person: int, *, held: bool = False, request: str = "r1") -> None:
    due = add_working_days(NOW.date(), ANSWER_DAYS)
    asked = DataRequest(request, person, "restrict", NOW, due, held=held)
    await store.database.write(list(statements(PutRequest(asked), By(person, "web", "lan", NOW))))


async def test_whoever_restricts_the_use_is_in_no_broadcast_not_even_an_official_one(store: Store) -> None:
    programme, areas = load_programme("camau-2022"), load_areas()
    lan = await store.person("web", "lan", "vi", NOW)
    await store.database.write(
        [
            Statement(
                "INSERT INTO draft (id, person_id, form, version, programme, area, updated_at)"
                " VALUES ('d', ?, 'idea', 1, 'camau-2022', 'o32035', ?)",
                (lan.id, moment(NOW)),
            )
        ]
    )

    async def reached() -> list[int]:
        query = people(Target(), programme, areas, official=True)
        return [row[0] for row in await store.database.fetch(query.sql, query.args)]

    target = await reached()
    assert target == [lan.id]
    await _ask(store, lan.id, held=True)
    assert await reached() == []


async def test_administrators_are_reminded_each_day_until_it_is_answered(tmp_path: Path) -> None:
    clock = HandClock(NOW)
    async with assistant_on(settings_for(tmp_path), clock) as assistant:
        boss = await assistant.store.person("web", "boss", "vi", NOW)
        await assistant.store.grant(boss.id, Grant(Role.ADMIN, ""), NOW)
        await _ask(assistant.store, boss.id)
        for day in (1, 2):
            await assistant.upkeep.tick()
            await assistant.upkeep.tick()
            rows = await assistant.store.database.fetch("SELECT payload FROM outbox WHERE key LIKE 'alarm:data:%'")
            assert len(rows) == day
            assert "17/02/2022" in rows[-1][0]
            clock.move(days=1)


async def _rows(store: Store, sql: str) -> list[object]:
    return [row[0] for row in await store.database.fetch(sql)]


async def test_chats_are_kept_as_long_as_the_setting_says_and_the_last_message_stays(store: Store) -> None:
    old, young = moment(NOW - timedelta(days=31)), moment(NOW - timedelta(days=29))
    await store.database.write(
        [
            Statement("INSERT INTO web_message (address, direction, payload, at) VALUES ('a', 'in', '{}', ?)", (at,))
            for at in (old, old, young)
        ]
    )
    await store.tidy(NOW, Keeps(chats=0, drafts=0))
    assert len(await _rows(store, "SELECT id FROM web_message")) == 3
    await store.tidy(NOW, Keeps(chats=30, drafts=0))
    assert await _rows(store, "SELECT at FROM web_message") == [young]
    await store.tidy(NOW + timedelta(days=90), Keeps(chats=30, drafts=0))
    assert await _rows(store, "SELECT at FROM web_message") == [young]


async def test_drafts_of_nobody_go_and_those_of_people_who_agreed_stay(store: Store) -> None:
    old = moment(NOW - timedelta(days=91))
    people_ = [await store.person("web", name, "vi", NOW) for name in ("agreed", "nobody")]
    unit = [
        Statement(
            "INSERT INTO consent (person_id, purpose, granted) VALUES (?, 'consent_dossier', 1)", (people_[0].id,)
        )
    ]
    for number, (person, answers) in enumerate(
        ((people_[0], '{"product_name":"Tôm"}'), (people_[0], "{}"), (people_[1], '{"product_name":"Cua"}'))
    ):
        unit.append(
            Statement(
                "INSERT INTO draft (id, person_id, form, version, programme, answers, updated_at)"
                " VALUES (?, ?, 'idea', 1, 'camau-2022', ?, ?)",
                (f"d{number}", person.id, answers, old),
            )
        )
    await store.database.write(unit)
    await store.tidy(NOW, Keeps(chats=0, drafts=0))
    assert len(await _rows(store, "SELECT id FROM draft")) == 3
    await store.tidy(NOW, Keeps(chats=0, drafts=90))
    assert await _rows(store, "SELECT id FROM draft") == ["d0"]


async def test_how_long_things_are_kept_is_told_as_it_is_set(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, keep_chats_days=123, keep_drafts_days=0)
    async with assistant_on(settings, HandClock(NOW)) as assistant:
        town = WebTown()
        town.enter(assistant)
        lan = town.phone("vi")
        for words in ("/start", "/consent", "có", "không", "không", "/privacy"):
            await lan.say(words)
            await town.settled(assistant)
        told = "".join(text for text, _ in await lan.seen())
    assert "được giữ 123 ngày" in told
    assert "hay chưa được đồng ý" not in told
