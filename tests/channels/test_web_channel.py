"""The web channel, over HTTP and on a real database; only the dispatcher is a fake that remembers."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from support.databases import Open
from support.each import each
from support.waiting import PATIENCE
from support.web import JPEG, NOW, OWN, TEXTS, Web, folder, open_web, served, web

from bot.channels.web import events, page
from bot.channels.web.demo import TRIES, Demo
from bot.channels.web.limits import Buckets
from bot.messages import Choice, Reply
from bot.ports.channels import SendError
from bot.storage.engine.encoding import moment
from bot.storage.engine.statements import Statement
from bot.storage.web import WebMessages

__all__ = ["folder", "web"]

BINARY = {**OWN, "Content-Type": "application/octet-stream"}
PDF = b"%PDF-1.7 paper"


@pytest.fixture
async def demo(folder: Path) -> AsyncIterator[Web]:
    web = await open_web(folder, demo=Demo("OCOP Cà Mau", lambda: date(2022, 2, 15)))
    yield web
    await web.close()


def says(text: str, update: str = "update-1") -> dict[str, Any]:
    return {"id": update, "kind": "text", "text": text}


async def send(browser: httpx.AsyncClient, body: dict[str, Any], window: str = "") -> httpx.Response:
    return await browser.post("/api/send", json=body, headers=OWN, params={"w": window} if window else {})


async def upload(browser: httpx.AsyncClient, data: bytes, update: str = "upload-1") -> httpx.Response:
    return await browser.post("/api/upload", content=data, headers=BINARY, params={"id": update, "name": "ảnh.jpg"})


async def history(browser: httpx.AsyncClient, window: int = 0) -> list[dict[str, Any]]:
    return (await browser.get("/api/state")).json()["windows"][window]["messages"]  # type: ignore[no-any-return]


# The chat in the database


@pytest.fixture
async def messages(open_database: Open) -> AsyncIterator[WebMessages]:
    """The chats, on each engine in turn."""
    database = await open_database()
    yield WebMessages(database)
    await database.close()


async def test_a_chat_is_kept_in_order_and_read_from_either_end(messages: WebMessages) -> None:
    assert await messages.newest(["a", "b"]) == 0
    numbers = [await messages.add("a", "out", {"text": f"tin {n}"}, NOW) for n in range(5)]
    other = await messages.add("b", "out", {"text": "khác"}, NOW)
    assert numbers == sorted(numbers)
    assert [m.payload["text"] for m in await messages.since(["a"], numbers[2], 100)] == ["tin 3", "tin 4"]
    assert [m.id for m in await messages.since(["a", "b"], numbers[3], 1)] == [numbers[4]]
    assert [m.id for m in await messages.latest("a", 2)] == numbers[3:]
    assert [m.id for m in await messages.latest("a", 2, before=numbers[3])] == numbers[1:3]
    assert await messages.newest(["a", "b"]) == other
    assert await messages.language("a") == ""


async def test_an_update_is_kept_once(messages: WebMessages) -> None:
    first = await messages.add_once("a", "update-1", {"text": "một"}, NOW)
    again = await messages.add_once("a", "update-1", {"text": "một"}, NOW)
    longer = await messages.add_once("a", "update-10", {"text": "khác"}, NOW)
    other = await messages.add_once("b", "update-1", {"text": "người khác"}, NOW)
    assert first == again
    assert len({first.id, longer.id, other.id}) == 3
    assert [m.payload for m in await messages.latest("a", 9)] == [
        {"update": "update-1", "text": "một"},
        {"update": "update-10", "text": "khác"},
    ]


async def test_an_update_that_comes_many_times_at_one_moment_is_kept_once(messages: WebMessages) -> None:
    found = await asyncio.gather(*(messages.add_once("a", "update-1", {"text": "một"}, NOW) for _ in range(20)))
    assert len({one.id for one in found}) == 1
    assert len(await messages.latest("a", 99)) == 1


async def test_the_table_itself_keeps_an_update_once(messages: WebMessages) -> None:
    """A frozen PostgreSQL had two of them: the second was written while the first had not been seen to be there."""
    once = (
        "INSERT INTO web_message (address, direction, payload, at, update_id) VALUES ('a', 'in', '{}', '', 'update-1')"
    )
    database = messages._db
    await database.write([Statement(once)])
    await database.write([Statement(f"{once} ON CONFLICT (address, update_id) WHERE update_id <> '' DO NOTHING")])
    assert len(await messages.latest("a", 99)) == 1


async def test_a_file_is_shown_where_it_was_sent(messages: WebMessages) -> None:
    await messages.add("a", "out", {"text": "", "files": [{"id": "ab12", "type": "image/jpeg"}]}, NOW)
    await messages.add_once("b", "update-1", {"text": '"ab12"', "data": "ab12"}, NOW)
    assert [await messages.file_name(a, "ab12") for a in ("a", "b", "c")] == ["", None, None]


# Sessions


async def test_a_visitor_gets_a_signed_long_lived_cookie_that_scripts_cannot_read(web: Web) -> None:
    cookie = (await web.browser().get("/api/state")).headers["set-cookie"]
    assert re.match(r"ocop=w[0-9a-f]{32}\.", cookie)
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert f"Max-Age={400 * 24 * 3600}" in cookie
    assert "secure" not in cookie.lower()


async def test_over_https_the_cookie_is_bound_to_the_host(folder: Path) -> None:
    web = await open_web(folder, secure=True)
    cookie = (await web.browser().get("/api/state")).headers["set-cookie"]
    assert cookie.startswith("__Host-ocop=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "domain" not in cookie.lower()
    await web.close()


async def test_a_tampered_cookie_is_nobody(web: Web) -> None:
    browser = await web.visitor()
    await send(browser, says("bí mật"))
    address, _, signature = browser.cookies["ocop"].partition(".")
    for forged in (f"{address}.{signature[:-2]}xx", address, f"w{'0' * 32}.{signature}", "demo-officer"):
        stranger = web.browser(cookie=f"ocop={forged}")
        assert (await send(stranger, says("tôi"))).status_code == 401
        assert (await stranger.get("/api/events")).status_code == 401
        assert await history(stranger) == []


async def test_a_visitor_comes_back_to_the_same_chat_and_the_cookie_is_renewed(web: Web) -> None:
    browser = await web.visitor()
    await send(browser, says("xin chào"))
    again = await browser.get("/api/state")
    assert again.headers["set-cookie"].partition(";")[0] == f"ocop={browser.cookies['ocop']}"
    assert [m["text"] for m in again.json()["windows"][0]["messages"]] == ["xin chào"]


async def test_sessions_without_end_from_one_machine_are_refused_for_a_while(web: Web) -> None:
    count = 0
    while (answer := await web.browser().get("/api/state")).status_code == 200:
        count += 1
        assert count < 1000
    assert count >= 120, "a whole commune may come from one address"
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1


# What the page says


async def test_a_text_is_taken_durably_and_stands_in_the_chat(web: Web) -> None:
    browser = await web.visitor()
    answer = await send(browser, says("Hợp tác xã\nHoa Sen"))
    assert answer.status_code == 202
    said = await web.channel.translate(web.dispatcher.last)
    assert said
    assert (said.kind, said.text, said.language) == ("text", "Hợp tác xã\nHoa Sen", "vi")
    assert said.update_id == f"{said.address}:update-1"
    assert [(m["from"], m["text"], m["update"]) for m in await history(browser)] == [
        ("me", "Hợp tác xã\nHoa Sen", "update-1")
    ]


async def test_a_press_carries_its_menu_and_shows_its_label(web: Web) -> None:
    browser = await web.visitor()
    body = {"id": "update-2", "kind": "press", "data": "o:yes", "menu": 7, "label": "Đồng ý", "message": 12}
    assert (await send(browser, body)).status_code == 202
    said = await web.channel.translate(web.dispatcher.last)
    assert said
    assert (said.kind, said.data, said.menu, said.message_ref, said.text) == ("press", "o:yes", 7, "12", "")
    assert [(m["text"], m["message"], m["data"]) for m in await history(browser)] == [("Đồng ý", 12, "o:yes")]


async def test_a_repeated_update_is_taken_once(web: Web) -> None:
    browser = await web.visitor()
    first, second = await asyncio.gather(send(browser, says("một")), send(browser, says("một")))
    third = await send(browser, says("khác"))
    assert {first.status_code, second.status_code, third.status_code} == {202}
    assert len({a.json()["message"]["id"] for a in (first, second, third)}) == 1
    assert [m["text"] for m in await history(browser)] == ["một"]
    assert len(web.dispatcher.taken) == 1


async def test_two_people_may_use_the_same_update_id(web: Web) -> None:
    one, two = await web.visitor(), await web.visitor()
    await send(one, says("một"))
    await send(two, says("hai"))
    assert len(web.dispatcher.taken) == 2
    assert [m["text"] for m in await history(two)] == ["hai"]


async def test_what_is_not_taken_can_be_sent_again(web: Web) -> None:
    browser = await web.visitor()
    web.dispatcher.down = True
    refused = await send(browser, says("giữ lại"))
    assert refused.status_code == 503
    assert refused.headers["retry-after"]
    web.dispatcher.down = False
    assert (await send(browser, says("giữ lại"))).status_code == 202
    assert [m["text"] for m in await history(browser)] == ["giữ lại"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (says("x" * 4001), 422),
        (says("   "), 400),
        (says("x", update="no spaces here"), 400),
        (says("x", update="x"), 400),
        ({"id": "update-1", "kind": "shout", "text": "x"}, 400),
        ({"id": "update-1", "kind": "text", "text": ["x"]}, 400),
        ({"id": "update-1", "kind": "press", "data": "x" * 65, "label": "x"}, 422),
        ({"id": "update-1", "kind": "press", "data": "x", "label": "x", "menu": -1}, 400),
        ({"id": "update-1", "kind": "press", "data": "x", "label": "x", "menu": True}, 400),
        ({"id": "update-1", "kind": "press", "data": "", "label": "x"}, 400),
        ({}, 400),
    ],
)
async def test_what_does_not_fit_is_refused(web: Web, body: dict[str, Any], status: int) -> None:
    browser = await web.visitor()
    answer = await send(browser, body)
    assert answer.status_code == status
    assert answer.json()["error"] in TEXTS["vi"].texts
    assert not web.dispatcher.taken


NESTED = (
    b"[" * 30_000,
    b"[" * 500 + b"]" * 500,
    b'{"id": "update-1", "kind": "text", "text": ' + b"[" * 60 + b"]" * 60 + b"}",
)
"""Documents in documents: the reader of JSON gives up at some depth, and so does whoever reads it again later."""


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b"\xff", b'"' + b"x" * 70_000 + b'"', *NESTED])
async def test_a_body_that_is_no_message_is_refused(web: Web, body: bytes) -> None:
    browser = await web.visitor()
    headers = {**OWN, "Content-Type": "application/json"}
    assert (await browser.post("/api/send", content=body, headers=headers)).status_code in {400, 413}


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("Ke\u0323o du\u031b\u0300a", "Kẹo dừa"),
        ("mua\u202e bán\u2066 \u200bmật\u200f", "mua bán mật"),
        ("một\r\nhai\u2028ba", "một\nhai\nba"),
        ("👨‍👩‍👧 ❤️", "👨‍👩‍👧 ❤️"),
    ],
)
async def test_words_come_in_composed_and_without_what_nobody_sees(web: Web, typed: str, heard: str) -> None:
    browser = await web.visitor()
    assert (await send(browser, says(typed))).status_code == 202
    assert json.loads(web.dispatcher.last.payload)["text"] == heard


async def test_a_file_has_a_name_of_one_line(web: Web) -> None:
    browser = await web.visitor()
    params = {"id": "upload-1", "name": "a\nX-Evil: 1\n\u202egnp.exe"}
    await browser.post("/api/upload", content=JPEG, headers=BINARY, params=params)
    assert (await history(browser))[-1]["files"][0]["name"] == "a X-Evil: 1 gnp.exe"


async def test_characters_that_a_database_refuses_are_left_out(web: Web) -> None:
    browser = await web.visitor()
    raw = b'{"id":"update-1","kind":"text","text":"a\\u0000b\\ud800c\\nd"}'
    answer = await browser.post("/api/send", content=raw, headers={**OWN, "Content-Type": "application/json"})
    assert answer.status_code == 202
    assert json.loads(web.dispatcher.last.payload)["text"] == "abc\nd"


async def test_a_flood_is_slowed_down(web: Web) -> None:
    browser = await web.visitor()
    count = 0
    while (answer := await send(browser, says("x", f"update-{count}"))).status_code == 202:
        count += 1
        assert count < 1000
    assert count >= 20
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    assert (await send(await web.visitor(), says("x"))).status_code == 202, "others are not held up"


def test_a_bucket_fills_again() -> None:
    now = [0.0]
    buckets = Buckets(rate=2, burst=2, now=lambda: now[0])
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 0.5]
    now[0] = 0.5
    assert buckets.take("a") == 0


# Forged requests


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-OCOP": "1", "Content-Type": "text/plain"},
        {"X-OCOP": "1", "Content-Type": "application/x-www-form-urlencoded"},
        {"X-OCOP": "1", "Content-Type": "application/json", "Origin": "https://evil.example"},
        {"X-OCOP": "1", "Content-Type": "application/json", "Origin": "null"},
        {"X-OCOP": "1", "Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"},
        {"X-OCOP": "1", "Content-Type": "application/json", "Sec-Fetch-Site": "same-site"},
    ],
)
async def test_only_the_own_page_may_speak(web: Web, headers: dict[str, str]) -> None:
    browser = await web.visitor()
    body = json.dumps(says("x")).encode()
    assert (await browser.post("/api/send", content=body, headers=headers)).status_code == 403
    assert (await browser.post("/api/upload?id=update-1", content=JPEG, headers=headers)).status_code == 403
    assert not web.dispatcher.taken


async def test_the_own_page_may_speak(web: Web) -> None:
    browser = await web.visitor()
    own = {**OWN, "Origin": "http://web.test", "Sec-Fetch-Site": "same-origin"}
    assert (await browser.post("/api/send", json=says("x"), headers=own)).status_code == 202


async def test_reading_is_no_writing(web: Web) -> None:
    browser = await web.visitor()
    assert (await browser.get("/api/send")).status_code == 405
    assert (await browser.get("/api/upload")).status_code == 405


# Photos and papers


async def test_a_photo_is_stored_shown_and_given_to_the_dispatcher(web: Web) -> None:
    browser = await web.visitor()
    assert (await upload(browser, JPEG)).status_code == 202
    said = await web.channel.translate(web.dispatcher.last)
    assert said
    assert [(f.name, f.content_type, f.size, f.refused) for f in said.files] == [
        ("ảnh.jpg", "image/jpeg", len(JPEG), "")
    ]
    (message,) = await history(browser)
    assert message["files"] == [
        {"id": said.files[0].id, "type": "image/jpeg", "name": "ảnh.jpg", "width": 120, "height": 90}
    ]
    answer = await browser.get(f"/files/{said.files[0].id}")
    assert answer.content == JPEG
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-disposition"].startswith("inline")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_the_page_is_shown_a_small_picture_and_opens_the_whole_one(web: Web) -> None:
    browser = await web.visitor()
    big = io.BytesIO()
    Image.effect_noise((1500, 1000), 90).convert("RGB").save(big, "JPEG", quality=85)
    address = browser.cookies["ocop"].partition(".")[0]
    kept = await web.files.put(big.getvalue(), "ảnh.jpg")
    await web.channel.send(address, Reply("Xem", files=(kept.id,)))
    assert [(f["width"], f["height"]) for f in (await history(browser))[0]["files"]] == [(1500, 1000)]
    for _ in range(2):
        small = await browser.get(f"/files/{kept.id}?size=small")
        assert small.headers["content-type"] == "image/jpeg"
        assert Image.open(io.BytesIO(small.content)).size == (640, 427)
        assert len(small.content) < len(big.getvalue()) / 3
    assert (await browser.get(f"/files/{kept.id}")).content == big.getvalue()
    stranger = await web.visitor()
    assert (await stranger.get(f"/files/{kept.id}?size=small")).status_code == 404
    light = await web.files.put(JPEG, "ảnh.jpg")
    await web.channel.send(address, Reply("Xem", files=(light.id,)))
    assert (await browser.get(f"/files/{light.id}?size=small")).content == JPEG, "what is light is shown as it is"


async def test_a_picture_of_an_earlier_version_that_cannot_be_made_small_is_shown_as_it_is(web: Web) -> None:
    browser = await web.visitor()
    old = b"\xff\xd8\xff\xe0" + b"broken" * 10_000
    kept = await web.files.put(old, "ảnh.jpg", made=True)
    await web.channel.send(browser.cookies["ocop"].partition(".")[0], Reply("Xem", files=(kept.id,)))
    assert "width" not in (await history(browser))[0]["files"][0]
    assert (await browser.get(f"/files/{kept.id}?size=small")).content == old


async def test_a_store_of_files_that_is_down_loses_nothing(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page keeps the file and sends it again; a reply waits in the outbox."""
    browser = await web.visitor()

    async def down(*_: object, **__: object) -> Any:
        raise OSError("no way to the store")

    with monkeypatch.context() as patched:
        patched.setattr(web.files, "put", down)
        assert (await upload(browser, PDF)).status_code == 503
    assert (await upload(browser, PDF)).status_code == 202
    file_id = (await history(browser))[0]["files"][0]["id"]
    with monkeypatch.context() as patched:
        patched.setattr(web.files, "kind", down)
        assert (await browser.get(f"/files/{file_id}")).status_code == 503
        with pytest.raises(SendError) as error:
            await web.channel.send(browser.cookies["ocop"].partition(".")[0], Reply("Xem", files=(file_id,)))
        assert error.value.outcome == "retry"


