"""Words in the message box: let in whole, counted, given back when they are not taken, and each tab's own."""

from __future__ import annotations

import pytest
from browsing import Program, Visit
from playwright.sync_api import expect
from test_web_chat import at_question, begin, newest, say, window

from bot.texts import Texts

pytestmark = pytest.mark.browser
T = Texts()["vi"]


def test_a_long_text_is_let_in_counted_and_kept_until_it_fits(live: Program, visit: Visit) -> None:
    page = visit(live.url)
    chat = window(page)
    expect(newest(chat)).to_be_visible()
    box = chat.locator("textarea")
    box.fill("ô" * 4100)
    assert len(box.input_value()) == 4100, "nothing is cut"
    expect(chat.locator(".count")).to_have_text(T("web.too_long", over=100, limit=4000))
    box.press("Enter")
    expect(chat.locator("article.me")).to_have_count(0)
    assert len(box.input_value()) == 4100
    box.fill("ô" * 3990)
    expect(chat.locator(".count")).to_have_text(T("web.counted", length=3990, limit=4000))
    box.fill("xin chào")
    expect(chat.locator(".count")).to_be_hidden()


def test_words_that_a_form_does_not_take_stand_in_the_box_again(live: Program, visit: Visit) -> None:
    page = visit(live.url)
    chat = window(page)
    begin(chat)
    name = "Cơ sở bánh phồng tôm ông Ba ở ấp Cây Trâm " * 5
    say(chat, name)
    expect(newest(chat)).to_contain_text(T("error.text_long", length=len(name.strip()), max=150))
    expect(chat.locator("textarea")).to_have_value(name.strip())
    say(chat, "Cơ sở Ba Tôm")
    at_question(chat, 2)
    expect(chat.locator("textarea")).to_have_value("")


def test_unsent_words_of_one_tab_do_not_replace_those_of_another(live: Program, visit: Visit) -> None:
    one = visit(live.url)
    expect(newest(window(one))).to_be_visible()
    two = visit(live.url, context=one.context)
    expect(newest(window(two))).to_be_visible()
    window(two).locator("textarea").fill("chữ của trang hai")
    window(one).locator("textarea").fill("chữ của trang một")
    two.reload()
    expect(window(two).locator("textarea")).to_have_value("chữ của trang hai")
    one.reload()
    expect(window(one).locator("textarea")).to_have_value("chữ của trang một")
    three = visit(live.url, context=one.context)
    expect(window(three).locator("textarea")).to_have_value("chữ của trang một")
