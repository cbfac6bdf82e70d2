"""What watches the assistant: is it alive, can it work, what has it counted; and that no log tells of a person."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import structlog
from starlette.applications import Starlette
from structlog.testing import capture_logs
from support.assistants import assistant_on, settings_for
from support.channels import PostChannel
from support.clocks import HandClock
from support.databases import locked, with_tables
from support.people import WebTown
from support.waiting import PATIENCE
from typer.testing import CliRunner

from bot.app import Assistant
from bot.cli import app
from bot.commands.outbox import outbox as outbox_report
from bot.delivery.outbox import Outbox
from bot.dispatch.ports import Outcome
from bot.kit.checks import Check
from bot.kit.logs import log_to
from bot.kit.metrics import Metrics
from bot.messages import Arrival, Reply
from bot.operation.health import Health
from bot.ports.channels import SendError
from bot.storage.delivery.outbox import StoredOutbox
from bot.storage.engine.opening import FILE
from bot.storage.engine.statements import Row, Statement
from bot.writes.people import Notify

TOKEN = "t" * 20
PHONE, NAME, PLACE = "0912345678", "Hộ kinh doanh Bà Sáu Cá Khô", "36 Xóm Lung"


@pytest.fixture
async def assistant(tmp_path: Path) -> AsyncIterator[Assistant]:
    async with assistant_on(settings_for(tmp_path, metrics_token=TOKEN), HandClock()) as assistant:
        yield assistant


def browser(assistant: Assistant) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=assistant.server), base_url="http://localhost")


async def _life(assistant: Assistant) -> None:
    """Somebody registers, up to a name, a phone number and an address."""
    town = WebTown()
    town.enter(assistant)
    lan = town.phone("vi")
    said = (
        "/start",
        "/consent",
        "có",
        "không",
        "không",
        "/register",
        NAME,
        "hộ kinh doanh",
        "chưa",
        "định bình",
        PLACE,
        PHONE,
        "😀",
    )
    for text in said:
        await lan.say(text)
        await town.settled(assistant)


async def test_an_assistant_that_works_says_so_and_one_without_its_database_does_not(assistant: Assistant) -> None:
    async with browser(assistant) as client:
        assert [(await client.get(page)).status_code for page in ("/healthz", "/readyz")] == [200, 200]
        await assistant.store.close()
        assert (await client.get("/healthz")).status_code == 200, "the process lives"
        assert (await client.get("/readyz")).status_code == 503


async def test_ready_means_that_something_was_written_and_names_the_part_that_is_ill(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.operation.health.PATIENCE", 0.2)
    monkeypatch.setattr("bot.storage.engine.heartbeat.FRESH", 0.0)
    async with browser(assistant) as client:
        with locked(tmp_path / "live" / FILE):
            ill = await client.get("/readyz")
            assert ill.status_code == 503
            assert ill.text.startswith("database: ")
            assert (await client.get("/healthz")).status_code == 200
        monkeypatch.setattr("bot.operation.health.PATIENCE", PATIENCE)
        well = await client.get("/readyz")
    assert (well.status_code, well.text) == (200, "ok")
    assert await assistant.store.database.fetch("SELECT value FROM meta WHERE key = 'heartbeat'")


async def test_who_asks_often_makes_one_row_be_written_and_not_many(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.engine.heartbeat.FRESH", PATIENCE)
    units: list[object] = []
    write = assistant.store.database.write

    async def counted(unit: Sequence[Statement]) -> list[list[Row]]:
        units.append(unit)
        return await write(unit)

    monkeypatch.setattr(assistant.store.database, "write", counted)
    async with browser(assistant) as client:
        pages = await asyncio.gather(*(client.get("/readyz") for _ in range(20)))
        pages += [await client.get("/readyz") for _ in range(5)]
    assert {page.status_code for page in pages} == {200}
    assert len(units) == 1


async def test_a_part_that_is_not_vital_is_told_without_sending_people_away() -> None:
    async def deaf() -> str:
        return "hears nothing"

    async def broken() -> str:
        raise ValueError("0912345678")

    async def ready(*checks: Check) -> tuple[int, str]:
        health = Health(None, checks, None, Metrics(), HandClock())  # type: ignore[arg-type]
        transport = httpx.ASGITransport(app=Starlette(routes=health.routes()))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            page = await client.get("/readyz")
        return page.status_code, page.text

    assert await ready(Check("telegram", deaf, vital=False)) == (200, "ok\ntelegram: hears nothing")
    assert await ready(Check("telegram", deaf)) == (503, "telegram: hears nothing")
    both = await ready(Check("files", broken), Check("telegram", deaf, vital=False))
    assert both == (503, "files: cannot be looked at (ValueError)\ntelegram: hears nothing")


async def test_what_was_counted_is_for_those_who_have_the_token(assistant: Assistant) -> None:
    await _life(assistant)
    async with browser(assistant) as client:
        assert (await client.get("/metrics")).status_code == 403
        assert (await client.get("/metrics", headers={"Authorization": "Bearer wrong"})).status_code == 403
        page = await client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert 'ocop_turn_seconds_count{channel="web",outcome="answered"} 13.0' in page.text
    assert 'ocop_sends_total{channel="web",lane="reply",outcome="sent"}' in page.text
    assert PHONE not in page.text
    assert NAME not in page.text


async def test_without_a_token_there_is_no_such_page(tmp_path: Path) -> None:
    async with assistant_on(settings_for(tmp_path)) as assistant, browser(assistant) as client:
        assert (await client.get("/metrics", headers={"Authorization": "Bearer "})).status_code == 404


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    stream, before = io.StringIO(), structlog.get_config()
    log_to(stream, "info")
    yield stream
    structlog.configure(**before)


async def test_no_log_tells_who_said_what_even_when_everything_fails(
    assistant: Assistant, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(*args: object, **more: object) -> None:
        raise ValueError(f"cannot keep {args}")

    await _life(assistant)
    monkeypatch.setattr(assistant.store, "commit", lost)
    monkeypatch.setattr(assistant.channels["web"], "send", lost)
    await _life(assistant)
    lines = [json.loads(line) for line in logged.getvalue().splitlines()]
    assert {"turn failed", "apology failed"} <= {line["event"] for line in lines}
    assert all(line["where"] for line in lines if "fault" in line)
    for secret in (PHONE, PHONE.removeprefix("0"), NAME, "Bà Sáu", PLACE, TOKEN):
        assert secret not in logged.getvalue()


async def test_turns_sends_and_what_waits_are_lines_of_the_log(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(address: str, reply: Reply, parts: int = 0) -> str:
        raise SendError("retry", "away", 600)

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    with capture_logs() as logs:
        await _life(assistant)
        await assistant.queues.tell(assistant.clock())
        assert {line["event"] for line in logs} == {"turn", "send"}, "nothing waits"
        assert {(line["lane"], line["outcome"]) for line in logs if line["event"] == "send"} == {("reply", "sent")}
        monkeypatch.setattr(assistant.channels["web"], "send", away)
        town = WebTown()
        town.enter(assistant)
        await town.phone("vi").say("/start")
        await town.settled(assistant)
        await assistant.queues.tell(assistant.clock() + timedelta(seconds=90))
    assert logs[-1] | {"rows": 0} == {
        "event": "queue", "log_level": "info", "channel": "web", "lane": "reply", "state": "waiting", "rows": 0,
        "oldest_seconds": 90,
    }  # fmt: skip
    assert logs[-1]["rows"] >= 1


async def test_administrators_see_what_waits_and_what_was_not_delivered_and_why(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    async with assistant_on(settings, HandClock()) as assistant:
        clock, store = HandClock(), assistant.store
        await StoredOutbox(store.database).serve(["telegram", "web"], clock())
        people = [await store.person("telegram", f"p{n}", "vi", clock()) for n in range(4)]
        arrival = Arrival("web", "office", "1", "{}")
        await store.intake([arrival], clock())
        office = await store.person("web", "office", "vi", clock())
        notices = [Notify(person.id, Reply("Tin"), f"k{person.id}") for person in people]
        rows = await store.commit(arrival, Outcome(office.id, notices, ()), clock())
        telegram = PostChannel("telegram")
        telegram.fail("p0", SendError("refused", "chat is closed"))
        telegram.fail("p1", SendError("unknown", "no answer in time"))
        telegram.fail("p2", SendError("blocked", "bot was blocked by the user"))
        telegram.fail("p3", SendError("retry", "flood", 600, flood=True))
        outbox = Outbox(StoredOutbox(store.database), {"telegram": telegram}, clock)
        outbox.push(rows)
        await outbox.idle()
        await outbox.stop()
    days = 365 * 9
    shown = await outbox_report(settings, days=days, as_json=False)
    for words in (
        "telegram notice: 1 · waits",
        "1 · refused by the platform, or given up · chat is closed",
        "1 · nobody knows whether it arrived · no answer in time",
        "1 · does not want messages · bot was blocked by the user",
        "1 addresses of telegram do not want messages",
    ):
        assert words in shown
    found = json.loads(await outbox_report(settings, days=days, as_json=True))
    assert [q["rows"] for q in found["waiting"]] == [1]
    assert {f["state"] for f in found["failures"]} == {"refused", "unknown", "blocked", "waiting"}
    assert found["blocked"] == {"telegram": 1}


def test_where_nothing_waits_the_command_says_so(tmp_path: Path) -> None:
    env = {"OCOP_DATA": str(tmp_path), "OCOP_DEMO": "0", "OCOP_PROGRAMME": "camau-2022"}
    with_tables(tmp_path / "live")
    shown = CliRunner().invoke(app, ["outbox"], env=env)
    assert shown.exit_code == 0, shown.output
    assert "Nothing waits.\n\nAll delivered in the last 7 days." in shown.output


def test_a_log_that_cannot_be_written_ends_nothing(tmp_path: Path) -> None:
    """It stands on the same full disk as the database of which it wants to tell."""
    before = structlog.get_config()
    full = Path("/dev/full").open("w", buffering=1)  # noqa: SIM115 - closed below, where it cannot
    try:
        log_to(full, "info")
        structlog.get_logger().error("batch not written")
    finally:
        structlog.configure(**before)
        with suppress(OSError):
            full.close()