async def test_a_file_is_called_after_what_it_is_and_never_as_a_stranger_says(web: Web) -> None:
    browser = await web.visitor()
    params = {"id": "upload-1", "name": '../"x";\r\nbí mật.exe'}
    await browser.post("/api/upload", content=PDF, headers=BINARY, params=params)
    file_id = (await history(browser))[0]["files"][0]["id"]
    told = (await browser.get(f"/files/{file_id}")).headers["content-disposition"]
    assert told == "attachment; filename=\"x-bi-mat.pdf\"; filename*=UTF-8''x-bi-mat.pdf"
    reply = Reply("Đây", files=(file_id,), names=("Phiếu kiểm nghiệm Tôm khô",))
    assert Reply.from_json(reply.to_json()) == reply
    assert Reply.from_json({"text": "Đây", "files": [file_id]}).named_files() == [(file_id, "")], "an older row"
    await web.channel.send(browser.cookies["ocop"].partition(".")[0], reply)
    assert (await history(browser))[-1]["files"][0]["name"] == "phieu-kiem-nghiem-tom-kho.pdf"
    told = (await browser.get(f"/files/{file_id}")).headers["content-disposition"]
    assert 'filename="phieu-kiem-nghiem-tom-kho.pdf"' in told, "as it was named last"


async def test_a_paper_is_handed_out_as_an_attachment(web: Web) -> None:
    browser = await web.visitor()
    await upload(browser, PDF)
    answer = await browser.get(f"/files/{(await history(browser))[0]['files'][0]['id']}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("data", "status", "key"),
    [
        (b"\xff\xd8\xff" + b"x" * 2000, 413, "error.file_large"),
        (b"<html><script>", 422, "error.file_type"),
        (b"MZ\x90", 422, "error.file_type"),
        (b"", 422, "error.file_empty"),
    ],
)
async def test_a_file_that_is_not_taken_says_why_in_words(web: Web, data: bytes, status: int, key: str) -> None:
    browser = await web.visitor()
    answer = await upload(browser, data)
    assert (answer.status_code, answer.json()) == (status, {"error": key, "text": TEXTS["vi"](key)})
    assert not web.dispatcher.taken
    assert await history(browser) == []


