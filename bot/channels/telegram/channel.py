"""The Telegram channel: hears, speaks, and knows which failures are final."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from typing import Any

import structlog
from starlette.routing import BaseRoute
from telegram import Bot, BotCommandScopeChat, InputFile, Update
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram import hearing, speaking
from bot.channels.telegram.greeting import COMMANDS, Greeting, listening
from bot.channels.telegram.intake import HEARS, Polling, Webhook
from bot.channels.telegram.transport import AiohttpRequest, NotSentError
from bot.kit.clock import Clock, system_clock
from bot.kit.pace import PaceGate
from bot.kit.reception import Reception, keep
from bot.messages import Arrival, Incoming, Reply
from bot.ports.channels import Capabilities, Intake, SendError
from bot.ports.files import SUFFIXES, Everybody, Files, Keeping
from bot.texts import Texts

log = structlog.get_logger(__name__)

__all__ = ["COMMANDS", "RATE", "TelegramChannel", "capabilities"]

RATE = 28
"""Messages a second that we send over all: Telegram takes 30."""
_QUOTED = re.compile(r'".*"', re.DOTALL)
_AGAIN = 30.0
"""Seconds until what could not be sent for a reason of its own is tried again."""


def capabilities(rate: float) -> Capabilities:
    """What Telegram offers; its limits: core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.

    30 messages a second over all (more are paid for), one a second in a chat, where bursts are let through (people
    answer more slowly than that, so only notices are spread), and 20 a minute in a group, whose id is negative. Another
    rate scales them all.
    """

    def group(address: str) -> bool:
        return address.startswith("-")

    return Capabilities(
        heard_limit=speaking.TEXT_LIMIT,
        largest=45 << 20,  # 50 MB from a bot, less a margin
        per_second=rate,
        most_per_second=rate * 30 / RATE,
        gap=lambda address: (60 / 20 if group(address) else 1.0) * RATE / rate,
        burst=lambda address: 20 if group(address) else inf,
    )


class TelegramChannel:
    """One bot. `webhook_url` chooses webhook (stored before it is acknowledged) over polling."""

    name = hearing.NAME

    def __init__(
        self,
        *,
        token: str,
        api_url: str,
        webhook_url: str | None,
        webhook_secret: str,
        intake: Intake,
        files: Files,
        keeping: Keeping | None = None,
        texts: Texts,
        rate: float = RATE,
        clock: Clock = system_clock,
    ) -> None:
        self.reception = Reception(self.name, clock)
        self.capabilities = capabilities(rate)
        self._door = PaceGate(self.capabilities.most_per_second)
        self._http, self._poll = AiohttpRequest(), AiohttpRequest(connections=2)
        self.bot = Bot(
            token,
            base_url=f"{api_url.rstrip('/')}/bot",
            base_file_url=f"{api_url.rstrip('/')}/file/bot",
            request=self._http,
            get_updates_request=self._poll,
        )
        self._files = files
        self._keeping = keeping or Everybody()
        self._texts = texts
        self._source = (
            Webhook(self.bot, self._http, intake, self.reception, url=webhook_url, secret=webhook_secret)
            if webhook_url
            else Polling(self.bot, self._poll, intake, self.reception)
        )
        self._greeting = Greeting(self.bot, self._http, texts, self.reception)
        self._contact_keyboards: set[str] = set()
        self._tasks: list[asyncio.Task[None]] = []

    def routes(self) -> list[BaseRoute]:
        return self._source.routes()

    async def start(self) -> None:
        """Returns at once: an unreachable Telegram must not keep the other channels from starting."""
        greeting = self._greeting
        self._tasks = [
            asyncio.create_task(keep(greeting.meet, greeting.unmet)),
            asyncio.create_task(keep(self._listen, listening(self.reception, HEARS))),
            asyncio.create_task(keep(self._adorn, greeting.unadorned)),
        ]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._source.stop()

    async def close(self) -> None:
        for request in (self._http, self._poll):
            await request.shutdown()

    async def _listen(self) -> None:
        await self._greeting.let_in.wait()
        await self._source.listen()

    async def _adorn(self) -> None:
        await self._greeting.let_in.wait()
        await self._greeting.adorn()

    async def translate(self, arrival: Arrival) -> Incoming | None:
        raw = json.loads(arrival.payload)
        if plain := hearing.plain(raw):
            return plain
        return await hearing.hear(Update.de_json(raw, self.bot), self.bot, self._files, self._keeping)

    def link(self, code: str) -> str:
        """Known once Telegram has told the bot's name."""
        name = self._greeting.name
        return f"https://t.me/{name}?start=join-{code}" if name else ""

    def at(self, opening: str) -> str:
        name = self._greeting.name
        return f"https://t.me/{name}?start=go-{opening}" if name else ""

    def cost(self, reply: Reply) -> int:
        return 1 if reply.edit else len(reply.files) + len(speaking.texts(reply))

    async def send(self, address: str, reply: Reply, parts: int = 0) -> str:
        sent = _Sent()
        try:
            return await self._send(int(address), address, reply, parts, sent)
        except SendError as error:
            error.parts = parts + sent.parts
            raise
        except TelegramError as error:
            raise _failure(error, parts + sent.parts) from error

    async def _send(self, chat: int, address: str, reply: Reply, parts: int, sent: _Sent) -> str:
        if reply.commands:
            await self._offer(chat, reply)
        pieces, keyboard = speaking.texts(reply), speaking.keyboard(reply)
        if reply.edit and len(pieces) == 1 and not reply.contact and await self._edit(chat, reply, pieces[0], keyboard):
            return reply.edit
        if reply.only_edit:
            raise SendError("refused", "the message cannot be changed any more")
        await self._keyboard_away(chat, address, reply)
        for file_id, name in reply.named_files()[parts:]:
            await self._send_file(chat, file_id, name)
            sent.parts += 1
        for piece in pieces[max(0, parts - len(reply.files)) : -1]:
            await self._call("sendMessage", chat_id=chat, text=piece, parse_mode="HTML")
            sent.parts += 1
        last = await self._call("sendMessage", chat_id=chat, text=pieces[-1], parse_mode="HTML", reply_markup=keyboard)
        # It was taken, whatever else the answer says.
        return str(last.get("message_id", "")) if isinstance(last, dict) else ""

    async def _offer(self, chat: int, reply: Reply) -> None:
        """The commands of the role in this chat; where Telegram refuses them, the reply arrives all the same."""
        commands = self._greeting.commands(reply.commands, reply.language or self._texts.languages[0])
        try:
            await self.bot.set_my_commands(commands, scope=BotCommandScopeChat(chat))
        except (BadRequest, Forbidden, InvalidToken) as error:
            log.warning("commands not shown", error=type(error).__name__)

    async def _edit(self, chat: int, reply: Reply, text: str, keyboard: speaking.Markup | None) -> bool:
        """Puts the reply in the place of the pressed message; False when that message cannot be changed."""
        try:
            await self._call(
                "editMessageText",
                chat_id=chat,
                message_id=int(reply.edit),
                text=text,
                parse_mode="HTML",
                reply_markup=keyboard,
            )
        except BadRequest as error:
            return "not modified" in str(error).lower()
        return True

    async def _call(self, method: str, **parameters: Any) -> Any:
        """One message, or one change of a message."""
        async with self._door.open():
            return await self._http.call(f"{self.bot.base_url}/{method}", **parameters)

    async def _keyboard_away(self, chat: int, address: str, reply: Reply) -> None:
        """Takes the contact button away; only a message without buttons of its own can do that."""
        if reply.contact:
            self._contact_keyboards.add(address)
        elif address in self._contact_keyboards:
            await self._call("sendMessage", chat_id=chat, text="✓", reply_markup=speaking.NO_KEYBOARD)
            self._contact_keyboards.discard(address)

    async def _send_file(self, chat: int, file_id: str, name: str) -> None:
        try:
            data, content_type = await self._files.get(file_id)
        except (FileNotFoundError, ValueError):
            log.warning("file is gone", file=file_id)
            return
        except OSError as error:  # the store of files is down: nothing has left yet
            raise SendError("retry", f"{type(error).__name__}: {error}", _AGAIN) from error
        shown = InputFile(data, filename=(name or file_id[:8]) + SUFFIXES.get(content_type, ".bin"))
        shown.mimetype = content_type  # the library guesses, or gives up
        if content_type.startswith("image/"):
            with suppress(BadRequest):  # a picture that Telegram cannot read goes as a file
                async with self._door.open():
                    await self.bot.send_photo(chat, shown)
                return
        async with self._door.open():
            await self.bot.send_document(chat, shown)


@dataclass(slots=True)
class _Sent:
    """How many messages of a reply have arrived in this try."""

    parts: int = 0


def _failure(error: TelegramError, parts: int) -> SendError:
    """Whether it is worth another try, and whose fault it is. What Telegram quotes of a message stays out of logs."""
    detail = _QUOTED.sub('"…"', str(error))
    if isinstance(error, RetryAfter):
        seconds = error.retry_after
        wait = seconds if isinstance(seconds, int | float) else seconds.total_seconds()
        return SendError("retry", "flood", float(wait), flood=True, parts=parts)
    if isinstance(error, Forbidden):
        return SendError("blocked", detail)
    if isinstance(error, BadRequest) and "chat not found" in detail.lower():
        return SendError("blocked", detail)
    if isinstance(error, BadRequest | ChatMigrated):
        return SendError("refused", detail)
    if isinstance(error, TimedOut):
        return SendError("unknown", detail, down=True, parts=parts)
    if isinstance(error, NotSentError | NetworkError):
        return SendError("retry", detail, down=True, parts=parts)
    return SendError("retry", detail, _AGAIN, parts=parts)
