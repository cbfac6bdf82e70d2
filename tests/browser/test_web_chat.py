"""The page in a real browser, on a phone and on a desktop, with the real program behind it."""

from __future__ import annotations

import os
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from browsing import DESKTOP, PHONE, Program, Visit
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect
from support.pictures import heic

from bot.texts import Texts

pytestmark = pytest.mark.browser
T = Texts()["vi"]
SHOTS = Path(os.environ["OCOP_SHOTS"]) if "OCOP_SHOTS" in os.environ else None


def window(page: Page, name: str = "") -> Locator:
    """A chat: the only one, or one window of the demonstration."""
    return page.locator(f"section.chat:has(#say-{name})" if name else "section.chat")


def newest(chat: Locator) -> Locator:
    return chat.locator("article.us").last


def choose(chat: Locator, label: str) -> None:
    """Presses the answer with exactly this label in the newest menu."""
    chat.locator("article:not(.done)").get_by_role("button", name=label, exact=True).last.click()


def say(chat: Locator, text: str) -> None:
    chat.locator("textarea").fill(text)
    chat.locator("textarea").press("Enter")


def at_question(chat: Locator, number: int) -> None:
    expect(newest(chat).locator(".heading")).to_contain_text(re.compile(rf"\b{number}/\d+"))


def greeted(chat: Locator) -> None:
    """A newcomer is greeted, and asked for nothing."""
    expect(newest(chat)).to_contain_text(T("look.open"))


def consent(chat: Locator) -> None:
    """Says yes three times."""
    greeted(chat)
    say(chat, "/consent")
    for number in (1, 2, 3):
        at_question(chat, number)
        newest(chat).locator(".choice").first.click()
    expect(newest(chat).locator(".heading")).to_have_text(T("menu.title"))


def begin(chat: Locator) -> None:
    """To the first question of the registration."""
    consent(chat)
    called = "|".join(re.escape(T(f"menu.register_{form}")) for form in ("idea", "filing"))  # as the day's law has it
    chat.locator("article:not(.done)").get_by_role("button", name=re.compile(f"^({called})$")).last.click()
    at_question(chat, 1)


def picture(width: int, height: int) -> bytes:
    """A photo that cannot be packed well."""
    out = BytesIO()
    Image.effect_noise((width, height), 80).convert("RGB").save(out, "JPEG", quality=90)
    return out.getvalue()


def shot(page: Page, name: str) -> None:
    """Kept for people to look at, when OCOP_SHOTS names a folder."""
    if SHOTS:
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.wait_for_timeout(300)
        page.screenshot(path=SHOTS / f"{name}.png")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_first_visit_is_greeted_without_a_question_about_accounts(
    live: Program, visit: Visit, size: dict[str, Any]
) -> None:
    page = visit(live.url, size)
    expect(page).to_have_title(T("web.title"))
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    chat = window(page)
    greeted(chat)
    expect(chat.locator("article.me")).to_have_count(0)
    expect(page.locator("#tabs")).to_be_hidden()
    top, bottom = chat.locator("article.us").first.bounding_box(), chat.locator("form").bounding_box()
    assert top
    assert bottom
    assert top["y"] > 40, "the greeting is read from its beginning"
    assert bottom["y"] + bottom["height"] <= page.viewport_size["height"]  # type: ignore[index]
    everything_has_a_name_for_those_who_listen(page)
    shot(page, f"first-visit-{size['viewport']['width']}")


def everything_has_a_name_for_those_who_listen(page: Page) -> None:
    chat = window(page)
    expect(chat.get_by_role("log", name=T("web.log"))).to_be_visible()
    expect(chat.get_by_role("textbox", name=T("web.message"))).to_be_visible()
    expect(newest(chat).get_by_role("group", name=T("web.choices"))).to_be_visible()
    nameless = "[...document.querySelectorAll('button, a, textarea, img')].filter(e => e.checkVisibility() && "
    nameless += "!e.innerText?.trim() && !e.labels?.length && !e.textContent.trim() && e.alt === undefined)"
    assert page.evaluate(f"{nameless}.map(e => e.outerHTML)") == []


