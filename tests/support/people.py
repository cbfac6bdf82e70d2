"""People at their phones, on any channel: they type, press what they see, send photos, and read."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Any, Protocol

import httpx
from fakes.telegram import FakeTelegram
from fakes.telegram.acts import press as press_data
from fakes.telegram.screen import show

from bot.app import Assistant
from bot.channels.web.limits import Buckets
from bot.channels.web.state import PageState
from bot.channels.web.talk import PageWriter

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)
ANDROID = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36"
)
Shown = tuple[str, Sequence[str]]
"""A message as a person sees it: its text with its title, and the labels of its buttons."""


class Phone(Protocol):
    """One chat of one person."""

    watched: bool
    """Whether what the next act brings is looked at; else the chat need not be read before it."""

    async def say(self, text: str) -> None: ...

    async def press(self, label: str, *, oldest: bool = False) -> None:
        """Presses the newest button with this label (`oldest`: one that has scrolled away)."""

    async def forge(self, data: str) -> None:
        """Sends a button that was never shown."""

    async def photo(self, content: bytes = PNG) -> None: ...

    async def seen(self) -> list[Shown]:
        """What the assistant has shown since the person last did something."""

    async def photos(self) -> int:
        """How many pictures the assistant has sent here so far."""


class Town(Protocol):
    """The world outside the assistant on one channel."""

    def phone(self, language: str) -> Phone: ...

    async def settled(self, assistant: Assistant) -> None:
        """Returns when everything said so far was answered and delivered."""

    def enter(self, assistant: Assistant) -> None:
        """This assistant is open now (again, after a restart)."""


def is_called(label: str, wanted: str) -> bool:
    """Whether a person would call a button so: without its picture and number; a cut label by its beginning."""
    plain = re.sub(r"^(\d+\.|[^\w(]+)\s*", "", label)
    return wanted in (label, plain, plain.partition(",")[0]) or (
        plain.endswith("…") and wanted.startswith(plain[:-1]) and len(plain) > 8
    )


# Telegram


class TelegramTown:
    """Telegram, over HTTP; the assistant asks for updates."""

    def __init__(self, tg: FakeTelegram) -> None:
        self.tg = tg

    def phone(self, language: str) -> Phone:
        return TelegramPhone(self.tg, language)

    async def settled(self, assistant: Assistant) -> None:
        await self.tg.delivered()
        await assistant.idle()

    def enter(self, assistant: Assistant) -> None: ...


class TelegramPhone:
    """A person on Telegram."""

    def __init__(self, tg: FakeTelegram, language: str) -> None:
        self.user = tg.user(language_code=language)
        self.watched = True
        self._before: dict[int, dict[str, Any]] = {}

    def _acts(self) -> None:
        if not self.watched:
            return
        self._before = {m.data["message_id"]: m.data for m in self.user.chat.messages.values()}

    async def say(self, text: str) -> None:
        self._acts()
        await self.user.send(text)

    async def press(self, label: str, *, oldest: bool = False) -> None:
        self._acts()
        if key := next((k for k in self.user.keyboard if is_called(k, label)), None):
            await self.user.press(key)
            return
        stored = list(self.user.chat.messages.values())
        for message in (show(self.user.world, m) for m in (stored if oldest else reversed(stored)) if m.by_bot):
            for button in (b for row in message.rows for b in row if b.data):
                if is_called(button.label, label):
                    await self.user.press(button.data or "", message)
                    return
        shown = [m.buttons for m in self.user.screen[-3:]]
        raise AssertionError(f"no button [{label}]; shown: {shown} {self.user.keyboard}")

    async def forge(self, data: str) -> None:
        self._acts()
        self.user.acted()
        press_data(self.user.world, self.user.info, self.user.chat, self.user.last.message_id, f"1|{data}")

    async def photo(self, content: bytes = PNG) -> None:
        self._acts()
        await self.user.photo(content)

    async def seen(self) -> list[Shown]:
        stored = (m for m in self.user.chat.messages.values() if m.by_bot)
        new = [show(self.user.world, m) for m in stored if self._before.get(m.data["message_id"]) != m.data]
        return [(m.text, [*m.buttons, *self.user.keyboard]) for m in new]

    async def photos(self) -> int:
        return sum(m.from_bot and m.content is not None for m in self.user.screen)


# The web chat


class WebTown:
    """Browsers, over the web chat's HTTP interface."""

    def __init__(self) -> None:
        self._assistant: Assistant | None = None

    def phone(self, language: str) -> Phone:
        return WebPhone(self, language)

    @property
    def assistant(self) -> Assistant:
        assert self._assistant
        return self._assistant

    async def settled(self, assistant: Assistant) -> None:
        await assistant.idle()

    def enter(self, assistant: Assistant) -> None:
        self._assistant = assistant
        for route in assistant.channels["web"].routes():
            asked = getattr(getattr(route, "endpoint", None), "__wrapped__", None)
            owner = getattr(asked, "__self__", None)
            # The people of the tests type and read faster than people.
            if isinstance(owner, PageWriter):
                owner._pace = Buckets(rate=1000, burst=1000)
            elif isinstance(owner, PageState):
                owner._reading = Buckets(rate=1000, burst=1000)