async def test_a_file_that_does_not_say_its_size_is_cut_off(web: Web) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(1000):
            yield JPEG

    browser = await web.visitor()
    answer = await browser.post("/api/upload?id=update-1&name=x", content=endless(), headers=BINARY)
    assert answer.status_code == 413


async def test_a_refusal_speaks_the_persons_language(web: Web) -> None:
    browser = await web.visitor()
    address = browser.cookies["ocop"].partition(".")[0]
    await web.database.write(
        [
            Statement("INSERT INTO person (id, language) VALUES (1, 'en')"),
            Statement(
                "INSERT INTO address (channel, address, person_id, last_seen) VALUES ('web', ?, 1, ?)",
                (address, moment(NOW)),
            ),
        ]
    )
    assert (await upload(browser, b"MZ")).json()["text"] == TEXTS["en"]("error.file_type")
    assert (await browser.get("/api/state")).json()["windows"][0]["language"] == "en"


async def test_a_file_belongs_to_the_chats_that_show_it(web: Web) -> None:
    owner, stranger = await web.visitor(), await web.visitor()
    await upload(owner, JPEG)
    file_id = (await history(owner))[0]["files"][0]["id"]
    assert (await stranger.get(f"/files/{file_id}")).status_code == 404
    assert (await web.browser().get(f"/files/{file_id}")).status_code == 401
    press = {"id": "update-1", "kind": "press", "data": file_id, "label": file_id}
    await send(stranger, press)
    await send(stranger, says(f'{{"files":[{{"id":"{file_id}"}}]}}', "update-2"))
    assert (await stranger.get(f"/files/{file_id}")).status_code == 404, "naming a file is not having it"
    await web.channel.send(stranger.cookies["ocop"].partition(".")[0], Reply("Xem ảnh", files=(file_id,)))
    assert (await stranger.get(f"/files/{file_id}")).status_code == 200