def test_one_answers_by_button_and_by_typing(live: Program, visit: Visit) -> None:
    page = visit(live.url)
    chat = window(page)
    begin(chat)
    say(chat, "Hợp tác xã Hoa Sen")
    at_question(chat, 2)
    expect(chat.locator("article.me").last.locator(".text")).to_have_text("Hợp tác xã Hoa Sen")
    say(chat, "hop tac xa")
    at_question(chat, 3)
    choose(chat, T("nav.back"))
    at_question(chat, 2)
    newest(chat).locator(".choice").nth(1).click()
    at_question(chat, 3)
    expect(page.locator(".pending")).to_have_count(0)
    shot(page, "question-360")


def test_the_menu_is_one_tap_away_and_the_keyboard_makes_room_for_answers_that_are_pressed(
    live: Program, visit: Visit
) -> None:
    page = visit(live.url)
    chat = window(page)
    begin(chat)
    say(chat, "Hợp tác xã Hoa Sen")
    at_question(chat, 2)
    expect(chat.locator("textarea")).not_to_be_focused()
    expect(newest(chat).locator(".choice").first).to_be_in_viewport(ratio=1)
    chat.get_by_role("button", name=T("web.home")).click()
    expect(newest(chat).locator(".heading")).to_have_text(T("menu.title"))
    expect(chat.locator("article.me").last.locator(".text")).to_have_text(T("web.home"))


def test_buttons_are_big_enough_for_thumbs_and_old_ones_are_spent(live: Program, visit: Visit) -> None:
    page = visit(live.url)
    chat = window(page)
    begin(chat)
    say(chat, "Hợp tác xã Hoa Sen")
    at_question(chat, 2)
    for one in [*newest(chat).get_by_role("button").all(), *chat.locator("form button:visible").all()]:
        box = one.bounding_box()
        assert box
        assert box["height"] >= 44
    spent = chat.locator("article.done").nth(1)  # the first is the greeting, whose button nobody pressed
    expect(chat.locator("article.done button:enabled")).to_have_count(0)
    chosen = spent.locator(".choice.chosen")
    expect(chosen).to_have_count(1)
    expect(chosen).to_contain_text(T("web.chosen"))


def test_a_reload_keeps_the_chat_the_place_and_the_unsent_words(live: Program, visit: Visit) -> None:
    page = visit(live.url)
    chat = window(page)
    begin(chat)
    expect(page.locator(".pending")).to_have_count(0)
    said = chat.locator("article").count()
    chat.locator("textarea").fill("Hợp tác xã Hoa")
    page.reload()
    at_question(chat, 1)
    expect(chat.locator("article")).to_have_count(said)
    expect(chat.locator("textarea")).to_have_value("Hợp tác xã Hoa")
    chat.locator("textarea").press("End")
    chat.locator("textarea").press_sequentially(" Sen")
    chat.locator("textarea").press("Enter")
    at_question(chat, 2)
    page.reload()
    at_question(chat, 2)
    expect(chat.locator("textarea")).to_have_value("")


def test_two_people_see_nothing_of_each_other(live: Program, visit: Visit) -> None:
    one, two = visit(live.url), visit(live.url)
    begin(window(one))
    say(window(one), "Hợp tác xã Bí Mật")
    at_question(window(one), 2)
    greeted(window(two))
    expect(two.locator("body")).not_to_contain_text("Bí Mật")


