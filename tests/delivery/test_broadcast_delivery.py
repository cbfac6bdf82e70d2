"""A broadcast on every channel and both databases: once to everybody, whatever breaks, and the rows say how it was."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from fakes.telegram import FakeTelegram, Fault, User, Weather
from support.assistants import assistant_on, free_port, settings_for
from support.broadcasts import TEXT, recount, write_broadcast, write_people
from support.databases import ENGINES
from support.people import PNG
from support.waiting import PATIENCE, until
from torture.broadcast import broadcast
from torture.broadcast_kills import Count, Killing
from torture.broadcast_web import peak_of, web_broadcast
from torture.flaws import IN_BROADCASTS
from torture.lives import OnTelegram, OnTheWeb, Platform

from bot.app import Assistant
from bot.dispatch.ports import Outcome
from bot.messages import Arrival, Outgoing, Reply
from bot.writes.people import Notify

# python-telegram-bot warns of its own attribute whenever it makes this error.
pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")

SEED = 20220215
LONG = "Mời bà con đến nhà văn hóa ấp nghe về hồ sơ OCOP. "
PLATFORMS: dict[str, Callable[[FakeTelegram], Platform]] = {"telegram": OnTelegram, "web": lambda _: OnTheWeb()}
"""Every channel: what holds for a broadcast holds on all of them."""

Fresh = Callable[[], Awaitable[str]]


@pytest.fixture(params=ENGINES)
def fresh(request: pytest.FixtureRequest) -> Fresh | None:
    """Gives PostgreSQL databases; None: the embedded one."""
    return request.getfixturevalue("fresh_urls") if request.param == "postgres" else None


@pytest.fixture
def fresh_urls(ready_postgres: Callable[[], str]) -> Fresh:
    async def another() -> str:
        return await asyncio.to_thread(ready_postgres)

    return another


@pytest.fixture
async def tg() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as tg:
        yield tg


async def test_every_channel_of_the_assistant_is_in_the_list(tmp_path: Path, tg: FakeTelegram) -> None:
    async with assistant_on(settings_for(tmp_path, tg)) as assistant:
        assert set(assistant.channels) == set(PLATFORMS)
        assert all(make(tg).name == name for name, make in PLATFORMS.items())


# Kills


def check(count: Count, kills: int) -> None:
    assert not count.wrong, str(count)
    assert count.kills == kills, str(count)
    assert count.states["sent"] + count.states["kept"] > 0.8 * count.recipients, str(count)
    assert count.peak <= 300, str(count)


@pytest.mark.parametrize("channel", sorted(PLATFORMS))
async def test_an_assistant_that_is_killed_in_a_broadcast_tells_nobody_twice_and_forgets_nobody(
    tmp_path: Path, tg: FakeTelegram, channel: str, fresh: Fresh | None
) -> None:
    killing = Killing(
        tmp_path, PLATFORMS[channel](tg), kills=3, recipients=300, seed=SEED, places=2, mean=0.15, fresh_url=fresh
    )
    check(await killing.run(), 3)


async def test_of_two_assistants_one_is_killed_and_the_other_goes_on(
    tmp_path: Path, tg: FakeTelegram, fresh_urls: Fresh
) -> None:
    killing = Killing(
        tmp_path, OnTelegram(tg), kills=3, recipients=400, seed=SEED, assistants=2, mean=0.15, fresh_url=fresh_urls
    )
    check(await killing.run(), 3)


@pytest.mark.parametrize("flaw", sorted(IN_BROADCASTS))
async def test_an_assistant_that_breaks_a_promise_of_broadcasts_is_found_out(
    tmp_path: Path, tg: FakeTelegram, flaw: str
) -> None:
    killing = Killing(tmp_path, OnTelegram(tg), kills=20, recipients=400, seed=SEED, places=16, mean=0.1, flaw=flaw)
    count = await killing.run()
    assert count.wrong, f"{flaw} went unnoticed: {count}"


def test_a_recount_finds_every_lie() -> None:
    got = {"a": 1, "b": 2, "d": 1, "f": 1}
    rows = [("a", "sent"), ("b", "sent"), ("c", "sent"), ("d", "blocked"), ("e", "waiting"), ("f", "unknown")]
    assert not recount(rows[:1], got, ["a"]).wrong
    found = "\n".join(recount(rows, got, list("abcdefg"), unknown_at_most=0, expected={"f": "sent"}).wrong)
    for told in ("7 recipients, 6 rows", "b got it 2", "c is missed", "d got it", "e has no", "f must", "1 unknown"):
        assert told in found


# Bad weather


async def test_in_bad_weather_everybody_comes_to_one_honest_end(tmp_path: Path, fresh: Fresh | None) -> None:
    report = await broadcast(
        tmp_path,
        recipients=400,
        seed=SEED,
        url=await fresh() if fresh else None,
        rate=280,
        talkers=5,
        pause=1.5,
        share=0.1,
        hanging=0,
        squalls=(0.7,),
        timed=False,
        hurry=True,
    )
    assert report.ok, str(report)
    assert {"5xx", "flood", "blocked", "refused", "dropped", "lost", "gateway"} <= set(report.kinds), str(report)
    assert report.paused > 0, "the platform did demand silence"


async def test_the_web_chat_keeps_its_own_pace_and_answers_meanwhile(tmp_path: Path, fresh: Fresh | None) -> None:
    report = await web_broadcast(
        tmp_path, recipients=500, seed=SEED, url=await fresh() if fresh else None, talkers=5, pause=0.5, timed=False
    )
    assert report.ok, str(report)
    assert report.answers > 5, str(report)


def test_the_most_in_any_second_is_found_wherever_it_lies() -> None:
    assert peak_of([0.0, 0.9, 1.1, 1.2, 1.8, 5.0, 6.0]) == 4
    assert peak_of([]) == 0


# One assistant in this process


class Post:
    """An assistant with Telegram, and an office that writes to people."""

    def __init__(self, tg: FakeTelegram, assistant: Assistant) -> None:
        self.tg = tg
        self.assistant = assistant
        self._numbers = itertools.count()

    async def person(self) -> User:
        """Somebody who may be written to."""
        user = self.tg.user(started=True)
        await self.assistant.store.person("telegram", str(user.id), "vi", self.assistant.clock())
        return user

    async def writes(self, channel: str, address: str, reply: Reply, *, lane: str = "notice") -> Outgoing:
        """A reply or a notice, committed as a turn does it, and given to the outbox."""
        store, now = self.assistant.store, self.assistant.clock()
        person = await store.person(channel, address, "vi", now)
        number = next(self._numbers)
        arrival = Arrival(channel, address, f"post-{number}", "{}")
        await store.intake([arrival], now)
        outcome = (
            Outcome(person.id, (), [reply])
            if lane == "reply"
            else Outcome(person.id, [Notify(person.id, reply, f"post-{number}")], ())
        )
        (row,) = await store.commit(arrival, outcome, now)
        self.assistant.outbox.push([row])
        return row

    async def ends(self, row: Outgoing) -> str:
        """The state that is the end of this row."""
        async with asyncio.timeout(PATIENCE):
            while (state := await self.state(row)) in {"waiting", "attempting"}:
                await self.assistant.outbox.sweep()
                await asyncio.sleep(0.05)
        return state

    async def state(self, row: Outgoing) -> str:
        rows = await self.assistant.store.database.fetch("SELECT state FROM outbox WHERE id = ?", (row.id,))
        return str(rows[0][0])

    async def ref(self, row: Outgoing) -> str:
        rows = await self.assistant.store.database.fetch("SELECT message_ref FROM outbox WHERE id = ?", (row.id,))
        return str(rows[0][0])


@asynccontextmanager
async def opened(folder: Path, tg: FakeTelegram, **changes: Any) -> AsyncIterator[Post]:
    port = free_port()
    async with assistant_on(settings_for(folder, tg, **changes), port=port) as assistant:
        yield Post(tg, assistant)


@pytest.fixture
async def post(tmp_path: Path, tg: FakeTelegram) -> AsyncIterator[Post]:
    async with opened(tmp_path, tg) as post:
        yield post


@pytest.mark.parametrize("lane", ["reply", "notice"])
async def test_a_message_in_parts_that_meets_floods_is_not_doubled(post: Post, lane: str) -> None:
    lan, files = await post.person(), post.assistant.channels["telegram"]._files  # type: ignore[attr-defined]
    photos = [(await files.put(PNG + bytes([n]), "ảnh.png")).id for n in range(2)]
    text = "".join(f"{n}. {LONG}" for n in range(100))
    for method in ("sendPhoto", "sendMessage"):
        post.tg.fail(method, Fault.flood(1), chat=lan, after=1)
    row = await post.writes("telegram", str(lan.id), Reply(text, files=tuple(photos)), lane=lane)
    assert await post.ends(row) == "sent"
    said = [m for m in lan.screen if m.from_bot]
    assert [m.content for m in said if m.content] == [PNG + bytes([n]) for n in range(2)]
    pieces = [m.text for m in said if not m.content]
    assert len(pieces) == 2
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert len([c for c in post.tg.calls(chat=lan) if c.code == 429]) == 2


async def test_on_telegram_what_only_changes_a_message_never_becomes_a_new_one(post: Post) -> None:
    lan = await post.person()
    first = await post.writes("telegram", str(lan.id), Reply("Đã gửi 1/9"))
    assert await post.ends(first) == "sent"
    ref = await post.ref(first)
    for text in ("Đã gửi 5/9", "Đã gửi 5/9", "Đã gửi 9/9"):
        row = await post.writes("telegram", str(lan.id), Reply(text, edit=ref, only_edit=True))
        assert await post.ends(row) == "sent"
    assert lan.said == ["Đã gửi 9/9"]
    del lan.chat.messages[int(ref)]
    row = await post.writes("telegram", str(lan.id), Reply("Xong", edit=ref, only_edit=True))
    assert await post.ends(row) == "refused"
    assert lan.said == []


async def test_on_the_web_a_message_changes_in_place_live_and_stands_once_after_a_reload(post: Post) -> None:
    port = post.assistant.settings.web_port
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(post.assistant.server), base_url=f"http://127.0.0.1:{port}"
    ) as browser:
        await browser.get("/api/state")
        address = browser.cookies["ocop"].partition(".")[0]
        first = await post.writes("web", address, Reply("Đã gửi 1/9"))
        assert await post.ends(first) in {"kept", "sent"}
        state = (await browser.get("/api/state")).json()
        ref = await post.ref(first)
        row = await post.writes("web", address, Reply("Đã gửi 9/9", edit=ref, only_edit=True))
        assert await post.ends(row) in {"kept", "sent"}
        # An open page asks for what came after its last message.
        news = await _events(post.assistant, browser, state["after"])
        assert [(m["edits"], m["text"]) for m in news] == [(int(ref), "Đã gửi 9/9")]
        messages = (await browser.get("/api/state")).json()["windows"][0]["messages"]
        assert [(m["id"], m["text"]) for m in messages if "gửi" in m.get("text", "")] == [(int(ref), "Đã gửi 9/9")]
        gone = await post.writes("web", address, Reply("Xong", edit="999999", only_edit=True))
        other = await post.writes("web", "visitor-b", Reply("Xong", edit=ref, only_edit=True))
        assert [await post.ends(gone), await post.ends(other)] == ["refused", "refused"]
        assert (await browser.get("/api/state")).json()["windows"][0]["messages"] == messages


async def _events(assistant: Assistant, browser: httpx.AsyncClient, after: int) -> list[dict[str, Any]]:
    """The messages that a live connection begins with; it is ended from our side."""
    listeners = assistant.channels["web"]._listeners  # type: ignore[attr-defined]
    asked = asyncio.create_task(browser.get("/api/events", params={"after": after}))
    await until(lambda: listeners._bells)  # whoever listens is told first what there was, whatever comes then
    listeners.close()
    answer = await asked
    listeners.closed = False
    lines = [line.removeprefix("data: ") for line in answer.text.splitlines() if line.startswith("data: {")]
    return [json.loads(line)["message"] for line in lines if "message" in line]


# An outage


async def test_a_telegram_that_is_away_and_comes_back_has_told_everybody_once(tmp_path: Path, tg: FakeTelegram) -> None:
    people = [tg.user(started=True) for _ in range(120)]
    async with opened(tmp_path, tg, telegram_rate=280, places=4) as post:
        database, now = post.assistant.store.database, post.assistant.clock()
        tg.faults = weather = Weather({})
        await write_people(database, "telegram", [str(p.id) for p in people], now)
        await write_broadcast(database, "b1", "telegram", now)
        post.assistant.outbox.wake()
        await until(lambda: len(weather.tries) >= 20)
        await tg.stop()
        waiting = await post.writes("telegram", str(people[-1].id), Reply("Câu 3/29"), lane="reply")
        await until(lambda: not _open(post.assistant))
        before = len(weather.tries)
        await tg.start()
        async with asyncio.timeout(PATIENCE):
            while await _left(post.assistant):
                await asyncio.sleep(0.1)
        assert await post.ends(waiting) == "sent"
        assert len(weather.tries) > before
        rows = await database.fetch("SELECT address, state FROM outbox WHERE broadcast_id = 'b1'")
    got = Counter(str(d.chat) for d in tg.deliveries.kept if TEXT in d.text)
    # What was on its way at the moment of the break nobody knows: one for each place, and not more.
    verdict = recount([(str(a), str(s)) for a, s in rows], got, [str(p.id) for p in people], unknown_at_most=4)
    assert not verdict.wrong, str(verdict)
    assert people[-1].said.count("Câu 3/29") == 1


def _open(assistant: Assistant) -> bool:
    """Whether the assistant believes that Telegram is there."""
    return not assistant.outbox._ways["telegram"].breaker.open


async def _left(assistant: Assistant) -> int:
    rows = await assistant.store.database.fetch(
        "SELECT count(*) FROM outbox WHERE broadcast_id <> '' AND state IN ('waiting', 'claimed', 'attempting')"
    )
    return int(rows[0][0])
