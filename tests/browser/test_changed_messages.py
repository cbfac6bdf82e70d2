"""A message that the server changes: in the open page at once, and after a reload once."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest
from browsing import Program, Visit
from playwright.sync_api import expect

from bot.messages import Choice, Reply
from bot.storage.engine.encoding import dump, moment
from bot.storage.engine.opening import FILE

pytestmark = pytest.mark.browser


def write(live: Program, address: str, reply: Reply) -> str:
    """A notice as it is committed; returns how it ended and where it stands (`state:reference`)."""
    with closing(sqlite3.connect(live.folder / "live" / FILE, timeout=10, isolation_level=None)) as database:
        (id_,) = database.execute(
            "INSERT INTO outbox (channel, address, lane, payload, created_at) VALUES ('web', ?, 'notice', ?, ?)"
            " RETURNING id",
            (address, dump(reply.to_json()), moment(datetime.now(UTC))),
        ).fetchone()
        for _ in range(600):  # the next sweep takes it up
            state, ref = database.execute("SELECT state, message_ref FROM outbox WHERE id = ?", (id_,)).fetchone()
            if state not in {"waiting", "attempting"}:
                return f"{state}:{ref}"
            time.sleep(0.05)
    raise AssertionError("nobody took it up")


def test_a_message_that_is_changed_changes_where_it_stands_and_stays_so(live: Program, visit: Visit) -> None:
    page = visit(live.url)
    chat = page.locator("section.chat")
    expect(chat.locator("article.us").first).to_be_visible()
    address = next(c["value"] for c in page.context.cookies() if c["name"] == "ocop").partition(".")[0]
    state, ref = write(live, address, Reply("Đang gửi thông báo: 3/120", title="Thông báo")).split(":")
    assert state in {"kept", "sent"}
    told = chat.locator("article.us", has_text="Thông báo")
    expect(told).to_contain_text("3/120")
    assert write(live, address, Reply("Tin sau", title="Khác")).startswith(("kept", "sent"))
    expect(chat.locator("article.us", has_text="Tin sau")).to_be_visible()
    articles = chat.locator("article.us").count()
    changed = Reply("Đang gửi thông báo: 77/120", title="Thông báo", choices=(Choice("menu", "Dừng gửi"),))
    state = write(live, address, changed.with_(edit=ref, only_edit=True))
    assert state.startswith(("kept", "sent"))
    for _ in range(2):
        expect(told).to_have_count(1)
        expect(told).to_contain_text("77/120")
        expect(told.get_by_role("button", name="Dừng gửi")).to_be_visible()
        expect(chat.locator("article.us")).to_have_count(articles)
        texts = chat.locator("article.us").all_inner_texts()
        assert next(i for i, t in enumerate(texts) if "77/120" in t) < next(
            i for i, t in enumerate(texts) if "Tin sau" in t
        ), "it stays where it was"
        page.reload()
    told.get_by_role("button", name="Dừng gửi").click()
    expect(told.get_by_role("button", name="Dừng gửi")).to_be_disabled()
    changed = Reply("Đang dừng", title="Thông báo", choices=(Choice("broadcast", "Gửi tiếp"),))
    assert write(live, address, changed.with_(edit=ref, only_edit=True)).startswith(("kept", "sent"))
    for _ in range(2):
        expect(told.get_by_role("button", name="Gửi tiếp")).to_be_enabled()
        page.reload()
    expect(told.get_by_role("button", name="Gửi tiếp")).to_be_enabled()  # the page has come again: now it is counted
    articles = chat.locator("article.us").count()
    assert write(live, address, Reply("Xong", edit="999999", only_edit=True)).startswith("refused")
    expect(chat.locator("article.us")).to_have_count(articles)


def test_an_answer_to_a_notice_can_be_changed_before_and_after_a_reload(live: Program, visit: Visit) -> None:
    page = visit(live.url)
    chat = page.locator("section.chat")
    expect(chat.locator("article.us").first).to_be_visible()
    address = next(c["value"] for c in page.context.cookies() if c["name"] == "ocop").partition(".")[0]
    asked = Reply("Có dự họp không?", title="Hỏi", choices=(Choice("say:b1:yes", "Có"), Choice("say:b1:no", "Không")))
    assert write(live, address, asked).startswith(("kept", "sent"))
    told = chat.locator("article.us", has_text="Có dự họp không?")
    yes, no = told.locator("[data-press$=yes]"), told.locator("[data-press$=no]")
    for former, latter in ((no, yes), (yes, no)):
        latter.click()
        for _ in range(2):
            expect(latter).to_be_disabled()
            expect(latter).to_contain_text("đã chọn")
            expect(former).to_be_enabled()
            expect(former).not_to_contain_text("đã chọn")
            page.reload()
