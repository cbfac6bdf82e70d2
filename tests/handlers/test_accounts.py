"""Whose account a code opens, the phones that use one, and the cookie of a browser."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from itsdangerous import Signer
from support.assistants import assistant_on, settings_for
from support.clocks import HandClock
from support.people import ANDROID, WebPhone, WebTown
from support.transcripts import FOLDER, Stage, lines_of

from bot.app import Assistant
from bot.channels.web.device import device_of
from bot.handlers.account.join import FREE_TOGETHER
from bot.handlers.account.summary import short
from bot.records.account import WrongCodes
from bot.storage.engine.opening import FILE
from ocop_domain.programme_files import load_programme

DAY = load_programme("camau-2022").demo_date
DAYS = 24 * 3600
CODE = "[Dùng trên máy khác]"
WRONG = "mã 1111-2222-333{}"


class Play:
    """An assistant whose people use the web chat."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    @property
    def assistant(self) -> Assistant:
        return self.stage.assistant

    @property
    def clock(self) -> HandClock:
        return self.stage.clock

    def phone(self, name: str) -> WebPhone:
        if name not in self.stage._phones:
            self.stage._phones[name] = self.stage._town.phone("vi")
        phone = self.stage._phones[name]
        assert isinstance(phone, WebPhone)
        return phone

    async def does(self, name: str, *acts: str) -> str:
        """Types, or presses [labels]; returns what is shown after the last."""
        phone = self.phone(name)
        self.stage._speaker = name
        for act in acts:
            await self.stage._act(phone, act)
            await self.stage._town.settled(self.assistant)
            self.stage._keep_codes(await phone.seen())
        return "\n".join(text for text, _ in await phone.seen())

    async def code(self, name: str) -> str:
        """A code for another phone of this person."""
        await self.does(name, "trợ giúp", CODE)
        return self.stage._words["code"]

    async def is_producer(self, name: str) -> None:
        """Has an idea that is not sent yet."""
        self.phone(name)
        self.stage._speaker = name
        for part in ("consent", "producer"):
            for line in lines_of(FOLDER / "parts" / f"{part}.txt"):
                await self.stage._line(line)

    async def joins(self, name: str, account: str) -> None:
        code = await self.code(account)
        assert "Xong!" in await self.does(name, f"mã {code}", "[Đúng, hồ sơ của tôi]")

    async def rows(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.assistant.store.database.fetch(sql, args)]


@pytest.fixture
async def play(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Play]:
    settings = settings_for(tmp_path)
    settings.folder.mkdir(parents=True)
    shutil.copy(migrated_sqlite, settings.folder / FILE)
    async with Stage(settings, WebTown(), DAY) as stage:
        yield Play(stage)


# Codes


async def test_one_code_lives_at_a_time(play: Play) -> None:
    await play.is_producer("Lan")
    first = await play.code("Lan")
    second = await play.code("Lan")
    assert first != second
    assert "Mã này không đúng" in await play.does("Máy mới", f"mã {first}")
    assert "Mã này mở một hồ sơ đã có" in await play.does("Máy mới", f"mã {second}")
    assert await play.rows("SELECT count(*) FROM invitation WHERE used_at = ''") == [(1,)]


async def test_wrong_codes_of_a_phone_wait_longer_and_longer_and_a_right_one_waits_too(play: Play) -> None:
    await play.is_producer("Lan")
    for number in range(3):
        assert "Mã này không đúng" in await play.does("Kẻ lạ", WRONG.format(number))
    code = await play.code("Lan")
    assert "chờ đến 09:01" in await play.does("Kẻ lạ", f"mã {code}")
    play.clock.move(seconds=31)
    assert "Mã này không đúng" in await play.does("Kẻ lạ", WRONG.format(4))
    play.clock.move(seconds=31)
    assert "chờ đến" in await play.does("Kẻ lạ", f"mã {code}"), "the second time takes twice as long"
    play.clock.move(seconds=30)
    assert "Mã này mở một hồ sơ đã có" in await play.does("Kẻ lạ", f"mã {code}")
    await play.assistant.store.tidy(play.clock() + timedelta(days=2))
    assert await play.rows("SELECT count(*) FROM wrong_code") == [(0,)], "forgotten after a day"


async def test_the_same_wrong_code_from_many_phones_waits_and_so_does_one_machine_with_many(play: Play) -> None:
    for number in range(3):
        assert "Mã này không đúng" in await play.does(f"Máy {number}", WRONG.format(0))
    assert "chờ đến" in await play.does("Máy 3", WRONG.format(0)), "by the code"
    assert "Mã này không đúng" in await play.does("Máy 3", WRONG.format(1)), "another code is another matter"
    (origin,) = await play.rows("SELECT key, times FROM wrong_code WHERE key LIKE 'from:%'")
    assert origin[1] == 4, "one machine, however many chats it begins"
    await play.assistant.store.database.write(
        [_sql("UPDATE wrong_code SET times = ? WHERE key = ?", FREE_TOGETHER, origin[0])]
    )
    assert "chờ đến" in await play.does("Máy 4", WRONG.format(5)), "by the machine"


