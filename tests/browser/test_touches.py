"""How often a commune's officer touches a phone of 360×740: the twenty ideas, a return, a search, a list."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from browsing import PHONE, Program, Visit
from playwright.sync_api import Locator, Page, expect
from support.databases import with_tables
from support.tracked import rows_of
from test_web_chat import T, window

from bot.storage.engine.opening import FILE
from ocop_domain.areas import load_areas
from ocop_domain.programme_files import load_programme

pytestmark = pytest.mark.browser
NAMES = [*(f"Khô cá {n}" for n in range(20)), "Mắm ruốc bà Lan"]


@pytest.fixture
def commune(tmp_path: Path) -> Iterator[Program]:
    """A demonstration in whose commune twenty-one ideas wait."""
    programme = load_programme("camau-2022")
    day, said = programme.demo_date, programme.demo_commune
    area = load_areas().search(f"{said['commune']}, {said['district']}", day, level="commune", limit=1)[0].code
    program = Program(tmp_path, demo=True)
    with_tables(tmp_path / "demo")
    program.start()
    with closing(sqlite3.connect(tmp_path / "demo" / FILE, timeout=30)) as database, database:
        for statement in rows_of(area, NAMES, day):
            database.execute(statement.sql, statement.args)
    yield program
    program.stop()


@dataclass
class Thumb:
    """The officer's thumb: each tap is counted, also the one into the field, and the one that sends."""

    chat: Locator
    taps: int = 0

    def press(self, label: str) -> None:
        """The button with this label in what came last; waits for the answer."""
        before = self.chat.locator("article.us").count()
        self.chat.locator("article:not(.done)").get_by_role("button", name=label, exact=True).last.click()
        self._answered(before)

    def press_first(self, part: str) -> None:
        """The first button whose label has this in it."""
        before = self.chat.locator("article.us").count()
        self.chat.locator("article:not(.done)").get_by_role("button", name=part).first.click()
        self._answered(before)

    def write(self, text: str) -> None:
        before = self.chat.locator("article.us").count()
        self.chat.locator("textarea").click()
        self.taps += 1
        self.chat.locator("textarea").fill(text)
        self.chat.locator("textarea").press("Enter")
        self._answered(before)

    def _answered(self, before: int) -> None:
        self.taps += 1
        expect(self.chat.locator("article.us").nth(before)).to_be_visible()

    def counted(self) -> int:
        taken, self.taps = self.taps, 0
        return taken


def test_an_officers_ten_minutes_take_few_touches(commune: Program, visit: Visit) -> None:
    page: Page = visit(commune.url, PHONE)
    page.locator("#tabs button").nth(2).click()
    thumb = Thumb(window(page, "officer"))
    newest = thumb.chat.locator("article.us").last
    expect(newest).to_contain_text("21")

    thumb.write("tìm ba lan")
    thumb.press_first("Mắm ruốc bà Lan")
    expect(newest).to_contain_text(T("review.return"))
    assert thumb.counted() <= 3

    thumb.press(T("review.return"))
    thumb.write("8, 11 và 12")
    thumb.write("Ghi rõ tên, mô tả và quy cách đóng gói")
    thumb.press_first(T("form.return.send"))
    expect(newest).to_contain_text(f"Đã trả lại “{NAMES[-1]}”")
    assert thumb.counted() <= 8

    thumb.press(T("menu.queue"))
    thumb.press_first(NAMES[0])
    for name in NAMES[:20]:
        expect(newest).to_contain_text(name)
        thumb.press(T("review.accept"))
    expect(newest).to_contain_text(T("queue.all_done"))
    assert thumb.counted() <= 50

    thumb.press(T("menu.back"))
    thumb.counted()
    for door in (T("menu.calendar"), "Gửi danh mục", "Danh mục", "Gửi danh mục (20)", "Gửi đi"):
        thumb.press_first(door)
    expect(newest).to_contain_text("Đã gửi danh mục 20 sản phẩm")
    assert thumb.counted() <= 5
