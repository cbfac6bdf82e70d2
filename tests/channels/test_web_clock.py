"""The demonstration's clock, moved from the page; and calendars at private addresses."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from support.clocks import HandClock
from support.waiting import PATIENCE
from support.web import OWN, Web, open_web, served

from bot.channels.web import events
from bot.channels.web.demo import Demo, NothingAhead, Step
from bot.kit.clock import DemoClock, clock_from, day_of
from bot.messages import Reply
from bot.storage.engine.opening import FILE

DAY = date(2022, 2, 15)
NINE = datetime(2022, 2, 15, 2, tzinfo=UTC)
"""Nine in the morning of that day, in Vietnam."""
TOKEN = "a1B2-c3_D4.e5F6g7H8"
ICS = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


# The clock


def test_the_clock_begins_in_the_morning_and_goes_as_the_real_one(tmp_path: Path) -> None:
    real = HandClock(datetime(2026, 7, 1, 12, 30, 5, 123, tzinfo=UTC))
    clock = DemoClock(DAY, tmp_path / "data", real)
    assert clock() == NINE
    real.move(hours=2)
    assert clock() == NINE + timedelta(hours=2)


def test_the_clock_goes_on_after_a_restart_where_it_was_moved_to(tmp_path: Path) -> None:
    real = HandClock(datetime(2026, 7, 1, 12, 30, 5, 123, tzinfo=UTC))
    clock = DemoClock(DAY, tmp_path, real)
    there = datetime(2022, 3, 1, 0, 0, 0, 7, tzinfo=UTC)
    clock.advance_to(there)
    assert clock() == there
    real.move(days=1)
    again = DemoClock(DAY, tmp_path, real)
    assert again() == clock() == there + timedelta(days=1)
    again.advance_to(there + timedelta(days=300))
    assert DemoClock(DAY, tmp_path, real)() == there + timedelta(days=300)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["began", "shift"]


def test_the_clock_never_goes_back(tmp_path: Path) -> None:
    real = HandClock()
    clock = DemoClock(DAY, tmp_path, real)
    clock.advance_to(NINE - timedelta(days=1))
    clock.advance_to(NINE)
    assert clock() == NINE
    assert not (tmp_path / "shift").exists()
    clock.advance_to(NINE + timedelta(days=9))
    clock.advance_to(NINE + timedelta(days=8))
    assert clock() == NINE + timedelta(days=9)


def test_a_demonstration_that_began_before_clocks_could_be_moved_goes_on(tmp_path: Path) -> None:
    began = datetime(2026, 7, 1, 12, tzinfo=UTC)
    (tmp_path / "began").write_text(began.isoformat())
    real = HandClock(began + timedelta(days=2))
    assert DemoClock(DAY, tmp_path, real)() == NINE + timedelta(days=2)
    assert (tmp_path / "began").read_text() == began.isoformat()


def test_a_move_that_could_not_be_kept_is_not_made(tmp_path: Path) -> None:
    clock = DemoClock(DAY, tmp_path, HandClock())
    (tmp_path / "shift.part").mkdir()
    with pytest.raises(OSError, match="shift"):
        clock.advance_to(NINE + timedelta(days=1))
    assert clock() == NINE


def test_without_a_clock_of_its_own_it_takes_the_real_one(tmp_path: Path) -> None:
    moved = DemoClock(DAY, tmp_path)
    moved.advance_to(clock_from(DAY)() + timedelta(days=30))
    assert day_of(moved()) >= DAY + timedelta(days=30)


# Moved from the page


class Year:
    """A demonstration whose clock is a hand clock; `gate` holds moves up, `fault` makes them fail."""

    def __init__(self) -> None:
        self.clock = HandClock(NINE)
        self.moves: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.fault: Exception | None = None
        self.demo = Demo("OCOP Cà Mau", lambda: day_of(self.clock()), advance=self.advance)

    async def advance(self, by: Step) -> None:
        self.moves.append(by)
        await self.gate.wait()
        if self.fault:
            raise self.fault
        self.clock.move(days={"day": 1, "week": 7, "event": 3}[by])


@pytest.fixture
def folder(migrated_sqlite: Path, tmp_path: Path) -> Path:
    """A folder with an empty database."""
    shutil.copy(migrated_sqlite, tmp_path / FILE)
    return tmp_path


@pytest.fixture
def year() -> Year:
    return Year()


Opened = Callable[..., Awaitable[Web]]


@pytest.fixture
async def opened(folder: Path) -> AsyncIterator[Opened]:
    """Opens one web channel, and closes it in the end."""
    webs: list[Web] = []

    async def open_(**changes: Any) -> Web:
        webs.append(await open_web(folder, **changes))
        return webs[-1]

    yield open_
    for web in webs:
        await web.close()


async def move(browser: httpx.AsyncClient, by: object) -> httpx.Response:
    return await browser.post("/api/clock", json={"by": by}, headers=OWN)


async def test_the_clock_is_moved_by_a_day_a_week_or_to_the_next_event(opened: Opened, year: Year) -> None:
    browser = (await opened(demo=year.demo)).browser()
    for by, vietnamese, english in (
        ("day", "thứ Tư 16/02/2022", "Wednesday 16/02/2022"),
        ("week", "thứ Tư 23/02/2022", "Wednesday 23/02/2022"),
        ("event", "thứ Bảy 26/02/2022", "Saturday 26/02/2022"),
    ):
        answer = await move(browser, by)
        assert (answer.status_code, answer.json()) == (200, {"day": {"vi": vietnamese, "en": english}})
    state = (await browser.get("/api/state")).json()
    assert state["demo"]["clock"] is True
    assert state["demo"]["day"]["vi"] == "thứ Bảy 26/02/2022"
    assert year.moves == ["day", "week", "event"]


@pytest.mark.parametrize("by", ["month", "", None, ["day"], {"day": 1}, "x" * 300])
async def test_another_move_is_refused(opened: Opened, year: Year, by: object) -> None:
    browser = (await opened(demo=year.demo)).browser()
    assert (await move(browser, by)).status_code == 400
    assert year.moves == []


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"\xff", b'"day"', b"[" * 190])
async def test_a_body_that_is_no_move_is_refused(opened: Opened, year: Year, body: bytes) -> None:
    browser = (await opened(demo=year.demo)).browser()
    headers = {**OWN, "Content-Type": "application/json"}
    assert (await browser.post("/api/clock", content=body, headers=headers)).status_code == 400
    assert year.moves == []


async def test_where_nothing_moves_the_clock_there_is_no_control(opened: Opened) -> None:
    for demo in (None, Demo("OCOP Cà Mau", lambda: DAY)):
        browser = (await opened(demo=demo)).browser()
        assert (await move(browser, "day")).status_code == 404
        assert "clock" not in ((await browser.get("/api/state")).json()["demo"] or {})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-OCOP": "1", "Content-Type": "text/plain"},
        {"X-OCOP": "1", "Content-Type": "application/json", "Origin": "https://evil.example"},
        {"X-OCOP": "1", "Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_only_the_own_page_may_move_it(opened: Opened, year: Year, headers: dict[str, str]) -> None:
    browser = (await opened(demo=year.demo)).browser()
    refused = await browser.post("/api/clock", content=b'{"by": "day"}', headers=headers)
    assert refused.status_code == 403
    assert "default-src 'none'" in refused.headers["content-security-policy"]
    assert (await browser.get("/api/clock")).status_code == 405
    assert year.moves == []


async def test_another_programme_is_chosen_among_those_that_are_offered(opened: Opened, year: Year) -> None:
    browser = (await opened(demo=year.demo)).browser()

    async def choose(id_: object, headers: dict[str, str] = OWN) -> tuple[int, str]:
        answer = await browser.post("/api/programme", json={"id": id_}, headers=headers)
        return answer.status_code, answer.json().get("error", answer.json().get("chosen", ""))

    assert (await choose("dakdoa-2022"))[0] == 404, "nobody listens"
    chosen: list[str] = []
    choosing = year.demo.choosing
    choosing.now, choosing.programmes = "camau-2022", {"camau-2022": "Cà Mau", "dakdoa-2022": "Đak Đoa"}
    choosing.choose = chosen.append
    told = (await browser.get("/api/state")).json()["demo"]
    assert (told["id"], [one["name"] for one in told["programmes"]]) == ("camau-2022", ["Cà Mau", "Đak Đoa"])
    for wrong in ("khanhhoa-2020", "", None, ["camau-2022"]):
        assert (await choose(wrong))[0] == 400
    assert (await choose("dakdoa-2022", {}))[0] == 403
    year.demo.preparing.now = True
    assert await choose("dakdoa-2022") == (409, "web.programme.busy")
    year.demo.preparing.now = False
    assert await choose("camau-2022") == (200, "camau-2022")
    assert chosen == [], "it is there already"
    choosing.failed = "dakdoa-2022"
    assert (await browser.get("/api/state")).json()["demo"]["failed"] == "dakdoa-2022", "it could not be opened"
    assert await choose("dakdoa-2022") == (200, "dakdoa-2022")
    assert (chosen, choosing.failed) == (["dakdoa-2022"], "")


async def test_one_move_at_a_time(opened: Opened, year: Year) -> None:
    web = await opened(demo=year.demo)
    one, two = web.browser(), web.browser()
    year.gate.clear()
    first = asyncio.create_task(move(one, "week"))
    async with asyncio.timeout(PATIENCE):
        while not year.moves:
            await asyncio.sleep(0)
    second = await move(two, "week")
    assert (second.status_code, second.json()["error"]) == (409, "web.clock.busy")
    year.gate.set()
    assert (await first).status_code == 200
    assert (await move(two, "day")).status_code == 200
    assert year.moves == ["week", "day"]


@pytest.mark.parametrize(
    ("fault", "status", "key"),
    [(NothingAhead(), 409, "web.clock.nothing"), (ConnectionError("database is down"), 503, "web.clock.failed")],
)
async def test_a_move_that_failed_is_said_and_can_be_tried_again(
    opened: Opened, year: Year, fault: Exception, status: int, key: str
) -> None:
    browser = (await opened(demo=year.demo)).browser()
    year.fault = fault
    answer = await move(browser, "event")
    assert (answer.status_code, answer.json()["error"]) == (status, key)
    year.fault = None
    assert (await move(browser, "event")).status_code == 200


async def test_moves_without_end_are_slowed_down(opened: Opened, year: Year) -> None:
    browser = (await opened(demo=year.demo)).browser()
    count = 0
    while (answer := await move(browser, "day")).status_code == 200:
        count += 1
        assert count < 1000
    assert count >= 20
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")


@asynccontextmanager
async def listening(url: str) -> AsyncIterator[tuple[httpx.AsyncClient, AsyncIterator[str]]]:
    """A browser, and the lines of its live connection."""
    async with httpx.AsyncClient(base_url=url) as browser, browser.stream("GET", "/api/events?after=0") as response:
        yield browser, response.aiter_lines()


async def heard(lines: AsyncIterator[str], wanted: str) -> list[tuple[str, dict[str, Any]]]:
    """The events up to the first that is called so, in the order of arrival."""
    found: list[tuple[str, dict[str, Any]]] = []
    name = "message"
    async for line in lines:
        if line.startswith("event: "):
            name = line[7:]
        elif line.startswith("data: {"):
            found.append((name, json.loads(line[6:])))
            if name == wanted:
                return found
        elif not line:
            name = "message"
    raise AssertionError(f"{wanted} did not come")


async def test_all_pages_hear_of_the_new_day_before_its_messages(opened: Opened, year: Year) -> None:
    web = await opened(demo=year.demo)
    async with asyncio.timeout(PATIENCE), served(web) as url:
        async with listening(url) as (one, first), listening(url) as (_, second):
            for lines in (first, second):
                assert (await heard(lines, "day"))[0][1]["vi"] == "thứ Ba 15/02/2022"
            await move(one, "week")
            for lines in (first, second):
                assert (await heard(lines, "day"))[0][1]["vi"] == "thứ Ba 22/02/2022"
            year.clock.move(days=1)
            await web.channel.send("demo-officer", Reply("Nhắc việc"))
            day, text = await heard(first, "message")
            assert (day[1]["vi"], text[1]["message"]["text"]) == ("thứ Tư 23/02/2022", "Nhắc việc")
        year.clock.move(days=1)
        async with listening(url) as (_, again):
            assert (await heard(again, "day"))[0][1]["vi"] == "thứ Năm 24/02/2022"


async def test_a_move_that_failed_half_way_shows_the_day_it_came_to(opened: Opened, year: Year) -> None:
    web = await opened(demo=year.demo)
    async with asyncio.timeout(PATIENCE), served(web) as url, listening(url) as (one, lines):
        await heard(lines, "day")
        year.clock.move(days=1)
        year.fault = ConnectionError("database is down")
        assert (await move(one, "day")).status_code == 503
        assert (await heard(lines, "day"))[0][1]["vi"] == "thứ Tư 16/02/2022"


async def test_midnight_comes_by_itself(opened: Opened, year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "HEARTBEAT", 0.05)
    web = await opened(demo=year.demo)
    async with asyncio.timeout(PATIENCE), served(web) as url, listening(url) as (_, lines):
        await heard(lines, "day")
        year.clock.move(hours=15)
        assert (await heard(lines, "day"))[0][1]["vi"] == "thứ Tư 16/02/2022"


# Calendars


class Shelf:
    """Calendars by token; can be out of order."""

    def __init__(self) -> None:
        self.kept = {TOKEN: ICS}
        self.asked: list[str] = []
        self.down = False

    async def find(self, token: str) -> bytes | None:
        self.asked.append(token)
        if self.down:
            raise ConnectionError(f"no such table: calendar ({token})")
        return self.kept.get(token)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


async def test_a_calendar_is_fetched_without_a_session(opened: Opened, shelf: Shelf) -> None:
    browser = (await opened(calendar=shelf.find)).browser()
    answer = await browser.get(f"/calendar/{TOKEN}.ics")
    assert (answer.status_code, answer.content) == (200, ICS)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, max-age=3600"
    assert answer.headers["content-disposition"] == 'inline; filename="ocop.ics"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers
    assert not browser.cookies
    head = await browser.head(f"/calendar/{TOKEN}.ics")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == answer.headers


async def test_a_calendar_that_has_not_changed_is_not_sent_again(opened: Opened, shelf: Shelf) -> None:
    browser = (await opened(calendar=shelf.find)).browser()
    path = f"/calendar/{TOKEN}.ics"
    tag = (await browser.get(path)).headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = await browser.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert (again.headers["etag"], again.headers["cache-control"]) == (tag, "private, max-age=3600")
    shelf.kept[TOKEN] = ICS + b"X"
    changed = await browser.get(path, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


@pytest.mark.parametrize(
    "token",
    ["0" * 16, "short", "x" * 201, "with space in the name", "%2e%2e%2fsecret-secret", "ê" * 20],
)
async def test_a_token_that_nobody_has_is_unknown(opened: Opened, shelf: Shelf, token: str) -> None:
    browser = (await opened(calendar=shelf.find)).browser()
    answer = await browser.get(f"/calendar/{token}.ics")
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers
    assert shelf.asked in ([], [token])
    assert not shelf.asked or len(token) == 16


async def test_an_assistant_without_calendars_has_none(opened: Opened) -> None:
    assert (await (await opened()).browser().get(f"/calendar/{TOKEN}.ics")).status_code == 404


async def test_a_fault_tells_the_log_where_but_never_the_token(opened: Opened, shelf: Shelf) -> None:
    browser = (await opened(calendar=shelf.find)).browser()
    shelf.down = True
    with structlog.testing.capture_logs() as logs:
        answer = await browser.get(f"/calendar/{TOKEN}.ics")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) >= 1
    assert [(entry["event"], entry["fault"]) for entry in logs] == [("calendar not made", "ConnectionError")]
    assert "in find" in logs[0]["where"]
    assert TOKEN not in str(logs)
    assert TOKEN not in answer.text


async def test_calendars_without_end_for_one_machine_are_refused_for_a_while(opened: Opened, shelf: Shelf) -> None:
    browser = (await opened(calendar=shelf.find)).browser()
    count = 0
    while (answer := await browser.get(f"/calendar/{TOKEN}.ics")).status_code == 200:
        count += 1
        assert count < 10_000
    assert count >= 120, "one machine fetches the calendars of many people"
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
