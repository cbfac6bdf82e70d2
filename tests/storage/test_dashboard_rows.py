"""What the dashboard asks of the database, on both engines: rows that fit, and browsers that are let in once."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta

from support.tracked import rows_of

from bot.handlers.shared.openings import SCREENS, data_of, opening_of
from bot.records.dashboard import OFFER, SIGNED_IN, Chosen
from bot.storage.account.accounts import end_phone
from bot.storage.account.recovery import take
from bot.storage.dashboard.sessions import DashboardSessions
from bot.storage.engine.statements import Statement
from bot.storage.engine.writing import By
from bot.storage.store import Store
from bot.storage.writes import statements
from bot.writes.dashboard import OfferDashboard

DAY, NOW = date(2022, 2, 15), datetime(2022, 2, 15, 2, tzinfo=UTC)
HERE, THERE = "o32248", "o32035"


async def test_rows_are_narrowed_by_the_database_as_they_are_asked_for(store: Store) -> None:
    unit = rows_of(HERE, ["Tôm khô", "Cua 50%_"], DAY)
    unit += rows_of(HERE, ["Mật ong"], DAY, state="judged", star=4, form="company", kind="upgrade")
    await store.database.write([*unit, *rows_of(THERE, ["Chuối sấy"], DAY)])

    async def found(day: date = DAY, **chosen: str) -> dict[str, int]:
        return {row.name: row.star for row in await store.tracked([HERE], day, Chosen(**chosen))}  # type: ignore[arg-type]

    assert await found() == {"Tôm khô": 0, "Cua 50%_": 0, "Mật ong": 4}
    assert await found(words="mat ong") == await found(legal_form="company") == {"Mật ong": 4}
    assert await found(kind="upgrade") == await found(state="judged") == {"Mật ong": 4}
    assert await found(words="%") == await found(words="_ ?!") == {}
    assert await found(programme="khanhhoa-2020") == {}
    assert await found(date(2026, 1, 1), state="judged") == {"Mật ong": 0}, "it has lapsed"
    assert await store.tracked([], DAY, Chosen()) == []
    assert await store.occurring([HERE, THERE]) == [(THERE, "camau-2022"), (HERE, "camau-2022")]


async def _offered(store: Store, code: str, address: str) -> int:
    person = await store.person("web", address, "vi", NOW)
    await store.database.write(list(statements(OfferDashboard(code, NOW + OFFER), By(person.id, "web", address, NOW))))
    return person.id


async def test_of_several_who_open_one_link_at_once_one_is_let_in(store: Store) -> None:
    person = await _offered(store, "c1", "lan")
    browsers = DashboardSessions(store.database)
    let_in = await asyncio.gather(*(browsers.open("c1", f"cookie{n}", "computer", NOW) for n in range(6)))
    assert sorted(let_in) == [0, 0, 0, 0, 0, person]
    (only,) = [session for n in range(6) if (session := await browsers.signed_in(f"cookie{n}", NOW))]
    assert (only.person, only.channel, only.address) == (person, "web", "lan")
    assert await browsers.signed_in(f"cookie{let_in.index(person)}", NOW + SIGNED_IN) is None
    assert await browsers.signed_in("", NOW) is None
    kinds = await store.database.fetch("SELECT kind FROM audit WHERE kind LIKE 'phone.dashboard%' ORDER BY id")
    assert [row[0] for row in kinds] == ["phone.dashboard_offered", "phone.dashboard_opened"]


async def test_a_browser_goes_with_the_phone_that_let_it_in_and_when_an_account_is_given_back(
    store: Store,
) -> None:
    browsers = DashboardSessions(store.database)
    for how in ("ended", "given back"):
        person = await _offered(store, how, how)
        await browsers.open(how, f"cookie {how}", "computer", NOW)
        if how == "ended":
            await store.database.write(list(end_phone(person, "web", how, "ended", "x")))
        else:
            unit = [Statement("INSERT INTO recovery (token_hash, person_id) VALUES ('t', ?)", (person,))]
            await store.database.write([*unit, *take("t", person, "web", "new", "x")])
        assert await browsers.signed_in(f"cookie {how}", NOW) is None, how


async def test_sessions_of_long_ago_are_forgotten(store: Store) -> None:
    await _offered(store, "c1", "lan")
    await store.tidy(NOW + timedelta(days=29))
    assert len(await store.database.fetch("SELECT 1 FROM dashboard_session")) == 1
    await store.tidy(NOW + timedelta(days=31))
    assert await store.database.fetch("SELECT 1 FROM dashboard_session") == []


def test_a_link_into_the_chat_opens_screens_and_nothing_else() -> None:
    shown = ("p:4f2a", "filing:4f2a", "who:list-up:2022", "holder:7:commune_officer:o32035", "overview", "only:late:0")
    for data in shown:
        assert data_of(opening_of(data)) == data
        assert len(f"go-{opening_of(data)}") <= 64, "Telegram takes no more"
    for data in ("accept:4f2a:1", "p:4f2a b", "p:" + "x" * 80, "p:a--b", "", "sendup:x", "p:ă"):
        assert opening_of(data) == "", data
    for opening in ("accept_4f2a_1", "take_x", "p:4f2a", "", "p_" + "x" * 80, "erase"):
        assert data_of(opening) == "", opening
    assert not SCREENS & {"accept", "return", "take", "erase", "leave", "nudgeyes", "dismiss"}