@pytest.mark.parametrize("name", ["../../../etc/passwd", "%2e%2e%2fsecret", "0" * 31, "G" * 32, "%25"])
async def test_no_address_leads_out_of_the_folder(web: Web, name: str) -> None:
    browser = await web.visitor()
    assert (await browser.get(f"/files/{name}")).status_code == 404


# What the assistant says


async def test_a_reply_is_kept_with_its_buttons_and_files(web: Web) -> None:
    browser = await web.visitor()
    address = browser.cookies["ocop"].partition(".")[0]
    kept = await web.files.put(JPEG, "ảnh.jpg")
    reply = Reply(
        "Chọn đi", title="Câu 1/3", choices=(Choice("o:1", "Một"),), nav=(Choice("n:back", "Quay lại"),), grid=True,
        files=(kept.id, "0" * 32), menu=3, edit="5",
    )  # fmt: skip
    number = await web.channel.send(address, reply)
    (message,) = await history(browser)
    assert message == {
        "id": int(number), "from": "us", "at": "2022-02-15T02:00:00.000+00:00", "text": "Chọn đi", "title": "Câu 1/3",
        "choices": [["o:1", "Một"]], "nav": [["n:back", "Quay lại"]], "grid": True, "menu": 3,
        "files": [{"id": kept.id, "type": "image/jpeg", "width": 120, "height": 90}, {"id": "0" * 32, "type": ""}],
    }  # fmt: skip