def _sql(text: str, *args: Any) -> Any:
    from bot.storage.engine.statements import Statement

    return Statement(text, args)


def test_waiting_grows_to_an_hour() -> None:
    now = datetime(2022, 2, 15, tzinfo=UTC)
    waits = [(WrongCodes(times, now).wait_until(3) - now).total_seconds() for times in (0, 2, 3, 4, 5, 9, 50, 10**9)]
    assert waits == [0, 0, 30, 60, 120, 1920, 3600, 3600]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("HTX A”.\nHệ thống: ✔ đã duyệt", "HTX A”. Hệ thống: ✔ đã duyệt"),
        ("Kẹo \u202egnp.exe", "Kẹo gnp.exe"),
        ("T" * 99, "T" * 39 + "…"),
        ("", ""),
    ],
)
def test_a_name_is_one_short_line_wherever_an_account_is_shown(typed: str, shown: str) -> None:
    assert short(typed) == shown


# Phones


async def test_a_phone_that_is_sent_out_is_told_and_its_chat_stays_the_accounts(play: Play) -> None:
    await play.is_producer("Lan")
    await play.joins("Kẻ lạ", "Lan")
    await play.does("Kẻ lạ", "Bánh phồng tôm")
    (lan,) = (await play.rows("SELECT id FROM person ORDER BY id"))[:1]
    await play.does("Lan", "[Không phải tôi: cho ra]")
    assert "Máy này không còn dùng hồ sơ trước đây" in await play.does("Kẻ lạ")
    left = await play.rows("SELECT person_id, kind, how FROM past_address")
    assert left == [(lan[0], "android", "ended")]
    held = await play.assistant.store.held(lan[0])
    assert held["former_addresses"] == 1
    said = await play.rows("SELECT count(*) FROM web_message WHERE payload LIKE '%Bánh phồng tôm%'")
    assert said[0][0] > 0
    await play.does("Lan", "/privacy", "[Xóa dữ liệu của tôi]", "[Xóa hẳn]")
    assert await play.rows("SELECT count(*) FROM web_message WHERE payload LIKE '%Bánh phồng tôm%'") == [(0,)]
    assert await play.rows("SELECT kind, since FROM past_address") == [("", "")]


async def test_a_notice_that_waits_for_a_phone_goes_to_one_that_stays(play: Play) -> None:
    await play.is_producer("Lan")
    play.clock.move(hours=2)
    await play.joins("Máy mới", "Lan")
    (new,) = await play.rows("SELECT address, person_id FROM address WHERE joined_at <> ''")
    await play.assistant.store.database.write(
        [
            _sql(
                "INSERT INTO outbox (channel, address, lane, payload, key, state, not_before)"
                " VALUES ('web', ?, 'notice', '{\"text\":\"Tin\"}', 'k', 'waiting', '2999')",
                new[0],
            )
        ]
    )
    await play.does("Lan", "[Không phải tôi: cho ra]")
    (row,) = await play.rows("SELECT address, state FROM outbox WHERE key = 'k'")
    assert row[1] == "waiting"
    assert await play.rows("SELECT person_id FROM address WHERE address = ?", row[0]) == [(new[1],)]


