"""Looks at the assistant from outside, through its public address: what a proxy keeps back, nobody inside can see."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.bootstrap import open_store, secret_for
from bot.channels.web.origins import origin_of
from bot.channels.web.outside import HEADER, proof_of, token_of
from bot.commands.lines import CheckLine
from bot.settings.config import Settings
from bot.settings.kinds import is_local

_SIZE = 25 * 1024 * 1024
"""Bytes that must pass: a long paper from a scanner."""
_LIVE = 10.0
"""Seconds in which a live message must be here."""
_ANSWER = aiohttp.ClientTimeout(total=300, sock_connect=20, sock_read=60)


@dataclass(frozen=True, slots=True)
class PublicWay:
    """The public address, and what opens the pages that look at it."""

    http: aiohttp.ClientSession
    url: str
    headers: Mapping[str, str]

    def get(self, path: str, **headers: str) -> Any:
        return self.http.get(self.url + path, headers={**self.headers, **headers}, allow_redirects=False)

    def post(self, path: str, body: object) -> Any:
        own = {"X-OCOP": "1", "Content-Type": "application/octet-stream", "Origin": origin_of(self.url)}
        return self.http.post(self.url + path, data=body, headers={**self.headers, **own}, allow_redirects=False)


async def look_outside(settings: Settings) -> list[CheckLine]:
    """A line for each thing that must pass; where it does not, what to set in the proxy."""
    return [line async for line in _lines(settings)]


async def _secret(settings: Settings) -> str:
    """What the assistant signs with, wherever it is kept."""
    store = await open_store(settings)
    try:
        return await secret_for(settings, store)
    finally:
        await store.close()


async def _lines(settings: Settings) -> AsyncIterator[CheckLine]:
    url = (settings.web_url or "").rstrip("/")
    if not url or settings.is_demo:
        yield CheckLine(False, "outside: set OCOP_WEB_URL to the public address, and run it for real: OCOP_DEMO=0")
        return
    nonce, secret = secrets.token_hex(16), await _secret(settings)
    async with aiohttp.ClientSession(timeout=_ANSWER, auto_decompress=False) as http:
        way = PublicWay(http, url, {HEADER: token_of(secret, nonce)})
        try:
            seen, first = await _reached(way, proof_of(secret, nonce))
            yield first
            if seen is None:
                return
            yield _tls(url)
            yield _visitor(url, seen)
            yield await _spoken(way)
            yield await _large(way)
            yield await _live(way)
            yield await _packed(way)
        except (aiohttp.ClientError, TimeoutError) as error:
            yield CheckLine(False, f"outside: {url} broke off ({_named(error)}); look at the log of the proxy")


def _named(error: BaseException) -> str:
    return str(error) or type(error).__name__


async def _reached(way: PublicWay, proof: str) -> tuple[dict[str, Any] | None, CheckLine]:
    """Whether somebody answers, and whether it is this assistant."""
    try:
        async with way.get("/api/outside") as answer:
            status, told = answer.status, await answer.read()
            seen = await answer.json(content_type=None) if status == 200 else {}
    except aiohttp.ClientSSLError as error:
        return None, CheckLine(
            False,
            f"outside: the certificate of {way.url} does not hold ({_named(error)})."
            " nginx: ssl_certificate with the whole chain; Caddy gets one by itself for a public name",
        )
    except (aiohttp.ClientError, TimeoutError) as error:
        return None, CheckLine(
            False,
            f"outside: nobody answers at {way.url} ({_named(error)})."
            " Look at OCOP_WEB_URL, at the name (DNS), at ports 80 and 443, and whether the proxy runs",
        )
    except ValueError:
        seen, told = {}, b""
    if isinstance(seen, dict) and seen.get("proof") == proof:
        return seen, CheckLine(True, f"outside: {way.url} leads to this assistant")
    if status in {502, 503, 504}:
        return None, CheckLine(
            False,
            f"outside: the proxy at {way.url} does not reach the program ({status})."
            " Is `ocop-bot run` running? nginx: proxy_pass http://127.0.0.1:8080; Caddy: reverse_proxy 127.0.0.1:8080"
            " (host and port of OCOP_WEB_HOST, OCOP_WEB_PORT)",
        )
    if 300 <= status < 400:
        return None, CheckLine(
            False, f"outside: {way.url} leads elsewhere ({status}): set OCOP_WEB_URL to where it ends"
        )
    return None, CheckLine(
        False,
        f"outside: somebody else answers at {way.url} ({status}, {len(told)} bytes): another program or assistant"
        " (OCOP_SECRET, OCOP_DATA of this command must be those of `run`), or the proxy changes the path",
    )


def _tls(url: str) -> CheckLine:
    parts = urlsplit(url)
    if parts.scheme == "https":
        return CheckLine(True, "outside: https, and the certificate holds")
    if is_local(parts.hostname or ""):
        return CheckLine(True, "outside: http, on this machine only")
    return CheckLine(False, "outside: http: everybody on the way can read along. Set OCOP_WEB_URL to https://…")


def _visitor(url: str, seen: Mapping[str, Any]) -> CheckLine:
    """Whether each visitor is seen as somebody else than the proxy."""
    peer, visitor = seen["peer"], seen["visitor"]
    if seen["forwarded"] and seen["forwarded"].rpartition(",")[2].strip() != peer and visitor == peer:
        return CheckLine(False, f"outside: the proxy {peer} is not believed: add it to OCOP_PROXIES, as {peer}")
    between = urlsplit(url).scheme == "https" or seen["http"] == "1.0" or seen["host"] != urlsplit(url).netloc
    if between and not seen["forwarded"]:
        return CheckLine(
            False,
            "outside: the proxy does not say who is asking, all visitors count as one."
            " nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; Caddy's reverse_proxy does by itself",
        )
    return CheckLine(True, f"outside: visitors are told apart (this one: {visitor}, through {peer})")


async def _spoken(way: PublicWay) -> CheckLine:
    async with way.post("/api/outside/take", b"photo") as answer:
        if answer.status == 200:
            return CheckLine(True, "outside: what the page sends is taken (Host, Origin)")
        return CheckLine(
            False,
            f"outside: what the page sends is refused ({answer.status}). OCOP_WEB_URL must be what people see in the"
            " browser; nginx: proxy_set_header Host $http_host; Caddy: header_up Host {host}",
        )


async def _large(way: PublicWay) -> CheckLine:
    advice = "nginx: client_max_body_size 26m; Caddy: request_body max_size 28MB"
    wrong = f"outside: a file of 25 MB does not pass ({{}}). {advice}"
    try:
        async with way.post("/api/outside/take", b"\0" * _SIZE) as answer:
            told = await answer.json(content_type=None) if answer.status == 200 else {}
            if told.get("taken") == _SIZE:
                return CheckLine(True, "outside: a file of 25 MB passes")
            return CheckLine(False, wrong.format(answer.status))
    except (aiohttp.ClientConnectionError, ValueError) as error:
        return CheckLine(False, wrong.format(_named(error)))


async def _live(way: PublicWay) -> CheckLine:
    try:
        async with asyncio.timeout(_LIVE), way.get("/api/outside/live") as answer:
            if answer.status == 200 and b"hello" in await answer.content.readany():
                return CheckLine(True, "outside: live messages arrive at once")
            why = str(answer.status)
    except TimeoutError:
        why = f"nothing within {_LIVE:.0f} s"
    return CheckLine(
        False,
        f"outside: live messages are held back ({why}); pages ask every few seconds instead."
        " nginx: proxy_buffering off; Caddy: flush_interval -1",
    )


async def _packed(way: PublicWay) -> CheckLine:
    async with way.get("/", **{"Accept-Encoding": "gzip"}) as answer:
        await answer.read()
        if answer.headers.get("Content-Encoding") == "gzip":
            return CheckLine(True, "outside: pages travel compressed")
    return CheckLine(
        False,
        "outside: pages travel uncompressed. The proxy hides what the browser takes."
        ' nginx: no proxy_set_header Accept-Encoding ""; Caddy: no header_up Accept-Encoding',
    )