def test_words_typed_without_network_are_kept_and_sent_when_it_is_back(live: Program, visit: Visit) -> None:
    page = visit(live.url)
    chat = window(page)
    begin(chat)
    page.context.set_offline(True)
    expect(page.locator("#status")).to_have_text(T("web.offline"))
    say(chat, "Hợp tác xã Hoa Sen")
    waiting = chat.locator("article.pending")
    expect(waiting).to_contain_text(T("web.pending"))
    shot(page, "offline-360")
    page.context.set_offline(False)
    at_question(chat, 2)
    expect(waiting).to_have_count(0)
    expect(page.locator("#status")).to_be_empty()
    expect(chat.locator("article.me .text", has_text="Hoa Sen")).to_have_count(1)


def test_words_outlive_a_closed_page(live: Program, visit: Visit) -> None:
    page = visit(live.url)
    begin(window(page))
    page.context.set_offline(True)
    say(window(page), "Hợp tác xã Hoa Sen")
    expect(page.locator("article.pending")).to_have_count(1)
    context = page.context
    page.close()
    context.set_offline(False)
    chat = window(visit(live.url, context=context))
    at_question(chat, 2)
    expect(chat.locator("article.me .text", has_text="Hoa Sen")).to_have_count(1)


def test_a_kill_of_the_program_loses_nothing_and_says_nothing_twice(demo: Program, visit: Visit) -> None:
    page = visit(demo.url, DESKTOP)
    chat = window(page, "producer1")
    begin(chat)
    page.evaluate("Object.defineProperty(navigator, 'onLine', { get: () => true })")
    demo.kill()
    say(chat, "Hợp tác xã Hoa Sen")
    expect(page.locator("#status")).to_have_text(T("web.away"))
    demo.start()
    expect(newest(chat).locator(".heading")).to_contain_text("2/", timeout=45_000)
    expect(chat.locator("article.me .text", has_text="Hoa Sen")).to_have_count(1)
    expect(page.locator("#status")).to_be_empty(timeout=45_000)
    page.reload()
    at_question(chat, 2)
    expect(chat.locator("article.me .text", has_text="Hoa Sen")).to_have_count(1)


def test_a_large_photo_is_made_small_sent_and_shown(live: Program, visit: Visit, tmp_path: Path) -> None:
    page = visit(live.url)
    chat = window(page)
    consent(chat)
    (tmp_path / "sản phẩm.jpg").write_bytes(picture(3000, 1500))
    chat.get_by_role("button", name=T("web.attach")).click()
    with page.expect_file_chooser() as chooser:
        chat.get_by_role("button", name=T("web.pick_file")).click()
    with page.expect_response(lambda r: "/api/upload" in r.url) as answer:
        chooser.value.set_files(tmp_path / "sản phẩm.jpg")
    assert answer.value.status == 202
    expect(page.locator(".pending")).to_have_count(0)
    photo = chat.locator("article.me a.photo").last
    expect(photo.locator("img")).to_have_js_property("complete", True)
    kept = page.request.get(f"{live.url}{photo.get_attribute('href')}")
    assert Image.open(BytesIO(kept.body())).size == (2000, 1000)
    shot(page, "photo-360")
    page.reload()
    expect(chat.locator("article.me img")).to_have_js_property("naturalWidth", 640)  # small in the chat, whole on a tap
    (tmp_path / "iphone.heic").write_bytes(heic(120, 90))
    chat.locator("input[type=file][multiple]").set_input_files(tmp_path / "iphone.heic")
    expect(chat.locator("article.me img").last).to_have_js_property("naturalWidth", 120)  # the server knows it


def test_a_file_that_is_not_taken_is_said_in_words(live: Program, visit: Visit, tmp_path: Path) -> None:
    page = visit(live.url)
    chat = window(page)
    consent(chat)
    picker = chat.locator("input[type=file][multiple]")
    (tmp_path / "a.pdf").write_bytes(b"no PDF at all")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-" + b"x" * (10 * 1024 * 1024))
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4 a paper")
    picker.set_input_files([tmp_path / "b.pdf", tmp_path / "c.pdf"])
    expect(chat.get_by_role("alert").last).to_contain_text("b.pdf")
    expect(chat.locator("article.me a.file")).to_have_text("c.pdf")
    with page.expect_response(lambda r: "/api/upload" in r.url) as answer:
        picker.set_input_files(tmp_path / "c.pdf")
    assert answer.value.status == 202
    expect(page.locator(".pending")).to_have_count(0)


