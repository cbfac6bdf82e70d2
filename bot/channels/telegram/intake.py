"""How updates come in: stored and committed before Telegram is told that we have them."""

from __future__ import annotations

import asyncio
import hmac
import json
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from telegram import Bot
from telegram.error import TelegramError

from bot.channels.telegram.hearing import NAME
from bot.channels.telegram.transport import AiohttpRequest
from bot.documents import read_json
from bot.messages import Arrival
from bot.ports.channels import Intake

log = structlog.get_logger(__name__)

PATH = "/telegram/webhook"
MAX_BODY = 1024 * 1024
ALLOWED = ["message", "edited_message", "callback_query"]
_LONG_POLL = 25
_AGAIN = 3.0


def arrival_of(update: dict[str, Any], raw: str = "") -> Arrival | None:
    """The update with the address of its chat; None when there is none to answer."""
    query = update.get("callback_query")
    message = query.get("message") if query else update.get("message") or update.get("edited_message")
    chat = (message or {}).get("chat") or (query or {}).get("from")
    if not chat:
        return None
    return Arrival(NAME, str(chat["id"]), str(update["update_id"]), raw or json.dumps(update))


class Webhook:
    """Telegram calls us. The answer carries the acknowledgement of a tap: no further request is needed."""

    def __init__(self, bot: Bot, url: str, secret: str, intake: Intake) -> None:
        self._bot = bot
        self._url = url.rstrip("/") + PATH
        self._secret = secret
        self._intake = intake

    def routes(self) -> list[BaseRoute]:
        return [Route(PATH, self._hook, methods=["POST"])]

    async def start(self) -> None:
        await self._bot.set_webhook(self._url, secret_token=self._secret, allowed_updates=ALLOWED, max_connections=60)

    async def stop(self) -> None:
        """Telegram keeps what it cannot deliver and sends it again."""

    async def _hook(self, request: Request) -> Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return PlainTextResponse("", 403)
        body = await request.body()
        if len(body) > MAX_BODY:
            return PlainTextResponse("", 413)
        try:
            update = read_json(body)
            arrival = arrival_of(update, body.decode())
        except (ValueError, KeyError, TypeError, AttributeError):
            return PlainTextResponse("", 400)
        if arrival:
            try:
                await self._intake([arrival])
            except Exception:
                # Not stored: Telegram must send it again.
                log.exception("intake failed")
                return PlainTextResponse("", 503)
        if query := update.get("callback_query"):
            return JSONResponse({"method": "answerCallbackQuery", "callback_query_id": query["id"]})
        return PlainTextResponse("")


class Polling:
    """We ask Telegram. The offset moves only after the updates before it are stored."""

    def __init__(self, bot: Bot, http: AiohttpRequest, intake: Intake) -> None:
        self._bot = bot
        self._http = http
        self._intake = intake
        self._task: asyncio.Task[None] | None = None
        self._answers: set[asyncio.Task[None]] = set()

    def routes(self) -> list[BaseRoute]:
        return []

    async def start(self) -> None:
        await self._bot.delete_webhook()
        self._task = asyncio.create_task(self._poll())

    async def stop(self) -> None:
        tasks = [*self._answers, *([self._task] if self._task else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _poll(self) -> None:
        offset = 0
        while True:
            try:
                offset = await self._once(offset)
            except asyncio.CancelledError:
                raise
            except Exception as error:
                # Telegram or our database is away: nothing was confirmed, so nothing is lost.
                log.warning("polling failed", error=type(error).__name__, again_in=_AGAIN)
                await asyncio.sleep(_AGAIN)

    async def _once(self, offset: int) -> int:
        # Raw, so that an update of a new kind cannot stop us; in lower case (the Bot API takes any), for
        # python-telegram-bot warns of its own spelling.
        updates = await self._http.call(
            f"{self._bot.base_url}/getUpdates",
            offset=offset,
            timeout=_LONG_POLL,
            allowed_updates=ALLOWED,
            read_timeout=_LONG_POLL + 10,
        )
        arrivals = [a for u in updates if (a := arrival_of(u))]
        if arrivals:
            await self._intake(arrivals)
        for update in updates:
            offset = max(offset, update["update_id"] + 1)
            if query := update.get("callback_query"):
                task = asyncio.create_task(self._acknowledge(query["id"]))
                self._answers.add(task)
                task.add_done_callback(self._answers.discard)
        return offset

    async def _acknowledge(self, query_id: str) -> None:
        try:
            await self._bot.answer_callback_query(query_id)
        except TelegramError as error:
            # An old tap can no longer be acknowledged; it is answered all the same.
            log.info("tap not acknowledged", error=str(error))