async def test_a_long_chat_is_shown_page_by_page(web: Web) -> None:
    browser = await web.visitor()
    address = browser.cookies["ocop"].partition(".")[0]
    for n in range(120):
        await web.channel.send(address, Reply(f"tin {n}"))
    shown = (await browser.get("/api/state")).json()["windows"][0]
    assert (shown["messages"][0]["text"], len(shown["messages"]), shown["earlier"]) == ("tin 70", 50, True)
    for first, count, more in (("tin 20", 50, True), ("tin 0", 20, False)):
        before = shown["messages"][0]["id"]
        shown = (await browser.get("/api/history", params={"before": before})).json()
        assert (shown["messages"][0]["text"], len(shown["messages"]), shown["earlier"]) == (first, count, more)


async def test_the_secret_of_an_invitation_does_not_stand_in_the_chat(web: Web) -> None:
    browser = await web.visitor()
    await send(browser, says("/start join-SECRET"))
    said = await web.channel.translate(web.dispatcher.last)
    assert said
    assert said.text == "/start join-SECRET"
    assert [(m["text"], m["hidden"]) for m in await history(browser)] == [("/start", True)]


# Live messages


async def read_events(response: httpx.Response, count: int) -> list[tuple[int, Any]]:
    found: list[tuple[int, Any]] = []
    number = 0
    async with asyncio.timeout(PATIENCE):
        async for line in response.aiter_lines():
            if line.startswith("id: "):
                number = int(line[4:])
            elif line.startswith("data: {"):
                found.append((number, json.loads(line[6:])))
                if len(found) == count:
                    break
    return found


