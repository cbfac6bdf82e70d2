"""Every screen that can be reached by pressing, and how each stands on a small phone: in the page's own scripts."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from playwright.sync_api import Browser, Route

from bot.app import Assistant
from bot.channels.web.limits import Buckets
from bot.channels.web.page import STATIC
from bot.channels.web.talk import PageWriter
from bot.conversations.form import SUMMARY
from support.forms import FORMS, TEXTS, Filler

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Screen = dict[str, Any]
"""A message as the page is told it."""
HEADERS = {"X-OCOP": "1", "Accept-Language": "vi", "Accept-Encoding": "identity"}
_LITTLE, _FEW = 160, 3
"""Letters and buttons that fit on any phone."""
ENDS = ("o:", "n:", "s:")
"""Buttons of a form: its screens are walked without a chat."""


@asynccontextmanager
async def page_of(assistant: Assistant) -> AsyncIterator[httpx.AsyncClient]:
    """What the page of the demonstration asks its server."""
    transport = httpx.ASGITransport(assistant.server)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=HEADERS) as client:
        yield client


class Walker:
    """Presses each button that a window shows, once for each thing that a button does."""

    def __init__(self, assistant: Assistant, client: httpx.AsyncClient) -> None:
        self._assistant = assistant
        self._client = client
        self._ids = itertools.count(1)
        self.after = 0
        for route in assistant.channels["web"].routes():
            owner = getattr(getattr(getattr(route, "endpoint", None), "__wrapped__", None), "__self__", None)
            if isinstance(owner, PageWriter):
                owner._pace = Buckets(rate=1000, burst=10_000)

    async def screens(self, window: str) -> list[Screen]:
        """What one window shows, pressed to its end."""
        if not self.after:
            state = (await self._client.get("/api/state")).json()
            self.after = max(one["id"] for each in state["windows"] for one in each["messages"])
        found = await self._say(window, kind="text", text="/menu")
        ahead, done = deque(self._doors(found)), set[str]()
        while ahead:
            data, said = ahead.popleft()
            name = data.partition(":")[0]
            if name in done or data.startswith(ENDS):
                continue
            done.add(name)
            shown = await self._say(window, kind="press", data=data, label=name, **said)
            found += shown
            ahead.extend(self._doors(shown))
        return found

    def _doors(self, screens: list[Screen]) -> Iterator[tuple[str, dict[str, int]]]:
        for one in screens:
            for data, _ in (*one.get("choices", ()), *one.get("nav", ())):
                yield data, {"menu": one.get("menu", 0), "message": one["id"]}

    async def _say(self, window: str, **said: Any) -> list[Screen]:
        body = {"id": f"message-{next(self._ids)}", **said}
        answer = await self._client.post("/api/send", params={"w": window}, json=body)
        assert answer.is_success, answer.text
        await self._assistant.idle()
        news = (await self._client.get("/api/news", params={"after": self.after})).json()
        self.after = max((one["id"] for one in news["news"]), default=self.after)
        heard = [one["event"] for one in news["news"]]
        return [one["message"] for one in heard if one["w"] == window and one["message"]["from"] == "us"]


def of_forms() -> Iterator[Screen]:
    """Every question of every form, asked with its reason, and the summary at its end."""
    for form in FORMS.values():
        filler = Filler.opens(form)
        while not filler.ended:
            yield filler.reply.to_json()
            if filler.at == SUMMARY and not filler.left:
                break
            if filler.at != SUMMARY:
                yield filler.presses("n:why").reply.to_json()
            filler = filler.presses("s:more") if filler.at == SUMMARY else filler.answers()


def different(screens: Iterable[Screen]) -> list[Screen]:
    """Each once; of those that hold little, which fit on any phone, none."""
    found = {(one.get("title"), one["text"], str(one.get("choices"))): one for one in screens}
    return [one for one in found.values() if len(one["text"]) > _LITTLE or len(one.get("choices", ())) > _FEW]


RENDER = """
async ([screens, texts]) => {
  const { Chat } = await import("/static/v/chat.js");
  const quiet = { trouble() {}, lost() {}, unread() {}, spoken() {}, said() {} };
  const page = { texts, limits: { text: 4000, file: 1e7 }, ...quiet };
  const chat = new Chat({ id: "", language: "vi", tag: "t", messages: [], earlier: false }, page);
  document.getElementById("opening").remove();
  document.getElementById("chats").append(chat.root);
  chat.log.setAttribute("aria-live", "off");
  const told = [];
  screens.forEach((screen, n) => {
    for (const old of chat.log.querySelectorAll(".message, .day")) old.remove();
    chat.view.said();
    const own = { id: n + 1, menu: n + 1, from: "us", at: "2026-11-30T09:00:00Z" };
    chat.hear({ language: "vi", message: { ...screen, ...own } });
    const log = chat.log.getBoundingClientRect();
    const faults = [];
    const first = chat.log.querySelector(".choice") || chat.log.querySelector(".move");
    const box = first && first.getBoundingClientRect();
    if (box && (box.top < log.top || box.bottom > log.bottom)) faults.push(`button at ${box.top}-${box.bottom}`);
    const heading = chat.log.querySelector(".heading");
    if (heading && heading.getBoundingClientRect().top < log.top) faults.push("the heading is above");
    if (document.scrollingElement.scrollWidth > innerWidth) faults.push("the page is wide");
    if (chat.log.scrollWidth > chat.log.clientWidth) faults.push("the chat is wide");
    for (const one of chat.log.querySelectorAll(".choice, .move, .heading, .bubble")) {
      if (one.scrollWidth > one.clientWidth + 1) faults.push(`cut: ${one.textContent}`);
    }
    told.push(faults);
  });
  return told;
}
"""


def _served(route: Route) -> None:
    """The page's own files, and its document without what would ask a server."""
    name = route.request.url.rpartition("/")[2]
    if name:
        route.fulfill(path=STATIC / name)
        return
    document = (STATIC / "index.html").read_text("utf-8")
    start = '<script type="module" src="{{base}}/static/{{version}}/start.js"></script>'
    for slot, value in ((start, ""), ("{{base}}", ""), ("{{version}}", "v"), ("{{title}}", "Trợ lý OCOP")):
        document = document.replace(slot, value)
    route.fulfill(body=document, content_type="text/html; charset=utf-8")


def faults(chromium: Browser, screens: list[Screen], *, letters: int) -> list[list[str]]:
    """What is wrong with each screen at 360×740 with a font of so many pixels."""
    texts = {name: {k: v for k, v in TEXTS[name].texts.items() if k.startswith("web.")} for name in TEXTS.languages}
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    try:
        page = context.new_page()
        page.route("**/*", _served)
        page.goto("http://phone.test/")
        page.add_style_tag(content=f"html {{ font-size: {letters}px !important }}")
        found: list[list[str]] = page.evaluate(RENDER, [screens, texts])
        return found
    finally:
        context.close()
