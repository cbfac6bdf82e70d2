"""What Telegram remembers: chats, messages, presses, the log of calls."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .errors import ApiError, bad
from .files import FileStore
from .params import Json, Params
from .updates import Updates

BOT_TOKEN = "123456789:AAFakeTokenForTestsOnly_0123456789abcd"


@dataclass(slots=True, eq=False)
class Stored:
    """One message of a chat as it is now."""

    data: Json
    by_bot: bool
    sent_at: float
    markup: Json | None = None  # of any kind; data shows inline keyboards only


@dataclass(slots=True, eq=False)
class Chat:
    """A conversation with its messages, newest last."""

    id: int
    kind: str
    info: Json
    started: bool = False
    blocked: bool = False
    messages: dict[int, Stored] = field(default_factory=dict)
    keyboard: Json | None = None  # the reply keyboard that is open
    heard: int = 0  # bot messages and edits so far
    waiters: list[asyncio.Future[None]] = field(default_factory=list)

    def touched(self) -> None:
        """The bot sent or edited something."""
        self.heard += 1
        self.wake()

    def wake(self) -> None:
        """Let whoever waits look again."""
        waiters, self.waiters = self.waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)


@dataclass(slots=True, eq=False)
class Press:
    """A tap on an inline button, and what the bot answered."""

    id: str
    user_id: int
    chat_id: int
    message_id: int
    data: str
    at: float
    answered: bool = False
    text: str = ""
    alert: bool = False


@dataclass(slots=True, eq=False)
class Call:
    """One API call: what was asked and what came back."""

    at: float
    method: str
    params: Json
    ok: bool
    result: Any
    code: int = 200
    description: str = ""
    via: str = "http"
    parameters: dict[str, int] = field(default_factory=dict)


class World:
    """State shared by all methods; knows nothing of HTTP."""

    def __init__(self, token: str = BOT_TOKEN, clock: Callable[[], float] = time.time) -> None:
        self.token = token
        self.clock = clock
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Test bot",
            "username": "fake_test_bot",
        }
        self.privacy = True  # in groups the bot sees only commands, mentions and replies to it
        self.keep_log = True
        self.updates = Updates(self.clock)
        self.reset()

    def reset(self) -> None:
        """Forget everything but the token."""
        self.chats: dict[int, Chat] = {}
        self.people: dict[int, Json] = {}
        self.presses: dict[str, Press] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.menu_buttons: dict[int, Json] = {}
        self.log: list[Call] = []
        self.counts: Counter[str] = Counter()
        self.files = FileStore()
        self.updates.reset()
        self.user_ids = itertools.count(5_000_000_001)
        self.press_ids = itertools.count(4_382_000_000_000_000_001)
        self.last_message_id = 0
        self.on_bot_message: Callable[[int], None] | None = None

    def chat_for(self, p: Params, *, writing: bool = False) -> Chat:
        """The chat a call names; refused when the bot cannot know it or may not write to it."""
        value = p.raw.get("chat_id")
        if value is None or value == "":
            raise bad("chat_id is empty")
        try:
            chat = self.chats.get(int(value))
        except (TypeError, ValueError):
            chat = None
        if chat is None or not chat.started:
            raise bad("chat not found")
        if writing and chat.blocked:
            raise ApiError(
                403,
                "Forbidden: bot was blocked by the user"
                if chat.kind == "private"
                else f"Forbidden: bot was kicked from the {chat.kind} chat",
            )
        return chat

    def new_message(self, chat: Chat, sender: Json, content: Json, *, markup: Json | None = None) -> Stored:
        """Put a message into a chat; ids count up over all chats, as in private chats of one bot."""
        self.last_message_id += 1
        now = self.clock()
        data = {
            "message_id": self.last_message_id,
            "from": sender,
            "chat": chat.info,
            "date": int(now),
            **content,
        }
        message = Stored(data, sender is self.bot, now, markup)
        chat.messages[self.last_message_id] = message
        return message

    def bot_spoke(self, chat: Chat) -> None:
        """Tell everybody who listens that the bot sent or edited something."""
        chat.touched()
        if self.on_bot_message is not None:
            self.on_bot_message(chat.id)