async def test_live_messages_come_to_their_chat_only_and_go_on_where_they_ended(web: Web) -> None:
    async with served(web) as url, httpx.AsyncClient(base_url=url) as one, httpx.AsyncClient(base_url=url) as two:
        await one.get("/api/state")
        await two.get("/api/state")
        first, second = (b.cookies["ocop"].partition(".")[0] for b in (one, two))
        async with one.stream("GET", "/api/events?after=0") as response:
            assert response.headers["content-type"].startswith("text/event-stream")
            assert response.headers["x-accel-buffering"] == "no"
            await web.channel.send(second, Reply("cho người khác"))
            await web.channel.send(first, Reply("một"))
            await send(one, says("hai"))
            heard = await read_events(response, 2)
        assert [e["message"]["text"] for _, e in heard] == ["một", "hai"]
        assert heard[0][1]["language"] == "vi"
        await web.channel.send(first, Reply("ba"))
        last = {"Last-Event-ID": str(heard[-1][0])}
        async with one.stream("GET", "/api/events?after=0", headers=last) as response:
            assert [e["message"]["text"] for _, e in await read_events(response, 1)] == ["ba"]


async def test_silence_is_broken_by_a_heartbeat_and_the_server_can_stop(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "HEARTBEAT", 0.05)
    async with served(web) as url, httpx.AsyncClient(base_url=url) as browser:
        await browser.get("/api/state")
        address = browser.cookies["ocop"].partition(".")[0]
        async with browser.stream("GET", "/api/events?after=0") as response:
            lines = response.aiter_lines()
            async with asyncio.timeout(PATIENCE):
                async for line in lines:
                    if line == "event: ping":
                        break
            # Another process of the same assistant writes: found at the next beat.
            await WebMessages(web.database).add(address, "out", {"text": "từ nơi khác"}, NOW)
            async with asyncio.timeout(PATIENCE):
                async for line in lines:
                    if "message" in line:
                        break


