"""Telegram hears whatever its server does: ids that start anew, odd answers, refusals, another one with the token."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fakes.telegram import Clock, FakeTelegram, Fault
from prometheus_client.parser import text_string_to_metric_families
from support.assistants import assistant_on, settings_for
from support.telegram import VI, Line, line_on
from support.waiting import until

from bot.channels.telegram import intake
from bot.channels.telegram.intake import HEARS
from bot.handlers.account.codes import hash_token
from bot.kit import reception
from bot.records.people import Invitation
from ocop_domain.rights import Role

pytestmark = pytest.mark.filterwarnings("ignore:.*attribute `retry_after`")

MODES = ("webhook", "polling")
WEEK = 8 * 24 * 3600
ODD = {
    "of no bot": '{"ok":true,"result":{"id":1,"first_name":"b"}}',
    "true": '{"ok":true,"result":true}',
    "null": "null",
    "a web page": "<html>Bad Gateway</html>",
    "a list": "[]",
}


@pytest.fixture(params=MODES)
async def line(request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Line]:
    async with line_on(request.param, tmp_path, migrated_sqlite, FakeTelegram(clock=Clock())) as line:
        yield line


@pytest.fixture
async def polled(tmp_path: Path, migrated_sqlite: Path) -> AsyncIterator[Line]:
    async with line_on("polling", tmp_path, migrated_sqlite, FakeTelegram(clock=Clock())) as line:
        yield line


async def _ready(line: Line) -> httpx.Response:
    transport = httpx.ASGITransport(line.assistant.server)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.get("/readyz")


@pytest.fixture(autouse=True)
def _short_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test cannot wait until a question without news has ended by itself, nor as long as is kind to a server."""
    monkeypatch.setattr(intake, "_LONG_POLL", 1)
    monkeypatch.setattr(reception, "LONGEST", 0.1)


async def _asked_in_vain(line: Line) -> None:
    """Polling had an answer without news, as long before a week without any is over."""
    for _ in range(2 if line.mode == "polling" else 0):
        before = line.tg.counts["getUpdates"]
        await until(lambda now=before: line.tg.counts["getUpdates"] > now)


# Ids that start anew


async def test_after_a_week_without_news_ids_start_anew_and_everybody_is_heard(line: Line) -> None:
    """More wait than one answer of the server holds: whoever does not follow reads the first hundred for ever."""
    lan = await line.newcomer()
    line.tg.clock.advance(WEEK)  # type: ignore[attr-defined] - the fixture's own clock
    line.tg.start_anew()
    people = [line.tg.user(f"P{n}") for n in range(121)]
    line.tg.pause()
    for person in people:
        await person.start()
    line.tg.resume()
    await line.settled()
    assert all(person.said for person in people)
    assert await line.says(lan, "/help")


@pytest.mark.parametrize("first", [3, 700_000_004])
async def test_ids_that_start_below_the_last_ones_are_followed_without_asking_without_end(
    polled: Line, first: int
) -> None:
    """Also where the new ids are so near to the old that the server takes them for the same."""
    lan = await polled.newcomer()
    for _ in range(8):
        await polled.says(lan, "/help")
    await _asked_in_vain(polled)
    polled.tg.start_anew(first)
    asked = polled.tg.counts["getUpdates"]
    for _ in range(3):
        assert await polled.says(lan, "/products")
    assert polled.tg.counts["getUpdates"] - asked < 20


async def test_a_new_update_with_the_id_of_one_from_before_is_answered_and_a_repeated_one_is_not(line: Line) -> None:
    lan = await line.newcomer()
    menu = lan.last
    first = line.tg.updates.last_id + 1
    assert await line.says(lan, "/help")
    assert await line.presses(lan, VI("menu.mine"), menu)
    await _asked_in_vain(line)
    line.tg.start_anew(first)
    line.tg.duplicate_next()
    (shown,) = await line.says(lan, "/products")
    assert VI("mine.none") in shown.text, "the id was that of another text"
    line.tg.duplicate_next()
    assert len(await line.says(lan, "/help")) == 1, "the id was that of a tap"


