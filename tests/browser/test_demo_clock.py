"""The control that moves the demonstration's clock, in a real browser; the clock is in the hands of the test."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from browsing import DESKTOP, PHONE, Visit
from playwright.sync_api import Locator, Page, expect
from starlette.applications import Starlette

from bot.channels.web.channel import WebChannel
from bot.channels.web.demo import Choosing, Demo, NothingAhead, SeasonInTheMaking, Step
from bot.kit.clock import system_clock
from bot.messages import Arrival, Reply
from bot.storage.engine.opening import FILE, open_sqlite
from bot.storage.files.kept import FileStore
from bot.storage.web import WebMessages
from bot.texts import Texts

pytestmark = pytest.mark.browser
TEXTS = Texts()
STEPS = ("day", "week", "event")


def said(key: str, language: str = "vi") -> str:
    """The text of the page; it shows the key itself while the catalogue does not have it."""
    return TEXTS[language].texts.get(key, key)


class Stage:
    """The web chat of a demonstration in a thread of its own. `gate` holds moves up, `fault` makes them fail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = date(2022, 2, 15)
        self.moves: list[Step] = []
        self.fault: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.advance: Callable[[Step], Awaitable[None]] | None = self.move
        self.choosing = Choosing("camau-2022", {"camau-2022": "Cà Mau", "dakdoa-2022": "Đak Đoa"}, self.choose)
        self.preparing = SeasonInTheMaking()
        self.opens = True
        self._up = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))

    def start(self) -> None:
        self._thread.start()
        assert self._up.wait(30)

    def stop(self) -> None:
        self.gate.set()
        self.do(self.channel.stop())
        self.server.should_exit = True
        self._thread.join(30)

    def do(self, task: Coroutine[Any, Any, Any]) -> None:
        """Runs `task` where the server runs."""
        asyncio.run_coroutine_threadsafe(task, self.loop).result(30)

    async def move(self, by: Step) -> None:
        self.moves.append(by)
        await asyncio.to_thread(self.gate.wait, 30)
        if self.fault:
            raise self.fault
        self.day += timedelta(days={"day": 1, "week": 7, "event": 3}[by])
        for window in ("producer1", "officer"):
            await self.channel.send(f"demo-{window}", Reply(f"Nhắc việc ngày {self.day}"))

    def choose(self, chosen: str) -> None:
        """Another programme takes this place at once; or it cannot be opened."""
        if self.opens:
            self.choosing.now = chosen
        else:
            self.choosing.failed = chosen

    async def _serve(self) -> None:
        async def intake(arrivals: Sequence[Arrival]) -> None: ...

        self.loop = asyncio.get_running_loop()
        database = await open_sqlite(self.folder)
        self.channel = WebChannel(
            messages=WebMessages(database),
            files=FileStore(self.folder / "files"),
            texts=TEXTS,
            clock=system_clock,
            intake=intake,
            secret="s" * 32,
            secure=False,
            demo=Demo(
                "OCOP tỉnh Cà Mau năm 2022",
                lambda: self.day,
                advance=self.advance,
                preparing=self.preparing,
                choosing=self.choosing,
            ),
        )
        app = Starlette(routes=self.channel.routes())
        self.server = uvicorn.Server(
            uvicorn.Config(app, port=0, log_config=None, log_level="error", lifespan="off", ws="none")
        )
        serving = asyncio.create_task(self.server.serve())
        while not self.server.started:
            await asyncio.sleep(0.01)
        self.url = f"http://127.0.0.1:{self.server.servers[0].sockets[0].getsockname()[1]}"
        self._up.set()
        await serving
        await database.close()


@pytest.fixture
def stage(request: pytest.FixtureRequest, migrated_sqlite: Path, tmp_path: Path) -> Iterator[Stage]:
    """Stopped after the pages of `visit` are closed: one still open would be told 503. Given None, nothing moves."""
    shutil.copy(migrated_sqlite, tmp_path / FILE)
    stage = Stage(tmp_path)
    stage.advance = getattr(request, "param", stage.move)
    stage.start()
    yield stage
    stage.stop()