async def test_the_last_phone_of_somebody_with_a_role_cannot_be_ended(play: Play) -> None:
    """However it is asked for: the row of a role is never left with a person whom nobody reaches."""
    from bot.dispatch.ports import Outcome
    from bot.handlers.services import Conflict
    from bot.messages import Arrival
    from bot.writes.account import EndPhone
    from ocop_domain.rights import Grant, Role

    store, now = play.assistant.store, play.clock()
    officer = await store.person("web", "w1", "vi", now)
    await store.grant(officer.id, Grant(Role.COMMUNE_OFFICER, "o32035"), now)
    arrival = Arrival("web", "w1", "u1", "{}")
    await store.intake([arrival], now)
    with pytest.raises(Conflict):
        await store.commit(arrival, Outcome(officer.id, (EndPhone("web", "w1", "left"),), ()), now)
    assert (await store.person("web", "w1", "vi", now)).id == officer.id


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        (ANDROID, "android"),
        ("Mozilla/5.0 (Linux; Android 9; SM-T510) AppleWebKit/537.36 Chrome/90 Safari/537.36", "android_tablet"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 13_2 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148", "iphone"),
        ("Mozilla/5.0 (iPad; CPU OS 13_2 like Mac OS X) AppleWebKit/605.1.15", "ipad"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/124", "computer"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0", "computer"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_the_kind_of_phone_is_read_from_what_the_browser_says(agent: str, kind: str) -> None:
    assert device_of(agent) == kind


# The cookie


class Browser:
    """One browser on the assistant's own server."""

    def __init__(self, assistant: Assistant) -> None:
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(assistant.server), base_url="http://test")
        self.assistant = assistant
        self._number = 0

    @property
    def cookie(self) -> str:
        return self.client.cookies["ocop"]

    async def state(self) -> dict[str, Any]:
        answer = await self.client.get("/api/state")
        assert answer.status_code == 200
        found: dict[str, Any] = answer.json()
        return found

    async def says(self, text: str, **headers: str) -> int:
        self._number += 1
        body = {"id": f"browser-{self._number}", "kind": "text", "text": text}
        answer = await self.client.post("/api/send", json=body, headers={"X-OCOP": "1", **headers})
        await self.assistant.idle()
        return answer.status_code

    def with_cookie(self, cookie: str) -> Browser:
        """Somebody with a copy of a cookie."""
        other = Browser(self.assistant)
        other.has(cookie)
        return other

    def has(self, cookie: str) -> None:
        """This cookie and no other."""
        self.client.cookies.clear()
        self.client.cookies.set("ocop", cookie, domain="test.local", path="/")


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[tuple[Browser, HandClock]]:
    clock = HandClock()
    async with assistant_on(settings_for(tmp_path), clock) as assistant:
        browser = Browser(assistant)
        await browser.state()
        yield browser, clock
        await browser.client.aclose()


async def test_a_cookie_carries_a_time_and_is_renewed_while_it_is_used(browser: tuple[Browser, HandClock]) -> None:
    lan, clock = browser
    tag = (await lan.state())["windows"][0]["tag"]
    first = lan.cookie
    await lan.says("/start")
    assert lan.cookie == first
    for _ in range(5):
        clock.move(days=399)
        assert await lan.says("xin chào") == 202
        assert lan.cookie != first, "renewed by what is sent, without a reload"
    assert (await lan.state())["windows"][0]["tag"] == tag, "five years later the same chat"
    old = lan.with_cookie(first)
    assert await old.says("xin chào") == 401, "a copy from then is too old"
    clock.move(days=-3000)
    assert await lan.says("xin chào") == 202, "a clock that was wrong throws nobody out"


async def test_a_cookie_of_an_earlier_version_is_exchanged_and_then_good_no_longer(
    browser: tuple[Browser, HandClock],
) -> None:
    lan, _ = browser
    address = "w" + "a" * 32
    store = lan.assistant.store
    await store.person("web", address, "vi", lan.assistant.clock())
    await store.database.write([_sql("UPDATE address SET renewed_at = '' WHERE address = ?", address)])
    signer = Signer("x" * 32, salt="ocop.web.session", key_derivation="hmac", digest_method=hashlib.sha256)
    former = signer.sign(address).decode()
    lost = lan.with_cookie(former)
    tag = (await lost.state())["windows"][0]["tag"]
    lost.has(former)
    assert (await lost.state())["windows"][0]["tag"] == tag, "an answer that was lost on its way costs nobody the chat"
    exchanged = lost.cookie
    assert exchanged != former
    assert await lan.with_cookie(exchanged).says("/start") == 202
    assert await lan.with_cookie(former).says("/start") == 401, "from the first use of the new one on"
    assert await lan.with_cookie(exchanged).says("/menu") == 202


async def test_a_session_that_left_is_revoked_whoever_has_a_copy(browser: tuple[Browser, HandClock]) -> None:
    lan, _ = browser
    await lan.says("/start")
    copy = lan.cookie
    tag = (await lan.state())["windows"][0]["tag"]
    for text in ("máy của tôi", "Đăng xuất máy này", "Đăng xuất"):
        await lan.says(text)
    thief = lan.with_cookie(copy)
    assert await thief.says("/menu") == 401
    assert (await thief.client.get("/api/history", params={"before": 99})).status_code == 401
    fresh = await lan.state()
    assert fresh["ended"] == "left"
    assert fresh["windows"][0]["tag"] != tag
    assert fresh["windows"][0]["messages"] == []
    assert (await lan.state())["ended"] == ""


async def test_a_page_never_speaks_for_another_chat_than_it_shows(browser: tuple[Browser, HandClock]) -> None:
    lan, _ = browser
    tag = (await lan.state())["windows"][0]["tag"]
    assert await lan.says("/start", **{"X-OCOP-Chat": tag}) == 202
    assert await lan.says("bỏ qua", **{"X-OCOP-Chat": "other"}) == 401


async def test_who_comes_back_without_a_cookie_is_asked_and_not_answered_as_a_stranger(play: Play) -> None:
    shown = await play.does("Lan", "/start back")
    assert "Anh/Chị đang ở máy mới, hay trình duyệt đã xóa dữ liệu?" in shown
    assert "Ủy ban nhân dân xã" in shown
    for text in ("bỏ qua", "HTX Tôm khô", "<photo>"):
        shown = await play.does("Lan", text)
        assert "Anh/Chị đang ở máy mới" in shown
        assert "chưa hiểu" not in shown
    assert "Đây là trợ lý OCOP" in await play.does("Lan", "[Tôi là người mới]")
    await play.does("Lan", "/consent", "có", "không", "không")
    assert "Anh/Chị đang ở máy mới" not in await play.does("Lan", "/start back"), "whoever is known needs no way back"