def test_everything_can_be_done_with_the_keyboard(live: Program, visit: Visit) -> None:
    page = visit(live.url, DESKTOP)
    chat = window(page)
    greeted(chat)
    say(chat, "/consent")
    at_question(chat, 1)
    expect(chat.locator("textarea")).to_be_focused()
    page.keyboard.press("Shift+Tab")  # the button for files
    for _ in range(8):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.choice:first-child')"):
            break
    assert page.evaluate("document.activeElement.matches(':focus-visible')")
    shot(page, "keyboard-1366")
    page.keyboard.press("Enter")
    at_question(chat, 2)
    expect(newest(chat)).to_be_focused()
    page.keyboard.press("Tab")
    expect(newest(chat).locator(".choice").first).to_be_focused()
    page.keyboard.press("Space")
    at_question(chat, 3)
    expect(newest(chat)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(newest(chat).locator(".heading")).to_have_text(T("menu.title"))
    page.keyboard.press("Control+Home")
    chat.locator("textarea").focus()
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    at_question(chat, 1)
    expect(chat.locator("textarea")).to_be_focused()


def test_the_page_speaks_the_language_that_was_chosen(live: Program, visit: Visit) -> None:
    page = visit(live.url)
    chat = window(page)
    consent(chat)
    say(chat, "english")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(chat.locator("textarea")).to_have_attribute("placeholder", Texts()["en"]("web.placeholder"))
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_an_officer_enters_by_an_invitation_that_must_be_accepted(live: Program, visit: Visit) -> None:
    made = live.run("invite", "--role", "commune_officer", "--area", "Xã Cái Đôi Vàm, Tỉnh Cà Mau")
    link = re.search(r"http\S+/join/\S+", made)
    assert link, made
    page = visit(link[0])
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(T("web.join.ask"))
    assert "join" not in page.url
    shot(page, "invitation-360")
    dialog.get_by_role("button", name=T("web.join.accept")).click()
    newest(window(page)).get_by_role("button", name=T("join.take")).click()
    expect(window(page).get_by_role("button", name=T("menu.queue"))).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("/start")


def test_the_demonstration_shows_a_window_for_each_role_and_stops_while_they_are_open(
    demo: Program, visit: Visit
) -> None:
    # It may be asked once more while it closes.
    page = visit(demo.url, DESKTOP, accept="503 (Service Unavailable)")
    expect(page.locator("#about")).to_contain_text("15/02/2022")
    expect(page.locator("#demo")).to_have_text(T("web.demo"))
    names = ["producer1", "producer2", "officer", "district", "council"]
    for name in names:
        expect(window(page, name).locator("h2")).to_have_text(T(f"web.window.{name}"))
        expect(newest(window(page, name)).locator(".choice").first).to_be_attached()
    begin(window(page, "producer1"))
    say(window(page, "producer1"), "Hợp tác xã Bí Mật")
    at_question(window(page, "producer1"), 2)
    for name in names[1:]:
        expect(window(page, name)).not_to_contain_text("Bí Mật")
    shot(page, "demo-1366")
    for width, columns in ((1366, 3), (1024, 3), (800, 2)):
        page.set_viewport_size({"width": width, "height": 768})
        tops = [window(page, name).bounding_box()["y"] for name in names]  # type: ignore[index]
        assert tops.count(min(tops)) == columns
    shot(page, "demo-800")
    assert demo.stop() == 0


def test_on_a_phone_the_windows_are_tabs_that_tell_of_news(demo: Program, visit: Visit) -> None:
    page = visit(demo.url, PHONE)
    tabs = page.locator("#tabs button")
    expect(tabs).to_have_count(5)
    expect(window(page, "producer1")).to_be_visible()
    expect(window(page, "officer")).to_be_hidden()
    expect(tabs.nth(2).locator(".badge")).to_be_visible()
    shot(page, "demo-360")
    tabs.nth(2).click()
    expect(window(page, "officer")).to_be_visible()
    expect(window(page, "producer1")).to_be_hidden()
    expect(tabs.nth(2).locator(".badge")).to_have_count(0)
    expect(tabs.nth(2)).to_have_attribute("aria-pressed", "true")


def test_whose_cookies_are_cleared_is_told_and_keeps_what_was_typed(live: Program, visit: Visit) -> None:
    page = visit(live.url, accept="401 (Unauthorized)")
    chat = window(page)
    begin(chat)
    page.context.clear_cookies()
    say(chat, "Hợp tác xã Hoa Sen")
    ways = T("back.ask").splitlines()[0]
    expect(newest(chat)).to_contain_text(ways, timeout=20_000)
    expect(page.locator(".pending")).to_have_count(0)
    expect(chat.locator("textarea")).to_have_value("Hợp tác xã Hoa Sen")
    expect(chat.locator("article.me")).to_have_count(0)
    shot(page, "lost-360")
    # The box still holds it after a reload, in which the cookies are gone once more.
    page.context.clear_cookies()
    page.reload()
    expect(newest(chat)).to_contain_text(ways, timeout=20_000)
    expect(chat.locator("textarea")).to_have_value("Hợp tác xã Hoa Sen")
    newest(chat).get_by_role("button", name=T("back.newcomer")).click()
    greeted(chat)


def test_whose_cookies_and_memory_are_cleared_finds_the_way_back_in_the_greeting(live: Program, visit: Visit) -> None:
    page = visit(live.url)
    chat = window(page)
    begin(chat)
    page.context.clear_cookies()
    page.evaluate("localStorage.clear()")
    page.reload()
    greeted(chat)
    chat.get_by_role("button", name=T("back.have")).click()
    expect(newest(chat)).to_contain_text(T("back.code"))


def test_a_second_tab_never_speaks_for_another_account(live: Program, visit: Visit) -> None:
    page = visit(live.url, accept="401 (Unauthorized)")
    chat = window(page)
    begin(chat)
    page.context.clear_cookies()
    other = visit(live.url, context=page.context)
    expect(newest(window(other))).to_contain_text(T("back.ask").splitlines()[0])
    say(chat, "Hợp tác xã Hoa Sen")
    expect(newest(chat)).to_contain_text(T("back.ask").splitlines()[0], timeout=20_000)
    expect(chat.locator("textarea")).to_have_value("Hợp tác xã Hoa Sen")
    expect(window(other)).not_to_contain_text("Hoa Sen")


def test_who_logs_out_is_told_and_sees_nothing_more(live: Program, visit: Visit) -> None:
    page = visit(live.url, accept="401 (Unauthorized)")
    chat = window(page)
    begin(chat)
    say(chat, "Hợp tác xã Hoa Sen")
    at_question(chat, 2)
    say(chat, T("command.phones.words").split("|")[0])
    chat.locator("[data-press=logout]").last.click()
    chat.locator("[data-press=leave]").last.click()
    expect(newest(chat)).to_contain_text(T("phones.left"))
    page.reload()
    expect(chat.get_by_role("alert")).to_have_text(T("web.left"))
    expect(newest(chat)).to_contain_text(T("back.ask").splitlines()[0])
    expect(chat).not_to_contain_text("Hoa Sen")


def test_without_scripts_the_page_says_what_to_do(live: Program, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto(live.url)
    told = page.locator("noscript p").first
    assert told.bounding_box()
    assert told.evaluate("e => e.textContent") == T("web.noscript")
    expect(page.locator("#opening")).to_be_hidden()
    context.close()
