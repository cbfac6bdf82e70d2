"""The dashboard by keyboard alone, on a desktop and on a phone: in, through its pages, into the chat, and out."""

from __future__ import annotations

import re

import pytest
from browsing import Program, Visit
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

WIDE = {"viewport": {"width": 1280, "height": 800}}
NARROW = {"viewport": {"width": 360, "height": 740}}
_FOCUSED = """() => {
  const it = document.activeElement;
  const said = it.labels?.length ? it.labels[0].textContent : it.textContent;
  return [said.trim(), getComputedStyle(it).outlineStyle !== "none" || it === document.body];
}"""


def tab_to(page: Page, name: str) -> None:
    """Walks on until it stands on what is called so; wherever it stands can be seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        said, seen = page.evaluate(_FOCUSED)
        assert seen, said
        if said == name:
            return
    raise AssertionError(f"no way to {name}")


def go(page: Page, name: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Enter")


def fits(page: Page) -> None:
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), page.url


def test_the_dashboard_is_walked_by_keyboard_on_a_desktop_and_on_a_phone(demo: Program, visit: Visit) -> None:
    for size in (WIDE, NARROW):
        page = visit(f"{demo.url}/dashboard", size, accept="401")
        heading = page.get_by_role("heading", level=1)
        go(page, "Cán bộ huyện")
        expect(heading).to_have_text("Tổng quan")
        expect(page.get_by_role("img", name="Sao đã được công nhận")).to_be_visible()
        for name in ("Sản phẩm", "Tiến độ", "Việc chờ kiểm tra", "Cán bộ trong địa bàn", "Năm kế hoạch"):
            fits(page)
            go(page, name)
            expect(heading).to_contain_text(name)
            expect(page.locator("nav [aria-current=page]")).to_have_text(name)
        go(page, "Sản phẩm")
        expect(heading).to_have_text("Sản phẩm")
        tab_to(page, "Tìm tên sản phẩm, chủ thể, số điện thoại")
        page.keyboard.type("tom kho")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"words=tom\+kho"))
        expect(page.get_by_role("status")).to_have_text("Không có hồ sơ nào như vậy.")
        expect(page.get_by_role("searchbox")).to_have_value("tom kho")
        go(page, "Trò chuyện")
        chat = page.locator(".chat.active")
        expect(chat).to_contain_text("Cán bộ huyện")
        expect(chat.locator("article").last).to_contain_text("Ai đã làm, ai chưa")
        assert "#" not in page.url
        page.goto(f"{demo.url}/dashboard")
        go(page, "Đăng xuất")
        expect(heading).to_have_text("Đã đăng xuất")
        page.goto(f"{demo.url}/dashboard")
        expect(heading).to_have_text("Bảng theo dõi đang đóng")