async def test_an_update_stored_by_a_former_version_is_not_answered_again(line: Line) -> None:
    """It kept nothing but the id: Telegram repeats an update for a day at most, and gives no id twice within a week."""
    lan = await line.newcomer()
    line.tg.pause()
    await lan.send("/help")
    (update,) = line.tg.updates.pending.values()
    line.sql(
        "INSERT INTO inbox (channel, update_id, address, payload, received_at, done_at) VALUES"
        f" ('telegram', '{update.id}', '{lan.id}', '', '{line.clock().isoformat()}', '{line.clock().isoformat()}')"
    )
    before = len(lan.said)
    line.tg.resume()
    await line.settled()
    assert len(lan.said) == before
    await _asked_in_vain(line)
    line.tg.start_anew(update.id)
    line.clock.move(days=8)
    assert await line.says(lan, "/help"), "a week later the id is another's"


async def test_a_server_that_confirms_nothing_is_asked_ever_more_rarely(polled: Line) -> None:
    lan = await polled.newcomer()
    polled.tg.duplicate_next(1_000_000)
    polled.tg.updates.confirm = lambda update: False  # type: ignore[method-assign] - no server does, and none should
    await lan.send("/help")
    await lan.wait(VI("help.title"))
    asked = polled.tg.counts["getUpdates"]
    await asyncio.sleep(0.5)
    assert polled.tg.counts["getUpdates"] - asked < 10
    assert sum(text.startswith(VI("help.title")) for text in lan.said) == 1


# Odd answers and refusals


@pytest.mark.parametrize("body", ODD.values(), ids=list(ODD))
@pytest.mark.parametrize("method", ["getMe", "deleteWebhook", "getUpdates"])
async def test_an_answer_that_cannot_be_read_is_asked_for_again(
    tmp_path: Path, migrated_sqlite: Path, method: str, body: str
) -> None:
    tg = FakeTelegram()
    tg.fail(method, Fault.nonsense(body), times=2)
    async with line_on("polling", tmp_path, migrated_sqlite, tg) as line:
        assert await line.newcomer()
        await until(lambda: line.assistant.channels["telegram"].link("x"))


@pytest.mark.parametrize("mode", MODES)
async def test_a_call_that_only_adorns_may_fail_for_ever(tmp_path: Path, migrated_sqlite: Path, mode: str) -> None:
    tg = FakeTelegram()
    tg.fail("setMyCommands", Fault.refused(404, "Not Found: method not found"), times=None)
    async with line_on(mode, tmp_path, migrated_sqlite, tg) as line:
        lan = await line.newcomer()
        officer = await line.officer()
        assert VI("menu.ask") in lan.last.text
        assert officer.said, "and a reply that brings other commands arrives without them"
        assert (await _ready(line)).status_code == 200