@pytest.mark.parametrize("after", ["x", "-1", "1.5", "9" * 30])
async def test_a_number_that_is_none_is_refused(web: Web, after: str) -> None:
    browser = await web.visitor()
    assert (await browser.get("/api/events", params={"after": after})).status_code == 400


# The demonstration


async def test_the_demonstration_shows_its_windows_its_programme_and_its_day(demo: Web) -> None:
    state = (await demo.browser().get("/api/state")).json()
    assert [w["id"] for w in state["windows"]] == ["producer1", "producer2", "officer", "district", "council"]
    assert state["demo"] == {
        "programme": "OCOP Cà Mau",
        "day": {"vi": "thứ Ba 15/02/2022", "en": "Tuesday 15/02/2022"},
    }


async def test_each_window_of_the_demonstration_speaks_for_itself(demo: Web) -> None:
    browser = demo.browser()
    assert (await send(browser, says("tôi là cán bộ"), "officer")).status_code == 202
    assert demo.dispatcher.last.address == "demo-officer"
    assert [len(await history(browser, n)) for n in range(4)] == [0, 0, 1, 0]
    assert (await send(browser, says("ai?"), "mayor")).status_code == 400
    assert (await send(browser, says("ai?"))).status_code == 400


async def test_outside_the_demonstration_there_are_no_windows(web: Web) -> None:
    browser = await web.visitor()
    assert (await send(browser, says("tôi là cán bộ"), "officer")).status_code == 400
    for path in ("/api/state", "/api/history", "/api/events", f"/files/{'0' * 32}"):
        for asker in (browser, web.browser()):
            assert (await asker.get(path, params={"w": "officer"})).status_code == 400
    state = (await browser.get("/api/state")).json()
    assert (state["demo"], [w["id"] for w in state["windows"]]) == (None, [""])


# The page


