"""Who we are at Telegram, and what adorns the chats there: nothing of it stands before hearing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from telegram import Bot, BotCommand
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError, TimedOut

from bot.channels.telegram.transport import AiohttpRequest
from bot.kit.reception import Reception
from bot.texts import Texts
from ocop_domain.roles import PRODUCER_COMMANDS, SPECS

log = structlog.get_logger(__name__)

MEETS = "knows its name"
"""The part of the channel that asks Telegram who we are."""
_REFUSED_WAIT = 300.0
"""Seconds until a token that was refused is tried again."""
_ADORN_WAIT = 600.0

COMMANDS = {"producer": PRODUCER_COMMANDS, **{role.value: spec.commands for role, spec in SPECS.items()}}


class Greeting:
    """Asks who we are until it is known; `let_in` is set as soon as the token is not refused."""

    def __init__(self, bot: Bot, http: AiohttpRequest, texts: Texts, reception: Reception) -> None:
        self._bot = bot
        self._http = http
        self._texts = texts
        self._reception = reception
        self.name = ""
        self.let_in = asyncio.Event()

    async def meet(self) -> None:
        """Reads only what we need: a server may leave out what a library insists on."""
        try:
            me = await self._http.call(f"{self._bot.base_url}/getMe")
            self.name = str(me["username"])
        except InvalidToken:
            raise
        except Exception:
            self.let_in.set()
            raise
        self.let_in.set()
        self._reception.well(MEETS)

    async def unmet(self, error: Exception) -> None:
        """Notes why, and waits until it is asked again."""
        if isinstance(error, InvalidToken):
            # Its text holds the token: it must not come into a log.
            self._reception.failed(MEETS, "Telegram refuses OCOP_TELEGRAM_TOKEN")
            await asyncio.sleep(_REFUSED_WAIT)
        else:
            await asyncio.sleep(self._reception.failed(MEETS, reason(error)))

    async def adorn(self) -> None:
        """The menu of commands for who is new here, in each language."""
        for language in self._texts.languages:
            await self._bot.set_my_commands(self.commands("producer", language), language_code=language)
        await self._bot.set_my_commands(self.commands("producer", self._texts.languages[0]))

    async def unadorned(self, error: Exception) -> None:
        """Everything works without."""
        log.warning("commands not shown", error=type(error).__name__, again_in=_ADORN_WAIT)
        await asyncio.sleep(_ADORN_WAIT)

    def commands(self, role: str, language: str) -> list[BotCommand]:
        """What this role can type, with a word on each."""
        t = self._texts[language]
        return [BotCommand(name, t(f"bot.command.{name}")) for name in COMMANDS[role]]


def listening(reception: Reception, part: str) -> Callable[[Exception], Awaitable[None]]:
    """Notes why nothing is heard, and waits until it is tried again."""

    async def unheard(error: Exception) -> None:
        if isinstance(error, Conflict):
            await asyncio.sleep(reception.conflicted(part))
            return
        # The places of a fault are worth a look where it is not Telegram's.
        ours = None if isinstance(error, TelegramError) else error
        await asyncio.sleep(reception.failed(part, reason(error), ours))

    return unheard


def reason(error: Exception) -> str:
    """What is wrong, in plain words without anything that was sent."""
    if isinstance(error, TimedOut):
        return "Telegram does not answer in time"
    if isinstance(error, InvalidToken):
        return "Telegram does not know what was asked (404), or not the token (401)"
    if isinstance(error, NetworkError):
        return "Telegram cannot be reached"
    if isinstance(error, TelegramError):
        return f"Telegram refuses ({type(error).__name__}), or its answer cannot be read"
    if isinstance(error, AttributeError | IndexError | KeyError | TypeError | ValueError):
        return "Telegram's answer cannot be read"
    return f"what came cannot be kept ({type(error).__name__})"