def toggle(page: Page) -> Locator:
    return page.get_by_role("button", name=said("web.demo"), exact=True)


def control(page: Page) -> Locator:
    return page.get_by_role("group", name=said("web.clock.title"), exact=True)


def button(page: Page, step: str) -> Locator:
    return control(page).get_by_role("button", name=said(f"web.clock.{step}"), exact=True)


def unfold(page: Page) -> None:
    toggle(page).click()
    expect(control(page)).to_be_visible()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_it_is_out_of_the_way_until_it_is_wanted(stage: Stage, visit: Visit, size: dict[str, Any]) -> None:
    page = visit(stage.url, size)
    expect(page.locator("#day")).to_have_text("thứ Ba 15/02/2022")
    expect(control(page)).to_be_hidden()
    expect(toggle(page)).to_have_attribute("aria-expanded", "false")
    unfold(page)
    expect(toggle(page)).to_have_attribute("aria-expanded", "true")
    boxes = [one.bounding_box() for one in (toggle(page), *(button(page, step) for step in STEPS))]
    for box in boxes:
        assert box
        assert box["height"] >= 44
        assert box["width"] >= 44
    assert len({box["y"] for box in boxes[1:] if box}) == 1, "the three stand in one row"
    logs = [log.bounding_box() for log in page.locator("section.chat .log").all() if log.is_visible()]
    boxes = [box for box in logs if box]
    whole = page.viewport_size
    assert whole
    high = max(box["y"] + box["height"] for box in boxes) - min(box["y"] for box in boxes)
    assert high > whole["height"] / 2, "the chats keep most of the screen"
    toggle(page).click()
    expect(control(page)).to_be_hidden()


def test_a_press_brings_the_new_day_and_its_messages(stage: Stage, visit: Visit) -> None:
    page = visit(stage.url)
    unfold(page)
    button(page, "week").click()
    expect(page.locator("#day")).to_have_text("thứ Ba 22/02/2022")
    expect(page.locator("section.chat.active article.us")).to_contain_text("2022-02-22")
    expect(page.locator("#tabs button").nth(2).locator(".badge")).to_have_text("1")
    button(page, "event").click()
    expect(page.locator("#day")).to_have_text("thứ Sáu 25/02/2022")
    expect(page.locator("#tabs button").nth(2).locator(".badge")).to_have_text("2")
    assert stage.moves == ["week", "event"]
    page.reload()
    expect(page.locator("#day")).to_have_text("thứ Sáu 25/02/2022")


def test_while_time_moves_nothing_else_can_be_pressed_and_the_focus_stays(stage: Stage, visit: Visit) -> None:
    page = visit(stage.url, DESKTOP)
    stage.gate.clear()
    toggle(page).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(button(page, "day")).to_be_focused()
    page.keyboard.press("Enter")
    for step in STEPS:
        expect(button(page, step)).to_have_attribute("aria-disabled", "true")
    expect(control(page).get_by_role("status")).to_have_text(said("web.clock.running"))
    button(page, "week").dispatch_event("click")
    page.keyboard.press("Enter")
    stage.gate.set()
    expect(page.locator("#day")).to_have_text("thứ Tư 16/02/2022")
    for step in STEPS:
        expect(button(page, step)).not_to_have_attribute("aria-disabled", "true")
    expect(control(page).get_by_role("status")).to_be_empty()
    expect(button(page, "day")).to_be_focused()
    assert stage.moves == ["day"]


def test_all_open_pages_hear_of_the_new_day(stage: Stage, visit: Visit) -> None:
    one, two = visit(stage.url), visit(stage.url, DESKTOP)
    unfold(one)
    button(one, "day").click()
    for page in (one, two):
        expect(page.locator("#day")).to_have_text("thứ Tư 16/02/2022")
        expect(page.locator("#day")).to_have_attribute("aria-live", "polite")


