"""How updates come in: stored and committed before Telegram is told that we have them."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.channels.telegram.hearing import NAME
from bot.channels.telegram.transport import AiohttpRequest
from bot.kit.documents import read_json
from bot.kit.reception import Reception
from bot.messages import Arrival
from bot.ports.channels import Intake

log = structlog.get_logger(__name__)

PATH = "/telegram/webhook"
MAX_BODY = 1024 * 1024
ALLOWED = ["message", "edited_message", "callback_query"]
_LONG_POLL = 25
HEARS = "hears"
"""The part of the channel that lets updates in."""
_LOOK = 60.0
"""Seconds between two questions whether Telegram reaches us."""
_FIRST_WAIT, _LONGEST_WAIT = 0.1, 30.0
"""Seconds until a server that confirms nothing is asked again."""


_OWN = ("message_id", "date", "edit_date")
"""What tells a message of a chat from all others: ids of updates start anew after a week without any."""


def _short(own: object) -> str:
    return blake2b(json.dumps(own).encode(), digest_size=8).hexdigest()


def arrival_of(update: dict[str, Any], raw: str = "") -> Arrival | None:
    """The update with the address of its chat; None when there is none to answer."""
    query = update.get("callback_query")
    message = query.get("message") if query else update.get("message") or update.get("edited_message")
    chat = (message or {}).get("chat") or (query or {}).get("from")
    if not chat:
        return None
    own = query["id"] if query else [chat["id"], *((message or {}).get(name) for name in _OWN)]
    return Arrival(NAME, str(chat["id"]), str(update["update_id"]), raw or json.dumps(update), _short(own))


def _arrivals(updates: list[dict[str, Any]]) -> Iterator[Arrival]:
    """Those to answer; one that cannot be read keeps nobody from being heard."""
    for update in updates:
        try:
            arrival = arrival_of(update)
        except (KeyError, TypeError, AttributeError):
            log.exception("update cannot be read", update_id=update.get("update_id"))
            continue
        if arrival:
            yield arrival


class Webhook:
    """Telegram calls us. The answer carries the acknowledgement of a tap: no further request is needed."""

    def __init__(
        self, bot: Bot, http: AiohttpRequest, intake: Intake, reception: Reception, *, url: str, secret: str
    ) -> None:
        self._bot = bot
        self._http = http
        self._intake = intake
        self._reception = reception
        self._url = url.rstrip("/") + PATH
        self._secret = secret
        self._error_at = 0

    def routes(self) -> list[BaseRoute]:
        return [Route(PATH, self._hook, methods=["POST"])]

    async def listen(self) -> None:
        """Tells Telegram where we are, then looks now and then whether it comes through; never returns."""
        await self._set()
        self._reception.well(HEARS)
        while True:
            await asyncio.sleep(_LOOK)
            await self.look()

    async def stop(self) -> None:
        """Telegram keeps what it cannot deliver and sends it again."""

    async def look(self) -> None:
        """Asks Telegram whether it reaches us; an address that somebody else has set is taken back."""
        info = await self._http.call(f"{self._bot.base_url}/getWebhookInfo")
        if info["url"] != self._url:
            self._reception.conflicted(HEARS)
            await self._set()
        error_at = info.get("last_error_date", 0)
        refused = error_at > self._error_at and info["pending_update_count"] > 0
        self._error_at = error_at
        if refused:
            self._reception.failed(HEARS, "Telegram cannot deliver to OCOP_TELEGRAM_WEBHOOK_URL")
        else:
            self._reception.well(HEARS)

    async def _set(self) -> None:
        await self._bot.set_webhook(self._url, secret_token=self._secret, allowed_updates=ALLOWED, max_connections=60)

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
    """We ask Telegram. An update is confirmed only after it is stored."""

    def __init__(self, bot: Bot, http: AiohttpRequest, intake: Intake, reception: Reception) -> None:
        self._bot = bot
        self._http = http
        self._intake = intake
        self._reception = reception
        self._offset = 0
        self._last: frozenset[int] = frozenset()
        self._barren = 0
        self._answers: set[asyncio.Task[None]] = set()

    def routes(self) -> list[BaseRoute]:
        return []

    async def listen(self) -> None:
        """Asks for ever; raises where Telegram or our database is away: nothing was confirmed, so nothing is lost."""
        try:
            await self._bot.delete_webhook()
        except (BadRequest, InvalidToken):
            # A server that has no hooks: the answer to the next question says whether there is one.
            log.info("no webhook to delete")
        while True:
            updates = await self._ask()
            self._reception.well(HEARS)
            await asyncio.sleep(self._pause(updates))

    async def stop(self) -> None:
        for task in self._answers:
            task.cancel()
        await asyncio.gather(*self._answers, return_exceptions=True)

    async def _ask(self) -> list[dict[str, Any]]:
        # Raw, so that an update of a new kind cannot stop us; in lower case (the Bot API takes any), for
        # python-telegram-bot warns of its own spelling.
        updates: list[dict[str, Any]] = await self._http.call(
            f"{self._bot.base_url}/getUpdates",
            offset=self._offset,
            # After a fault at once: whether it is over shall be known before somebody writes.
            timeout=0 if self._reception.faults else _LONG_POLL,
            allowed_updates=ALLOWED,
            read_timeout=_LONG_POLL + 10,
        )
        if arrivals := list(_arrivals(updates)):
            await self._intake(arrivals)
        # The last of the batch is the newest, whatever its number: ids start anew after a week without news. Once
        # Telegram has answered, all before is confirmed; a number from before would hide new ids below it.
        self._offset = updates[-1]["update_id"] + 1 if updates else 0
        for update in updates:
            if query := update.get("callback_query"):
                task = asyncio.create_task(self._acknowledge(query["id"]))
                self._answers.add(task)
                task.add_done_callback(self._answers.discard)
        return updates

    def _pause(self, updates: list[dict[str, Any]]) -> float:
        """How long to wait before the next question: no time, unless the same comes again though it was confirmed."""
        batch = frozenset(update["update_id"] for update in updates)
        self._barren = self._barren + 1 if batch and batch <= self._last else 0
        self._last = batch
        return min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(self._barren - 1, 10)) if self._barren else 0

    async def _acknowledge(self, query_id: str) -> None:
        try:
            await self._bot.answer_callback_query(query_id)
        except TelegramError as error:
            # An old tap can no longer be acknowledged; it is answered all the same.
            log.info("tap not acknowledged", error=str(error))
