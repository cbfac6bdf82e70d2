"""The page where the way or the browser is not what it should be: held back, cut short, old, small, refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import PHONE, Program, Visit
from playwright.sync_api import Browser, Page, expect
from support.proxies import Proxy, proxied
from test_web_chat import T, at_question, begin, consent, greeted, newest, say, shot, window

pytestmark = pytest.mark.browser


@pytest.fixture
def proxy(live: Program) -> Iterator[Proxy]:
    with proxied(live.port) as proxy:
        yield proxy


def once(page: Page) -> None:
    """What is shown is what the server keeps: no word is lost, none stands there twice."""
    shown = [m.inner_text() for m in window(page).locator("article .bubble").all()]
    page.reload()
    expect(window(page).locator("article")).to_have_count(len(shown))
    assert [m.inner_text() for m in window(page).locator("article .bubble").all()] == shown


# Live messages that do not arrive


def test_live_messages_that_are_held_back_from_the_beginning_are_asked_for(proxy: Proxy, visit: Visit) -> None:
    proxy.holding = True
    page = visit(proxy.url)
    chat = window(page)
    begin(chat)
    say(chat, "Hợp tác xã Hoa Sen")
    at_question(chat, 2)
    expect(page.locator("#status")).to_be_empty()
    assert any(path.startswith("/api/news") for path in proxy.asked)
    once(page)


def test_live_messages_that_are_held_back_later_are_found_and_come_live_again(proxy: Proxy, visit: Visit) -> None:
    page = visit(proxy.url)
    chat = window(page)
    consent(chat)
    assert not [path for path in proxy.asked if path.startswith("/api/news")], "nobody asks where messages come"
    proxy.holding = True
    say(chat, "/register")
    at_question(chat, 1)
    assert [path for path in proxy.asked if path.startswith("/api/news")]
    proxy.holding = False
    page.evaluate("dispatchEvent(new Event('online'))")  # the phone changes its network: the live way is tried again
    say(chat, "Hợp tác xã Hoa Sen")
    at_question(chat, 2)
    once(page)


def test_a_page_that_may_not_listen_asks(proxy: Proxy, visit: Visit) -> None:
    """Too many listen already, or a firewall refuses what flows."""
    proxy.refusing["/api/events"] = (503, b"busy")
    page = visit(proxy.url, accept="503")
    begin(window(page))
    expect(page.locator("#status")).to_be_empty()


def test_who_waits_for_an_answer_is_told_that_it_is_being_made(proxy: Proxy, visit: Visit) -> None:
    page = visit(proxy.url, accept="503")
    chat = window(page)
    begin(chat)
    expect(chat.locator(".making")).to_be_hidden()
    proxy.holding, proxy.refusing["/api/news"] = True, (503, b"busy")
    say(chat, "Hợp tác xã Hoa Sen")
    expect(chat.locator(".making")).to_have_text(T("web.making"))
    expect(chat.locator(".making")).to_be_visible()
    proxy.holding = False
    proxy.refusing.clear()
    page.evaluate("dispatchEvent(new Event('online'))")
    at_question(chat, 2)
    expect(chat.locator(".making")).to_be_hidden()


# What a proxy does not let through


def test_a_file_that_a_proxy_finds_too_large_is_told_so(proxy: Proxy, visit: Visit, tmp_path: Path) -> None:
    proxy.refusing["/api/upload"] = (413, b"<html><h1>413 Request Entity Too Large</h1></html>")
    page = visit(proxy.url, accept="413")
    chat = window(page)
    greeted(chat)
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-1.7 " + b"x" * 3_000_000)
    chat.locator("input[type=file]").last.set_input_files(paper)
    expect(chat.locator(".note")).to_have_text(T("web.too_large"))


# Old browsers


GONE = """
for (const [owner, names] of [
  [Array.prototype, ["at", "findLast", "toSorted"]],
  [String.prototype, ["replaceAll", "at"]],
  [Element.prototype, ["replaceChildren"]],
  [AbortSignal, ["timeout", "any"]],
  [window, ["ResizeObserver", "structuredClone", "visualViewport", "createImageBitmap"]],
  [crypto.__proto__, ["randomUUID"]],
  [HTMLDialogElement.prototype, ["showModal", "close"]],
  [Object, ["hasOwn", "groupBy", "fromEntries"]],
  [Promise, ["any", "withResolvers"]],
  [HTMLElement.prototype, ["inert"]],
]) for (const name of names) delete owner[name];
"""
"""What phones of 2020 do not have."""


def old_phone(chromium: Browser) -> Any:
    context = chromium.new_context(locale="vi-VN", **PHONE)  # type: ignore[arg-type]
    context.add_init_script(GONE)
    return context


def test_a_phone_of_2020_can_do_everything(live: Program, visit: Visit, chromium: Browser) -> None:
    context = old_phone(chromium)
    page = visit(live.url, context=context)
    assert page.evaluate("[].at === undefined && document.body.replaceChildren === undefined")
    chat = window(page)
    begin(chat)
    say(chat, "Hợp tác xã Hoa Sen")
    at_question(chat, 2)
    page.reload()
    at_question(window(page), 2)
    context.close()


def test_an_invitation_is_asked_about_on_a_phone_of_2020_too(live: Program, visit: Visit, chromium: Browser) -> None:
    link = re.search(
        r"http\S+/join/\S+", live.run("invite", "--role", "commune_officer", "--area", "Xã Cái Đôi Vàm, Tỉnh Cà Mau")
    )
    assert link
    context = old_phone(chromium)
    page = visit(link[0], context=context)
    expect(page.locator("#invitation")).to_be_visible()
    page.locator("#invitation-accept").click()
    expect(page.locator("#invitation")).to_be_hidden()
    expect(newest(window(page))).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("path", "served"),
    [
        ("chat.js", "const state = { a: 1 };\nstate?.b ||= 1 2;"),  # a word that the browser does not know
        ("app.js", "[].notThereYet(-1);"),
        ("live.js", None),
    ],
    ids=["a word that it does not know", "a method that it has not", "a script that does not come"],
)
def test_a_browser_that_cannot_run_the_page_is_told_which_one_helps(
    live: Program, chromium: Browser, path: str, served: str | None
) -> None:
    context = chromium.new_context(locale="vi-VN", **PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.route(
        f"**/{path}",
        lambda route: route.abort() if served is None else route.fulfill(body=served, content_type="text/javascript"),
    )
    page.goto(live.url)
    expect(page.locator("#help")).to_contain_text(T("web.not_opened"))
    expect(page.locator("#opening")).to_be_hidden()
    shot(page, f"cannot-start-{path}")
    context.close()


def test_a_browser_without_modules_is_told_at_once(live: Program, chromium: Browser) -> None:
    context = chromium.new_context(locale="vi-VN", **PHONE)  # type: ignore[arg-type]
    context.add_init_script("delete HTMLScriptElement.prototype.noModule")
    page = context.new_page()
    page.route("**/start.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(live.url)
    expect(page.locator("#help")).to_contain_text(T("web.not_opened"))
    context.close()


# Small and covered screens


def test_a_keyboard_that_lies_over_the_page_leaves_the_box_in_sight(
    live: Program, visit: Visit, chromium: Browser
) -> None:
    """iOS: the window keeps its height, only what is seen of it gets smaller."""
    context = chromium.new_context(locale="vi-VN", **PHONE)  # type: ignore[arg-type]
    context.add_init_script(
        """
        const seen = Object.assign(new EventTarget(), { height: innerHeight, offsetTop: 0, scale: 1 });
        Object.defineProperty(window, "visualViewport", { value: seen });
        """
    )
    page = visit(live.url, context=context)
    chat = window(page)
    greeted(chat)
    page.evaluate("visualViewport.height = 420; visualViewport.dispatchEvent(new Event('resize'))")
    box = chat.locator("form").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 421
    page.evaluate("visualViewport.height = innerHeight; visualViewport.dispatchEvent(new Event('resize'))")
    box = chat.locator("form").bounding_box()
    assert box
    assert box["y"] + box["height"] > 700
    context.close()


def test_on_its_side_with_the_keyboard_open_the_question_can_be_read(live: Program, visit: Visit) -> None:
    page = visit(live.url)
    chat = window(page)
    begin(chat)
    page.set_viewport_size({"width": 640, "height": 150})
    expect(page.locator("header")).to_be_hidden()
    log = chat.locator(".log").bounding_box()
    assert log
    assert log["height"] >= 90
    shot(page, "landscape-keyboard")
    page.set_viewport_size({"width": 360, "height": 300})
    log = chat.locator(".log").bounding_box()
    assert log
    assert log["height"] >= 176
    expect(page.locator("h1")).to_be_visible()


def test_letters_of_double_size_fit(live: Program, visit: Visit) -> None:
    page = visit(live.url)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    chat = window(page)
    begin(chat)
    page.evaluate("dispatchEvent(new Event('resize'))")
    box = chat.locator("textarea")
    assert box.evaluate("e => e.scrollHeight <= e.clientHeight + 2"), "the box cuts nothing of its own text"
    shot(page, "double-size")


# Clocks and languages of phones


def test_what_waits_is_sent_in_its_order_though_the_phone_s_clock_was_put_back(live: Program, visit: Visit) -> None:
    page = visit(live.url)
    chat = window(page)
    begin(chat)
    page.context.set_offline(True)
    say(chat, "Hộ kinh doanh Bà Sáu")
    page.evaluate("const now = Date.now; Date.now = () => now() - 3600000")
    say(chat, "hộ kinh doanh")
    expect(page.locator(".pending")).to_have_count(2)
    kept = page.evaluate(
        "Object.entries(localStorage).filter(([k]) => /queue/.test(k)).map(([, v]) => JSON.parse(v))"
        ".sort((a, b) => a.order - b.order).map((item) => item.text)"
    )
    assert kept == ["Hộ kinh doanh Bà Sáu", "hộ kinh doanh"]
    page.context.set_offline(False)
    at_question(chat, 2)
    expect(chat.locator("article.me .text").nth(-2)).to_have_text("Hộ kinh doanh Bà Sáu")
    # The second was typed under the first question too: it is asked what it belongs to.
    expect(newest(chat).get_by_role("button", name=T("doubt.here"))).to_be_visible()


def test_a_phone_in_another_time_zone_shows_vietnam_s_time_and_comes_back(
    live: Program, visit: Visit, chromium: Browser
) -> None:
    context = chromium.new_context(locale="vi-VN", timezone_id="America/New_York", **PHONE)  # type: ignore[arg-type]
    page = visit(live.url, context=context)
    chat = window(page)
    greeted(chat)
    at = newest(chat).locator("time").get_attribute("datetime")
    shown = newest(chat).locator("time").inner_text()
    hours = page.evaluate("at => (new Date(at).getUTCHours() + 7) % 24", at)
    assert shown.startswith(f"{hours:02}:")
    page.goto("about:blank")
    page.go_back()
    consent(window(page))
    context.close()


def test_a_word_that_is_still_being_composed_is_not_sent(live: Program, visit: Visit) -> None:
    """Telex and VNI: Enter ends the syllable first."""
    page = visit(live.url)
    chat = window(page)
    begin(chat)
    box = chat.locator("textarea")
    box.fill("Hoà")
    for event in ("{isComposing: true}", "{keyCode: 229}"):
        box.evaluate(f"e => e.dispatchEvent(new KeyboardEvent('keydown', {{key: 'Enter', bubbles: true, ...{event}}}))")
    expect(box).to_have_value("Hoà")
    box.press("Enter")
    at_question(chat, 2)


def test_nothing_empty_is_read_out_and_the_way_to_the_box_is_in_the_head(live: Program, visit: Visit) -> None:
    page = visit(live.url)
    chat = window(page)
    begin(chat)
    say(chat, "Hợp tác xã Hoa Sen")
    at_question(chat, 2)
    for group in page.locator("[role=group]:visible").all():
        assert group.locator("button:visible").count(), group.inner_text()
    groups = page.evaluate(
        "[...document.querySelectorAll('[role=group]')].filter(g => !g.closest('[hidden]')"
        " && ![...g.querySelectorAll('button')].some(b => b.checkVisibility())).length"
    )
    assert groups == 0
    assert page.locator("header #skip").count() == 1


_UNFOLDED = """async () => {
  const { fold } = await import(document.querySelector('link[href*="fold.js"]').href);
  const log = document.createElement("div");
  log.style.cssText = "height: 200px; overflow: auto; line-height: 20px";
  log.innerHTML = '<article class="message us" tabindex="-1"><p class="text">' + "một dòng chữ<br>".repeat(40)
    + '</p><button class="choice">Có</button></article>';
  document.body.append(log);
  fold(log, null, "Đọc hết");
  const more = log.querySelector(".whole");
  more.focus();
  more.click();
  return [log.querySelectorAll(".whole").length, document.activeElement === log.firstChild];
}"""


def test_who_unfolds_a_message_by_keyboard_goes_on_from_it(live: Program, visit: Visit) -> None:
    page = visit(live.url)
    greeted(window(page))
    assert page.evaluate(_UNFOLDED) == [0, True]
