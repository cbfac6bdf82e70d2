"""How answers travel: packed where the browser takes it, locked always, in the language of whoever asks."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from support.assistants import assistant_on, settings_for
from support.clocks import HandClock

from bot.app import Assistant
from bot.messages import Reply
from bot.texts import Texts

TEXTS = Texts()
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
async def assistant(tmp_path: Path) -> AsyncIterator[Assistant]:
    async with assistant_on(settings_for(tmp_path), HandClock()) as assistant:
        yield assistant


@pytest.fixture
async def client(assistant: Assistant) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(assistant.server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://web.test") as client:
        yield client


async def test_all_texts_travel_packed(client: httpx.AsyncClient, assistant: Assistant) -> None:
    await client.get("/api/state")
    address = client.cookies["ocop"].partition(".")[0]
    for _ in range(60):
        await assistant.channels["web"].send(address, Reply("Anh/Chị gửi hồ sơ trước thứ Hai 30/05/2022."))
    for path in ("/", "/api/state", "/api/history?before=99"):
        answer = await client.get(path)
        assert answer.headers["content-encoding"] == "gzip", path
        assert "Accept-Encoding" in answer.headers["vary"], path
        whole = await client.get(path, headers={"Accept-Encoding": "identity"})
        assert "content-encoding" not in whole.headers
        assert whole.content == answer.content, path
        assert int(whole.headers["content-length"]) == len(whole.content)
        assert int(answer.headers["content-length"]) < len(whole.content) / 2, path


@pytest.mark.parametrize(
    ("wish", "packed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("GZIP;Q=1", True),
        ("gzip;q=0", False),
        ("gzip;q=0.0, *", False),
        ("*;q=0", False),
        ("gzip;q=x", False),
        ("br", False),
        ("", False),
    ],
)
async def test_a_browser_that_refuses_to_unpack_is_heard(client: httpx.AsyncClient, wish: str, packed: bool) -> None:
    document = (await client.get("/", headers={"Accept-Encoding": "identity"})).text
    style = document.split('rel="stylesheet" href="')[1].split('"')[0]
    for path in ("/", style):
        async with client.stream("GET", path, headers={"Accept-Encoding": wish}) as answer:
            raw = b"".join([chunk async for chunk in answer.aiter_raw()])
        assert (answer.headers.get("content-encoding") == "gzip") is packed, path
        assert (raw[:2] == b"\x1f\x8b") is packed
        assert gzip.decompress(raw) if packed else raw


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("fr,en;q=0.5", "en"),
        ("en;q=0.2, vi;q=0.8", "vi"),
        ("en-GB,vi;q=0.9", "en"),
        ("en;q=0,fr", "vi"),
        ("en;q=,vi;q=2", "vi"),
        ("*", "vi"),
        ("fr", "vi"),
        ("", "vi"),
    ],
)
async def test_the_language_is_the_one_that_is_wished_most(client: httpx.AsyncClient, wish: str, language: str) -> None:
    wished = {"Accept-Language": wish}
    assert f'<html lang="{language}"' in (await client.get("/", headers=wished)).text
    assert (await client.get("/api/state", headers=wished)).json()["windows"][0]["language"] == language


LOCKS = (
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "x-frame-options",
    "permissions-policy",
)


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_an_address_that_does_not_exist_is_told_in_words(client: httpx.AsyncClient, language: str) -> None:
    wished = {"Accept-Language": language, **PAGE}
    for path in ("/admin.php", "/static/x", "/join", "/%F0%9F%98%80"):
        answer = await client.get(path, headers=wished)
        assert answer.status_code == 404
        assert TEXTS[language]("web.not_there") in answer.text
        assert TEXTS[language]("web.to_start") in answer.text
        assert all(name in answer.headers for name in LOCKS), path
    told = (await client.get("/api/nothing", headers={"Accept-Language": language})).json()
    assert told == {"error": "web.not_there", "text": TEXTS[language]("web.not_there")}


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_what_cannot_be_done_with_an_address_is_told_in_words(client: httpx.AsyncClient, language: str) -> None:
    for method, path in (("GET", "/api/send"), ("DELETE", "/"), ("POST", "/healthz")):
        answer = await client.request(method, path, headers={"Accept-Language": language})
        assert answer.status_code == 405
        assert answer.json()["text"] == TEXTS[language]("web.not_so")
        assert answer.headers["allow"]
        assert all(name in answer.headers for name in LOCKS), path


async def test_a_fault_is_told_in_words_too(client: httpx.AsyncClient, assistant: Assistant) -> None:
    await client.get("/api/state")
    await assistant.store.close()  # the database is gone
    page = await client.get("/api/state", headers={"Accept-Language": "en", **PAGE})
    assert page.status_code in {500, 503}
    assert all(name in page.headers for name in LOCKS)
    if page.status_code == 500:
        assert TEXTS["en"]("web.failed") in page.text