def test_a_page_that_was_away_catches_up(stage: Stage, visit: Visit) -> None:
    away = visit(stage.url)
    expect(away.locator("#day")).to_have_text("thứ Ba 15/02/2022")
    away.context.set_offline(True)
    expect(away.locator("#status")).not_to_be_empty()
    stage.do(stage.move("week"))
    away.context.set_offline(False)
    expect(away.locator("#day")).to_have_text("thứ Ba 22/02/2022", timeout=45_000)


def test_two_pages_do_not_move_it_together(stage: Stage, visit: Visit) -> None:
    one, two = visit(stage.url, accept="409 (Conflict)"), visit(stage.url)
    unfold(one)
    unfold(two)
    stage.gate.clear()
    button(one, "day").click()
    expect(control(one).get_by_role("status")).to_have_text(said("web.clock.running"))
    button(two, "day").click()
    expect(control(two).get_by_role("status")).to_have_text(said("web.clock.busy"))
    stage.gate.set()
    for page in (one, two):
        expect(page.locator("#day")).to_have_text("thứ Tư 16/02/2022")
    assert stage.moves == ["day"]


@pytest.mark.parametrize(
    ("fault", "status", "key"),
    [
        (NothingAhead(), "409 (Conflict)", "web.clock.nothing"),
        (ConnectionError("down"), "503 (Service Unavailable)", "web.clock.failed"),
    ],
)
def test_what_did_not_work_is_said_kindly(stage: Stage, visit: Visit, fault: Exception, status: str, key: str) -> None:
    page = visit(stage.url, accept=status)
    unfold(page)
    stage.fault = fault
    button(page, "event").click()
    expect(control(page).get_by_role("status")).to_have_text(said(key))
    expect(page.locator("#day")).to_have_text("thứ Ba 15/02/2022")
    stage.fault = None
    button(page, "event").click()
    expect(page.locator("#day")).to_have_text("thứ Sáu 18/02/2022")
    expect(control(page).get_by_role("status")).to_be_empty()


def test_without_network_it_says_so_and_goes_on_later(stage: Stage, visit: Visit) -> None:
    page = visit(stage.url)
    unfold(page)
    page.context.set_offline(True)
    button(page, "day").click()
    expect(control(page).get_by_role("status")).to_have_text(said("web.clock.failed"))
    page.context.set_offline(False)
    button(page, "day").click()
    expect(page.locator("#day")).to_have_text("thứ Tư 16/02/2022")
    assert stage.moves == ["day"]


def test_it_speaks_the_language_of_the_page(stage: Stage, visit: Visit) -> None:
    page = visit(stage.url, {**PHONE, "locale": "en-GB"})
    page.get_by_role("button", name=said("web.demo", "en"), exact=True).click()
    page.get_by_role("button", name=said("web.clock.day", "en"), exact=True).click()
    expect(page.locator("#day")).to_have_text("Wednesday 16/02/2022")


@pytest.mark.parametrize("stage", [None], indirect=True, ids=["still"])
def test_where_nothing_moves_the_clock_there_is_no_control(stage: Stage, visit: Visit) -> None:
    page = visit(stage.url)
    expect(page.locator("#day")).to_have_text("thứ Ba 15/02/2022")
    expect(toggle(page)).to_have_count(0)


def test_another_programme_is_opened_or_it_is_said_why_not(stage: Stage, visit: Visit) -> None:
    page = visit(stage.url, accept="409 (Conflict)")
    unfold(page)
    programmes, told = control(page).get_by_label(said("web.programme.label")), control(page).get_by_role("status")
    stage.preparing.now = True
    programmes.select_option("dakdoa-2022")
    expect(told).to_have_text(said("web.programme.busy"))
    expect(programmes).to_have_value("camau-2022")
    stage.preparing.now, stage.opens = False, False
    programmes.select_option("dakdoa-2022")
    expect(told).to_have_text(said("web.programme.failed"))
    expect(programmes).to_have_value("camau-2022")
    stage.opens = True
    programmes.select_option("dakdoa-2022")
    expect(control(page)).to_be_hidden()  # the page was opened anew
    unfold(page)
    expect(programmes).to_have_value("dakdoa-2022")
