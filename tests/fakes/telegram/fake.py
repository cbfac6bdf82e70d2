"""FakeTelegram: the server together with the people who use it."""

import asyncio
from typing import Any

from .acts import chat_member
from .faults import Fault
from .params import Json
from .people import Group, User
from .screen import ChatView, Shown, show
from .server import Server
from .world import Call, Chat

_EPOCH = 1_700_000_000.0


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: float = _EPOCH) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


class FakeTelegram(Server):
    """`async with FakeTelegram() as tg:` - then `tg.api_url` for the bot and `tg.user()` for the people."""

    def user(
        self,
        first_name: str = "Lan",
        *,
        language_code: str | None = "vi",
        username: str | None = None,
        user_id: int | None = None,
        started: bool = False,
    ) -> User:
        """A person with a private chat; the bot can write there once the person has (or `started`)."""
        number = user_id if user_id is not None else next(self.user_ids)
        info: Json = {"id": number, "is_bot": False, "first_name": first_name}
        chat_info: Json = {"id": number, "type": "private", "first_name": first_name}
        if username is not None:
            info["username"] = chat_info["username"] = username
        if language_code is not None:
            info["language_code"] = language_code
        self.people[number] = info
        chat = self.chats[number] = Chat(number, "private", chat_info, started)
        return User(self, info, chat)

    def group(self, title: str = "Group", *, supergroup: bool = True) -> Group:
        """A group the bot is in."""
        number = -(1_000_000_000_000 if supergroup else 0) - next(self.user_ids)
        kind = "supergroup" if supergroup else "group"
        chat = self.chats[number] = Chat(number, kind, {"id": number, "type": kind, "title": title}, started=True)
        return Group(self, chat)

    def block(self, who: "ChatView | int", *, silently: bool = False) -> None:
        """The user blocks the bot; `silently` leaves out the my_chat_member update."""
        chat = self.chats[_chat_id(who)]
        if silently or chat.id not in self.people:
            chat.blocked = True
        else:
            chat_member(self, self.people[chat.id], chat, blocked=True)

    def fail(
        self,
        method: str,
        fault: Fault,
        *,
        times: int | None = 1,
        chat: "ChatView | int | None" = None,
        after: int = 0,
    ) -> None:
        """Break the next calls of a method (`*`: any), of one chat if given, once `after` calls went well."""
        self.faults.add(method, fault, times=times, chat=None if chat is None else _chat_id(chat), after=after)

    def heal(self) -> None:
        """No more faults."""
        self.faults.rules.clear()
        self.down = False
        self.resume()

    def pause(self) -> None:
        """Telegram takes calls but delivers no updates."""
        self.webhook.pause()
        self.poller.paused = True

    def resume(self) -> None:
        """Updates flow again."""
        self.poller.paused = False
        self.webhook.resume()
        self.poller.wake()

    def duplicate_next(self, count: int = 1) -> None:
        """Deliver the next updates twice, with the same update_id."""
        self.updates.double_next += count

    def hold(self) -> None:
        """Keep new updates back until `release`."""
        self.updates.held = []

    def release(self, *, reverse: bool = False) -> None:
        """Deliver what was held, in order or last first (getUpdates always sorts by id)."""
        self.updates.release(reverse=reverse)

    def start_anew(self, first: int = 3_000_000) -> None:
        """Ids of updates go on from here, as after a week without news."""
        self.updates.start_anew(first)

    @property
    def enforce_limits(self) -> bool:
        """Whether floods are answered with 429."""
        return self.limits.enforced

    @enforce_limits.setter
    def enforce_limits(self, value: bool) -> None:
        self.limits.enforced = value

    def calls(self, method: str | None = None, chat: "ChatView | int | None" = None, **where: Any) -> list[Call]:
        """Calls so far: of a method, of a chat, with attributes like ok=True."""
        number = None if chat is None else str(_chat_id(chat))
        return [
            call
            for call in self.log
            if (method is None or call.method.lower() == method.lower())
            and (number is None or str(call.params.get("chat_id")) == number)
            and all(getattr(call, name) == value for name, value in where.items())
        ]

    def shown(self, chat_id: int) -> list[Shown]:
        """The messages of any chat."""
        return [show(self, message) for message in self.chats[chat_id].messages.values()]

    async def delivered(self, timeout: float = 60.0) -> None:  # noqa: ASYNC109
        """Wait until no update is waiting any more."""
        async with asyncio.timeout(timeout):
            while self.updates.pending or not self.webhook.idle:
                await asyncio.sleep(0.001)


def _chat_id(who: "ChatView | int") -> int:
    return who if isinstance(who, int) else who.chat.id