class MixedTown:
    """Phones of one account on several channels: the first is on Telegram, the next in a browser, and so on."""

    def __init__(self, tg: FakeTelegram) -> None:
        self._towns: tuple[Town, ...] = (TelegramTown(tg), WebTown())
        self._next = itertools.cycle(self._towns)

    def phone(self, language: str) -> Phone:
        return next(self._next).phone(language)

    async def settled(self, assistant: Assistant) -> None:
        for town in (*self._towns, self._towns[0]):  # what one hears may be told to another
            await town.settled(assistant)

    def enter(self, assistant: Assistant) -> None:
        for town in self._towns:
            town.enter(assistant)


class WebPhone:
    """A person at a browser."""

    def __init__(self, town: WebTown, language: str) -> None:
        self._town = town
        self._browser: httpx.AsyncClient | None = None
        self._server: object = None
        self._began = False
        self.watched = True
        self._language = language
        self._ids = itertools.count(1)
        self._known: set[tuple[int, str]] = set()
        self._notes: list[Shown] = []

    def _open(self) -> httpx.AsyncClient:
        """A browser at the assistant that runs now; its cookies outlive a restart of the assistant."""
        server = self._town.assistant.server
        if self._browser is None or self._server is not server:
            cookies = self._browser.cookies if self._browser else None
            transport = httpx.ASGITransport(server)
            self._browser = httpx.AsyncClient(transport=transport, base_url="http://test", cookies=cookies)
            self._server = server
        return self._browser

    async def request(self, method: str, path: str, **what: Any) -> httpx.Response:
        """Asks as the page asks, with its cookies and its headers."""
        own = {"X-OCOP": "1", "Accept-Language": self._language, "User-Agent": ANDROID, "Accept-Encoding": "identity"}
        return await self._open().request(method, path, headers={**own, **what.pop("headers", {})}, **what)

    async def _ask(self, method: str, path: str, **what: Any) -> Any:
        answer = await self.request(method, path, **what)
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    async def _messages(self) -> list[dict[str, Any]]:
        """The last page of the chat; a page that was opened long ago asks for no more than that."""
        answer = await self.request("GET", "/api/history", params={"before": 0}) if self._began else None
        if answer is None or answer.status_code == httpx.codes.UNAUTHORIZED:  # the session has ended
            found = await self._begin()
        else:
            assert answer.is_success, f"/api/history: {answer.status_code} {answer.text}"
            found = answer.json()["messages"]
        return [m for m in found if m["from"] == "us"]

    async def _begin(self) -> list[dict[str, Any]]:
        """Opens the page, and again when the session has ended."""
        state = await self._ask("GET", "/api/state")
        self._began = True
        if state["ended"]:
            self._notes.append((state["texts"][self._language][f"web.{state['ended']}"], ()))
        shown: list[dict[str, Any]] = state["windows"][0]["messages"]
        return shown

    async def _look(self) -> None:
        """Everything that is there is known from now on."""
        if self.watched or not self._began:
            self._know(await self._messages())

    def _know(self, shown: list[dict[str, Any]]) -> None:
        self._notes.clear()
        self._known = {(m["id"], m["text"]) for m in shown}

    async def _send(self, **said: Any) -> None:
        await self._ask("POST", "/api/send", json={"id": f"message-{next(self._ids)}", **said})

    async def say(self, text: str, under: int = 0) -> None:
        """Types words; `under`: the number of the menu that the page showed then, as the page says it."""
        await self._look()
        await self._send(kind="text", text=text, **({"menu": under} if under else {}))

    async def menu(self) -> int:
        """The number of the menu that the page shows."""
        return max(int(message.get("menu", 0)) for message in await self._messages())

    async def press(self, label: str, *, oldest: bool = False) -> None:
        messages = await self._messages()
        for message in messages if oldest else reversed(messages):
            for data, text in (*message.get("choices", ()), *message.get("nav", ())):
                if is_called(text, label):
                    menu, number = message.get("menu", 0), message["id"]
                    self._know(messages)
                    await self._send(kind="press", data=data, label=text, menu=menu, message=number)
                    return
        raise AssertionError(f"no button [{label}]; shown: {[_labels(m) for m in messages[-3:]]}")

    async def forge(self, data: str) -> None:
        await self._look()
        await self._send(kind="press", data=data, label="?", menu=1, message=1)

    async def photo(self, content: bytes = PNG) -> None:
        answer = await self.upload(content, "ảnh.png")
        assert answer.is_success, answer.text

    async def upload(self, content: bytes, name: str) -> httpx.Response:
        """Sends a file; what the page is answered."""
        await self._look()
        params = {"id": f"message-{next(self._ids)}", "name": name}
        headers = {"Content-Type": "application/octet-stream"}
        return await self.request("POST", "/api/upload", params=params, content=content, headers=headers)

    async def news(self) -> list[dict[str, Any]]:
        """The messages that `seen` tells of, as the page has them; also those that were changed."""
        return [m for m in await self._messages() if (m["id"], m["text"]) not in self._known]

    async def seen(self) -> list[Shown]:
        new = await self.news()
        return [*self._notes, *((f"{m.get('title', '')}\n\n{m['text']}", _labels(m)) for m in new)]

    async def photos(self) -> int:
        shown, earlier = await self._messages(), True
        while earlier:
            page = await self._ask("GET", "/api/history", params={"before": shown[0]["id"]})
            shown, earlier = [*page["messages"], *shown], page["earlier"]
        return sum(len(m.get("files", ())) for m in shown if m["from"] == "us")


def _labels(message: dict[str, Any]) -> list[str]:
    return [label for _, label in (*message.get("choices", ()), *message.get("nav", ()))]
