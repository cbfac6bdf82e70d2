"""What stands before the pages: whose address counts, and whose page may speak, also behind a proxy."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import ValidationError
from starlette.requests import Request
from support.assistants import assistant_on, settings_for
from support.clocks import HandClock
from support.each import each

from bot.app import Assistant
from bot.channels.web.visitors import visitor_of
from bot.settings.config import Settings

PUBLIC = "https://ocop.xa.vn"
INSIDE = "http://127.0.0.1:8123"
"""What the plainest nginx (`proxy_pass http://127.0.0.1:8123;`) says as Host."""


@asynccontextmanager
async def assistant(folder: Path, **changes: Any) -> AsyncIterator[Assistant]:
    async with assistant_on(settings_for(folder, **{"web_url": PUBLIC, **changes}), HandClock()) as assistant:
        yield assistant


def browser(assistant: Assistant, *, base: str = INSIDE, peer: str = "127.0.0.1") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(assistant.server, client=(peer, 50000))
    return httpx.AsyncClient(transport=transport, base_url=base)


async def said(client: httpx.AsyncClient, **headers: str) -> int:
    """The answer to a message that a page sends."""
    state = await client.get("/api/state")
    cookie = state.headers["set-cookie"].partition(";")[0]  # a client that speaks http inside keeps no secure one
    body = {"id": "message-1", "kind": "text", "text": "xin chào"}
    answer = await client.post("/api/send", json=body, headers={"X-OCOP": "1", "Cookie": cookie, **headers})
    return answer.status_code


# Whose page may speak


async def test_a_proxy_that_does_not_pass_the_host_lets_the_own_page_speak(tmp_path: Path) -> None:
    async with assistant(tmp_path) as served, browser(served) as client:
        assert await said(client, Origin=PUBLIC) == 202
        assert await said(client, Origin="https://OCOP.xa.vn:443") == 202


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://ocop.xa.vn", "https://ocop.xa.vn:8443", "https://ocop.xa.vn.evil.example", "null"],
)
async def test_another_page_may_not_speak_behind_a_proxy_either(tmp_path: Path, origin: str) -> None:
    async with assistant(tmp_path) as served, browser(served) as client:
        assert await said(client, Origin=origin) == 403


async def test_the_page_opened_at_another_address_of_the_same_assistant_may_speak(tmp_path: Path) -> None:
    async with assistant(tmp_path) as served, browser(served, base="http://192.168.1.5:8080") as client:
        assert await said(client, Origin="http://192.168.1.5:8080") == 202


# Whose address counts


async def newcomers(client: httpx.AsyncClient, **headers: str) -> int:
    """How many get a session before one is told to wait."""
    for count in range(1000):
        answer = await client.get("/api/state", headers=headers)
        client.cookies.clear()
        if answer.status_code != 200:
            return count
    raise AssertionError("nobody was told to wait")


async def test_behind_a_proxy_everybody_has_a_measure_of_their_own(tmp_path: Path) -> None:
    async with assistant(tmp_path, proxies="10.0.0.0/8") as served, browser(served, peer="10.1.2.3") as client:
        flood = {"X-Forwarded-For": "203.0.113.7"}
        await newcomers(client, **flood)
        assert (await client.get("/api/state", headers=flood)).status_code == 429
        assert (await client.get("/api/state", headers={"X-Forwarded-For": "203.0.113.8"})).status_code == 200


async def test_what_a_stranger_says_of_its_address_is_not_believed(tmp_path: Path) -> None:
    async with assistant(tmp_path) as served, browser(served, peer="203.0.113.7") as client:
        await newcomers(client)
        claimed = await client.get("/api/state", headers={"X-Forwarded-For": "198.51.100.1"})
        assert claimed.status_code == 429


async def test_of_a_chain_of_proxies_only_the_known_ones_are_believed(tmp_path: Path) -> None:
    async with assistant(tmp_path, proxies="127.0.0.1,10.0.0.0/8") as served, browser(served) as client:
        await newcomers(client, **{"X-Forwarded-For": "1.1.1.1, 203.0.113.7, 10.0.0.2"})
        chain = {"X-Forwarded-For": "2.2.2.2, 203.0.113.7, 10.0.0.2"}
        assert (await client.get("/api/state", headers=chain)).status_code == 429


def seen(address: str) -> str:
    return visitor_of(Request({"type": "http", "headers": [], "client": (address, 1)}))


def test_one_assistant_with_many_addresses_of_the_new_kind_is_one_visitor() -> None:
    assert seen("2001:db8:1:2:aaaa::1") == seen("2001:db8:1:2:bbbb::9") != seen("2001:db8:1:3::1")
    assert seen("::ffff:203.0.113.7") == seen("203.0.113.7") != seen("203.0.113.8")
    assert seen("unix") == "unix"


@each("value", ["nginx", "10.0.0.300", "10.0.0.0/33", "*", "127.0.0.1 10.0.0.1"])
def test_a_proxy_that_is_no_address_is_refused_at_the_start(value: str) -> None:
    with pytest.raises(ValidationError, match="proxies"):
        Settings(proxies=value)


# A path of one's own


@pytest.mark.parametrize("kept", ["/ocop", ""], ids=["kept by the proxy", "stripped by the proxy"])
async def test_a_path_of_ones_own_leads_everywhere(tmp_path: Path, kept: str) -> None:
    async with assistant(tmp_path, web_url="https://xa.gov.vn/ocop/") as served, browser(served) as client:
        document = (await client.get(f"{kept}/")).text
        found = re.findall(r'(?:src|href)="(/[^"]+)"', document)
        assert found
        assert all(path.startswith("/ocop/") for path in found)
        for path in found:
            assert (await client.get(kept + path.removeprefix("/ocop"))).status_code == 200, path
        assert 'data-base="/ocop"' in document
        cookie = (await client.get(f"{kept}/api/state")).headers["set-cookie"]
        assert cookie.startswith("__Secure-ocop=")
        assert "Path=/ocop;" in cookie
        said = {"id": "message-1", "kind": "text", "text": "xin chào"}
        own = {"X-OCOP": "1", "Origin": "https://xa.gov.vn", "Cookie": cookie.partition(";")[0]}
        assert (await client.post(f"{kept}/api/send", json=said, headers=own)).status_code == 202
        assert (await client.get(f"{kept}/join/AB12")).headers["location"] == "/ocop/#join=AB12"
        assert served.channels["web"].link("AB12") == "https://xa.gov.vn/ocop/join/AB12"
        assert (await client.get(f"{kept}/healthz")).text == "ok"
        assert (await client.get("/ocopx/")).status_code == 404


async def test_without_its_slash_the_path_opens_the_page_too(tmp_path: Path) -> None:
    async with assistant(tmp_path, web_url="https://xa.gov.vn/ocop") as served, browser(served) as client:
        assert 'data-base="/ocop"' in (await client.get("/ocop")).text


# A link with a full stop glued to it


@pytest.mark.parametrize("glued", [".", ",", "...", ")", "”", "!", "。", "%20", ");"])
async def test_what_a_sentence_glues_to_a_link_leads_to_the_right_page(tmp_path: Path, glued: str) -> None:
    async with assistant(tmp_path) as served, browser(served) as client:
        assert (await client.get(f"/join/AB12-cd34_EF{glued}")).headers["location"] == "/#join=AB12-cd34_EF"


# The demonstration is for this machine


@asynccontextmanager
async def demonstration(folder: Path) -> AsyncIterator[Assistant]:
    async with assistant(folder, demo=True, web_url=None) as served:
        yield served


async def test_the_demonstration_opens_on_this_machine(tmp_path: Path) -> None:
    async with demonstration(tmp_path) as served:
        for base in ("http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"):
            async with browser(served, base=base) as client:
                assert (await client.get("/")).status_code == 200


@pytest.mark.parametrize(
    ("base", "added"),
    [
        ("https://ocop.xa.vn", {}),
        ("http://192.168.1.5:8080", {}),
        (INSIDE, {"X-Forwarded-For": "203.0.113.7"}),
        (INSIDE, {"Via": "1.1 proxy"}),
        (INSIDE, {"Forwarded": "for=203.0.113.7"}),
        (INSIDE, {"Host": "["}),
        (INSIDE, {"Host": "localhost.evil.example"}),
    ],
)
async def test_the_demonstration_is_shown_to_nobody_else(tmp_path: Path, base: str, added: dict[str, str]) -> None:
    async with demonstration(tmp_path) as served, browser(served, base=base) as client:
        page = await client.get("/", headers={**added, "Accept": "text/html", "Accept-Language": "vi"})
        assert (page.status_code, "chỉ mở được ngay trên máy" in page.text) == (403, True)
        state = await client.get("/api/state", headers=added)
        assert (state.status_code, state.json()["error"]) == (403, "web.demo_private")


async def test_the_plainest_proxy_in_front_of_the_demonstration_is_found_out(tmp_path: Path) -> None:
    """It names us as Host and adds nothing, but speaks as no browser does; and what is said comes from elsewhere."""
    async with demonstration(tmp_path) as served:

        async def old(scope: Any, receive: Any, send: Any) -> None:
            await served.server({**scope, "http_version": "1.0"}, receive, send)

        async with httpx.AsyncClient(transport=httpx.ASGITransport(old), base_url=INSIDE) as client:
            assert (await client.get("/api/state")).status_code == 403
        async with browser(served) as client:
            body = {"id": "message-1", "kind": "text", "text": "xin chào"}
            public = {"X-OCOP": "1", "Origin": "https://ocop.xa.vn"}
            assert (await client.post("/api/send?w=officer", json=body, headers=public)).status_code == 403