async def test_every_answer_locks_the_page(web: Web) -> None:
    browser = await web.visitor()
    for path in ("/", "/api/state", "/api/history?before=0", "/api/events?after=x", "/files/x", "/join/abc"):
        headers = (await browser.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy.replace("style-src 'unsafe-inline'; sandbox", "")
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert "camera=(self)" in headers["permissions-policy"]


async def test_the_page_is_whole_in_both_languages(web: Web) -> None:
    for language, wanted in (("vi", "vi-VN,vi;q=0.9"), ("en", "en-GB,en;q=0.9"), ("vi", "fr"), ("vi", "")):
        body = (await web.browser().get("/", headers={"Accept-Language": wanted})).text
        assert f'<html lang="{language}">' in body
        assert "{{" not in body
        assert f"<title>{TEXTS[language]('web.title')}</title>" in body
        assert all(TEXTS[name]("web.noscript") in body for name in ("vi", "en"))
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|style=", body), "nothing that the policy forbids"


async def test_what_the_page_loads_is_there_and_is_kept(web: Web) -> None:
    browser = web.browser()
    body = (await browser.get("/")).text
    for path in re.findall(r'(?:src|href)="(/static/[^"]+)"', body):
        answer = await browser.get(path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["content-encoding"] == "gzip"
    old = re.sub(r"/static/\w+/", "/static/old/", path)
    assert (await browser.get(old)).headers["cache-control"] == "no-store"
    for name in ("index.html", "nothing.js", "..%2fpage.py"):
        assert (await browser.get(f"/static/x/{name}")).status_code == 404


def test_the_page_is_small_and_needs_nobody_else() -> None:
    files = list(page.STATIC.iterdir())
    chat = [file for file in files if file.stem != "dashboard"]  # a page of its own, for officials
    assert sum(len(gzip.compress(f.read_bytes())) for f in chat) < 31_000, "as it travels"
    for file in files:
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|//cdn|innerHTML|outerHTML|insertAdjacentHTML|\beval\(", text), file.name


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@each("theme", ["light", "dark"])
def test_letters_stand_out_from_their_ground(theme: str) -> None:
    """WCAG 2.2 AA: 4.5 for text, 3 for the focus ring and the edge of a button."""
    light, dark = re.findall(r":root \{(.*?)\}", (page.STATIC / "base.css").read_text("utf-8"), re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark)) if theme == "dark" else {}
    pairs = [
        ("ink", ("paper", "card", "leaf-pale"), 4.5),
        ("soft", ("paper", "card", "leaf-pale"), 4.5),
        ("leaf-ink", ("card", "paper"), 4.5),
        ("gold-ink", ("gold-pale",), 4.5),
        ("on-leaf", ("leaf", "leaf-hover"), 4.5),
        ("ring", ("paper", "card"), 3),
        ("leaf", ("paper", "card"), 3),
    ]
    for ink, grounds, least in pairs:
        for ground in grounds:
            low, high = sorted((_luminance(colours[ink]), _luminance(colours[ground])))
            assert (high + 0.05) / (low + 0.05) >= least, (ink, ground)


def test_scripts_are_fetched_together_rather_than_one_after_the_other() -> None:
    document = (page.STATIC / "index.html").read_text(encoding="utf-8")
    assert {f.name for f in page.STATIC.glob("*.js")} == set(re.findall(r"/([a-z]+\.js)", document))


def test_every_text_of_the_page_is_in_the_catalogue_and_every_entry_is_used() -> None:
    source = "".join(
        f.read_text(encoding="utf-8")
        for folder, kinds in ((page.STATIC, ("*.js",)), (page.STATIC.parent, ("*.py",)))
        for kind in kinds
        for f in folder.glob(kind)
    )
    wanted = set(re.findall(r'"(web\.[a-z_.]+[a-z_])"', source))
    wanted |= {f"web.{slot}" for slot in re.findall(r"\{\{(\w+)\}\}", (page.STATIC / "index.html").read_text("utf-8"))}
    wanted -= {
        "web.base",
        "web.version",
        "web.language",
        "web.other_language",
        "web.other_noscript",
        "web.other_not_opened",
    }
    wanted |= {f"web.window.{w}" for w in ("producer1", "producer2", "officer", "district", "province", "council")}
    wanted |= {f"web.try.{one.id}" for one in TRIES}
    assert wanted == {k for k in TEXTS["vi"].texts if k.startswith("web.")}


async def test_opening_an_invitation_changes_nothing_until_the_person_accepts(web: Web) -> None:
    """Messengers open links to draw a preview: that must not spend a one-time token."""
    browser = web.browser()
    answer = await browser.get("/join/AB12-cd34_EF")
    assert (answer.status_code, answer.headers["location"]) == (303, "/#join=AB12-cd34_EF")
    assert "set-cookie" not in answer.headers
    assert not web.dispatcher.taken
    assert (await browser.get("/join/%22%3E%3Cscript%3E")).headers["location"] == "/"
