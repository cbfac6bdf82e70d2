"""A broadcast in the web chat at its own pace, while visitors talk over HTTP: who got it, and how long they waited."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from random import Random

import aiohttp
from bench.talks import Json, scripts
from fakes.telegram.stats import percentiles
from support.assistants import DAY
from support.broadcasts import recount

from bot.channels.web.channel import WebChannel
from torture.broadcast import Report, among_talk, prepare
from torture.kills import Peek, nursery
from torture.lives import Life, OnTheWeb

RATE = WebChannel.capabilities.per_second
MOST = round(1.1 * RATE)
"""Messages in any second: what was held up for a moment stands closer to the next."""


class Visitor:
    """A browser without a page: it keeps its cookie, and listens while it talks."""

    def __init__(self, browser: aiohttp.ClientSession, url: str) -> None:
        self._browser = browser
        self._url = url
        self._ids = itertools.count()
        self._news = asyncio.Event()
        self._last: Json = {}
        self._after = 0

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        async with self._browser.get(f"{self._url}/api/state") as answer:
            self._after = (await answer.json())["after"]
        listener = asyncio.create_task(self._listen())
        try:
            yield
        finally:
            listener.cancel()
            await asyncio.gather(listener, return_exceptions=True)

    async def _listen(self) -> None:
        async with self._browser.get(f"{self._url}/api/events", params={"after": self._after}) as events:
            async for line in events.content:
                message = json.loads(line[6:]).get("message", {}) if line.startswith(b"data: {") else {}
                if message.get("from") == "us":
                    self._last = message
                    self._news.set()

    async def does(self, step: Json) -> float:
        """Types or presses, and returns when the answer is there; the seconds that took."""
        loop = asyncio.get_running_loop()
        if "press" in step:
            buttons = [*self._last.get("choices", ()), *self._last.get("nav", ())]
            data, label = buttons[step["press"]]
            menu, number = self._last.get("menu", 0), self._last["id"]
            said = {"kind": "press", "data": data, "label": label, "menu": menu, "message": number}
        else:
            said = {"kind": "text", "text": step["text"]}
        self._news.clear()
        began = loop.time()
        body = {"id": f"message-{next(self._ids)}", **said}
        async with self._browser.post(f"{self._url}/api/send", json=body, headers={"X-OCOP": "1"}) as answer:
            if answer.status != 202:
                raise AssertionError(f"{answer.status}: {await answer.text()}")
        async with asyncio.timeout(60):
            await self._news.wait()
        return loop.time() - began


class Company:
    """Visitors who register their products meanwhile, and how long each of their acts waited."""

    def __init__(self, url: str, books: Sequence[Sequence[Json]], *, pause: float, random: Random) -> None:
        self._url = url
        self._books = books
        self._pause = pause
        self._random = random
        self.waits: list[float] = []
        self.left_alone: list[str] = []

    async def talk(self) -> None:
        """For ever."""
        await asyncio.gather(*(self._one(book) for book in self._books))

    async def _one(self, book: Sequence[Json]) -> None:
        await asyncio.sleep(self._random.random() * self._pause)
        while True:
            async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
                visitor = Visitor(browser, self._url)
                try:
                    async with visitor.listening():
                        for step in book:
                            self.waits.append(await visitor.does(step))
                            await asyncio.sleep(max(0.5, self._random.expovariate(1 / self._pause)))
                except (AssertionError, TimeoutError, IndexError, KeyError) as error:
                    self.left_alone.append(f"{type(error).__name__}: {error}")
                    return


async def web_broadcast(
    folder: Path,
    *,
    recipients: int,
    seed: int,
    url: str | None = None,
    talkers: int = 50,
    pause: float = 10.0,
    timed: bool = True,
    tell: Callable[[str], None] = lambda _: None,
) -> Report:
    """One broadcast in the web chat by one assistant; `timed` also judges rate and waits."""
    loop, random = asyncio.get_running_loop(), Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    platform = OnTheWeb()
    people = platform.people(recipients)
    await prepare(folder, url, platform, people)
    async with AsyncExitStack() as stack:
        life = Life(await stack.enter_async_context(nursery()), folder, url, **platform.settings(RATE))
        company = Company(life.url, scripts(talkers, DAY), pause=pause, random=random)
        peek = Peek(folder, url)
        began = loop.time()
        left = await among_talk(life, peek, company.talk(), patience=60 + 3 * recipients / RATE, tell=tell)
        rows = await peek("SELECT address, state FROM outbox WHERE broadcast_id <> ''") or []
        verdict = recount(
            [(a, s) for a, s in rows], await platform.got(peek), people, expected=dict.fromkeys(people, "sent")
        )
        left_at = await platform.times(peek)
        spread = [at for at, its in left_at if its]
        times = [at for at, _ in left_at if spread[0] <= at <= spread[-1]]  # replies are part of the pace
        rate = len(times) / max(times[-1] - times[0], 1e-9)
        report = Report(
            verdict, loop.time() - began, rate, RATE, 0.0, peak_of(times), MOST, 0, Counter(),
            percentiles(company.waits), len(company.waits), 0,
        )  # fmt: skip
    report.judge(left, company.left_alone, timed=timed)
    return report


def peak_of(times: Sequence[float]) -> int:
    """The most in any second."""
    most, start = 0, 0
    for end, at in enumerate(times):
        while times[start] <= at - 1:
            start += 1
        most = max(most, end - start + 1)
    return most
