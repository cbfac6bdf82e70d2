"""What stands before the pages: whose address counts, and whose page may speak, also behind a proxy."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import ValidationError
from starlette.requests import Request
from support.clocks import HandClock
from support.houses import house_on, settings_for

from bot.app import House
from bot.channels.web.visitors import visitor_of
from bot.config import Settings

PUBLIC = "https://ocop.xa.vn"
INSIDE = "http://127.0.0.1:8123"
"""What the plainest nginx (`proxy_pass http://127.0.0.1:8123;`) says as Host."""


@asynccontextmanager
async def house(folder: Path, **changes: Any) -> AsyncIterator[House]:
    async with house_on(settings_for(folder, **{"web_url": PUBLIC, **changes}), HandClock()) as house:
        yield house


def browser(house: House, *, base: str = INSIDE, peer: str = "127.0.0.1") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(house.server, client=(peer, 50000))
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
    async with house(tmp_path) as served, browser(served) as client:
        assert await said(client, Origin=PUBLIC) == 202
        assert await said(client, Origin="https://OCOP.xa.vn:443") == 202


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://ocop.xa.vn", "https://ocop.xa.vn:8443", "https://ocop.xa.vn.evil.example", "null"],
)
async def test_another_page_may_not_speak_behind_a_proxy_either(tmp_path: Path, origin: str) -> None:
    async with house(tmp_path) as served, browser(served) as client:
        assert await said(client, Origin=origin) == 403


async def test_the_page_opened_at_another_address_of_the_same_house_may_speak(tmp_path: Path) -> None:
    async with house(tmp_path) as served, browser(served, base="http://192.168.1.5:8080") as client:
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
    async with house(tmp_path, proxies="10.0.0.0/8") as served, browser(served, peer="10.1.2.3") as client:
        flood = {"X-Forwarded-For": "203.0.113.7"}
        await newcomers(client, **flood)
        assert (await client.get("/api/state", headers=flood)).status_code == 429
        assert (await client.get("/api/state", headers={"X-Forwarded-For": "203.0.113.8"})).status_code == 200


async def test_what_a_stranger_says_of_its_address_is_not_believed(tmp_path: Path) -> None:
    async with house(tmp_path) as served, browser(served, peer="203.0.113.7") as client:
        await newcomers(client)
        claimed = await client.get("/api/state", headers={"X-Forwarded-For": "198.51.100.1"})
        assert claimed.status_code == 429


async def test_of_a_chain_of_proxies_only_the_known_ones_are_believed(tmp_path: Path) -> None:
    async with house(tmp_path, proxies="127.0.0.1,10.0.0.0/8") as served, browser(served) as client:
        await newcomers(client, **{"X-Forwarded-For": "1.1.1.1, 203.0.113.7, 10.0.0.2"})
        chain = {"X-Forwarded-For": "2.2.2.2, 203.0.113.7, 10.0.0.2"}
        assert (await client.get("/api/state", headers=chain)).status_code == 429


def seen(address: str) -> str:
    return visitor_of(Request({"type": "http", "headers": [], "client": (address, 1)}))


def test_one_house_with_many_addresses_of_the_new_kind_is_one_visitor() -> None:
    assert seen("2001:db8:1:2:aaaa::1") == seen("2001:db8:1:2:bbbb::9") != seen("2001:db8:1:3::1")
    assert seen("::ffff:203.0.113.7") == seen("203.0.113.7") != seen("203.0.113.8")
    assert seen("unix") == "unix"


@pytest.mark.parametrize("value", ["nginx", "10.0.0.300", "10.0.0.0/33", "*", "127.0.0.1 10.0.0.1"])
def test_a_proxy_that_is_no_address_is_refused_at_the_start(value: str) -> None:
    with pytest.raises(ValidationError, match="proxies"):
        Settings(proxies=value)
