"""What a chat shows to a person."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from .keyboards import inline
from .params import Json
from .world import Chat, Stored, World


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button as shown."""

    label: str
    data: str | None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it looked when it was asked for."""

    chat_id: int
    message_id: int
    from_bot: bool
    text: str  # or the caption
    rows: tuple[tuple[Button, ...], ...]
    raw: Json = field(repr=False)
    content: bytes | None = field(default=None, repr=False)  # of its photo or document
    file_name: str = ""

    @property
    def buttons(self) -> list[str]:
        """All labels in order."""
        return [button.label for row in self.rows for button in row]

    @property
    def data(self) -> list[str]:
        """All callback data in order."""
        return [button.data for row in self.rows for button in row if button.data is not None]

    @property
    def edited(self) -> bool:
        """Whether it was edited."""
        return "edit_date" in self.raw

    def find(self, wanted: str | int) -> Button | None:
        """A button by position, label, data, or the only one whose label contains it."""
        every = [button for row in self.rows for button in row]
        if isinstance(wanted, int):
            return every[wanted] if -len(every) <= wanted < len(every) else None
        for button in every:
            if wanted in (button.label, button.data):
                return button
        near = [button for button in every if wanted in button.label]
        return near[0] if len(near) == 1 else None


def show(world: World, message: Stored) -> Shown:
    """A snapshot of one message."""
    data = message.data
    markup = inline(data.get("reply_markup"))
    rows = tuple(
        tuple(Button(b["text"], b.get("callback_data"), b.get("url")) for b in row)
        for row in (markup or {}).get("inline_keyboard", [])
    )
    part = data.get("document") or (data.get("photo") or [None])[-1] or {}
    file = world.files.by_id.get(part.get("file_id", ""))
    return Shown(
        data["chat"]["id"],
        data["message_id"],
        message.by_bot,
        data.get("text") or data.get("caption") or "",
        rows,
        data,
        file.content if file else None,
        file.name if file else "",
    )


class ChatView:
    """A chat as seen by the people in it."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat
        self.heard_before = 0

    @property
    def id(self) -> int:
        """The chat_id."""
        return self.chat.id

    @property
    def screen(self) -> list[Shown]:
        """All messages in order, as they look now."""
        return [show(self.world, message) for message in self.chat.messages.values()]

    @property
    def said(self) -> list[str]:
        """The texts the bot shows now."""
        return [shown.text for shown in self.screen if shown.from_bot]

    @property
    def last(self) -> Shown:
        """The latest bot message."""
        for message in reversed(self.chat.messages.values()):
            if message.by_bot:
                return show(self.world, message)
        raise AssertionError("the bot has not said anything yet")

    @property
    def keyboard(self) -> list[str]:
        """Labels of the open reply keyboard."""
        rows = (self.chat.keyboard or {}).get("keyboard", [])
        return [button["text"] for row in rows for button in row]

    @property
    def news(self) -> int:
        """Bot messages and edits since the last act of a person here."""
        return self.chat.heard - self.heard_before

    def acted(self) -> None:
        """A person did something: count the bot's news from here."""
        self.heard_before = self.chat.heard

    async def wait(
        self,
        until: int | str | Callable[[Self], object] = 1,
        timeout: float = 60.0,  # noqa: ASYNC109
    ) -> Shown:
        """Wait for so many news, a text in the latest bot message, or a condition; the latest message."""
        done = self._condition(until)
        try:
            async with asyncio.timeout(timeout):
                while not done():
                    waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                    self.chat.waiters.append(waiter)
                    await waiter
        except TimeoutError:
            raise AssertionError(f"waited {timeout} s for {until!r}; the bot shows {self.said[-3:]}") from None
        return self.last

    def _condition(self, until: int | str | Callable[[Self], object]) -> Callable[[], object]:
        if isinstance(until, int):
            return lambda: self.news >= until
        if isinstance(until, str):
            return lambda: self.news > 0 and until in self.last.text
        return lambda: until(self)