async def test_a_refused_token_is_called_refused_and_an_unknown_method_is_not(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    tg = FakeTelegram()
    tg.fail("getMe", Fault.refused(401, "Unauthorized"), times=None)
    async with line_on("polling", tmp_path, migrated_sqlite, tg) as line:
        await until(lambda: line.tg.counts["getMe 401"])
        await until(lambda: line.assistant.channels["telegram"].reception.faults)
        line.clock.move(minutes=2)
        told = await _ready(line)
        assert told.status_code == 503
        assert "telegram: does not hear" in told.text
        assert "OCOP_TELEGRAM_TOKEN" in told.text
        assert line.tg.counts["getUpdates"] == 0
    other = FakeTelegram()
    other.fail("getUpdates", Fault.refused(404, "Not Found: method not found"), times=None)
    async with line_on("polling", tmp_path / "other", migrated_sqlite, other) as line:
        await until(lambda: line.assistant.channels["telegram"].reception.faults)
        line.clock.move(minutes=2)
        told = await _ready(line)
        assert told.status_code == 503
        assert "OCOP_TELEGRAM_TOKEN" not in told.text


# What is told of it


async def test_a_telegram_that_is_away_is_told_at_once_in_words_and_after_a_minute_by_503(polled: Line) -> None:
    lan = await polled.newcomer()
    hears = polled.assistant.channels["telegram"].reception
    assert (await _ready(polled)).text.count("ok") >= 1
    polled.tg.down = True
    await lan.send("/help")
    await until(lambda: hears.faults)
    told = await _ready(polled)
    assert (told.status_code, "telegram: does not hear" in told.text) == (200, True)
    polled.clock.move(seconds=90)
    told = await _ready(polled)
    assert told.status_code == 503
    assert "telegram: does not hear since 90 s" in told.text
    polled.tg.down = False
    await until(lambda: not hears.faults)
    assert (await _ready(polled)).status_code == 200


async def _administrator(line: Line) -> None:
    boss = line.tg.user("Boss")
    now = line.clock()
    token = "a" * 24
    made = Invitation(hash_token(token), now.replace(year=now.year + 1), Role.ADMIN, "")
    await line.assistant.store.invite(made, now)
    await line.says(boss, f"/start join-{token}")
    await line.presses(boss, VI("join.take"))


async def test_two_assistants_with_one_token_are_told_to_both_and_to_the_administrator_once_an_hour(
    polled: Line, tmp_path: Path
) -> None:
    await _administrator(polled)
    hears = polled.assistant.channels["telegram"].reception
    async with assistant_on(settings_for(tmp_path / "second", polled.tg)) as second:
        others = second.channels["telegram"].reception
        await until(lambda: hears.ill and others.ill)
        told = await _ready(polled)
        assert told.status_code == 503
        assert "another program asks with the same token" in told.text
        for _ in range(3):
            await polled.assistant.watch()
        polled.clock.move(minutes=30)
        hears.conflicted(HEARS)
    alarms = "SELECT count(*) FROM outbox WHERE payload LIKE '%another program%'"
    assert polled.sql(alarms) == [(1,)]
    for _ in range(2):
        hears.conflicted(HEARS)
    await polled.assistant.watch()
    polled.clock.move(minutes=31)
    for _ in range(3):
        hears.conflicted(HEARS)
    await polled.assistant.watch()
    assert polled.sql(alarms) == [(2,)], "the next hour tells it again"
    polled.clock.move(minutes=10)
    assert (await _ready(polled)).status_code == 200, "and it is over when nobody has asked for a while"


async def test_a_webhook_that_telegram_cannot_reach_or_that_another_has_taken_is_told(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    async with line_on("webhook", tmp_path, migrated_sqlite) as line:
        lan = await line.newcomer()
        hears = line.assistant.channels["telegram"].reception
        source = line.assistant.channels["telegram"]._source
        async with line.database_away():
            await lan.send("/help")
            await until(lambda: any(a.status == 503 for a in line.tg.webhook.attempts))
            await source.look()
            assert hears.faults, "what waits and was refused since the last look"
        await line.settled()
        await source.look()
        assert not hears.faults
        own = line.tg.webhook.target.url
        async with httpx.AsyncClient() as client:
            await client.post(f"{line.tg.api_url}/bot{line.tg.token}/setWebhook", json={"url": "https://other.example"})
        await source.look()
        assert line.tg.webhook.target.url == own, "taken back"
        assert hears.conflicts == 1


async def test_meters_see_whether_a_channel_hears_and_speaks_which_version_runs_and_how_the_process_is(
    tmp_path: Path, migrated_sqlite: Path
) -> None:
    async with line_on("polling", tmp_path, migrated_sqlite, metrics_token="m" * 20) as line:
        lan = await line.newcomer()
        found = await _numbers(line)
        assert (found["ocop_channel_hears", "telegram"], found["ocop_channel_speaks", "telegram"]) == (1, 1)
        assert found["ocop_channel_hears", "web"] == 1
        assert ("ocop_channel_last_seconds", "web", "heard") not in found, "nobody spoke there"
        assert [name for name, *_ in found if name == "ocop_build_info"]
        assert found["process_resident_memory_bytes",] > 0
        line.tg.fail("sendMessage", Fault.server_error(), chat=lan)
        await line.says(lan, "/help")
        line.tg.down = True
        await until(lambda: line.assistant.channels["telegram"].reception.faults)
        line.clock.move(seconds=40)
        found = await _numbers(line)
        assert (found["ocop_channel_hears", "telegram"], found["ocop_channel_speaks", "telegram"]) == (0, 0)
        assert found["ocop_channel_last_seconds", "telegram", "heard"] == 40
        assert found["ocop_channel_last_seconds", "telegram", "sent"] == 40
        assert found["ocop_channel_failures_total", "telegram", HEARS] >= 1


async def _numbers(line: Line) -> dict[tuple[str, ...], float]:
    transport = httpx.ASGITransport(line.assistant.server)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        page = await client.get("/metrics", headers={"Authorization": f"Bearer {'m' * 20}"})
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(page.text)
        for sample in family.samples
    }
