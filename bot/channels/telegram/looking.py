"""What Telegram says of us when an administrator asks: whether the token is taken, and who else is served with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from telegram.error import Conflict, InvalidToken, TelegramError

from bot.channels.telegram.greeting import reason
from bot.channels.telegram.intake import PATH
from bot.channels.telegram.transport import AiohttpRequest
from bot.kit.reception import CONFLICT
from bot.settings.config import Settings

_PATIENCE = 8.0
_LISTEN = 6
"""Seconds in which a second program that polls asks again."""


async def look(settings: Settings) -> AsyncIterator[tuple[bool, str]]:
    """Lines for `check`: whether it is well, and what was found. Nothing is changed or confirmed."""
    if settings.telegram_token is None:
        return
    http = AiohttpRequest(read_timeout=_PATIENCE)
    base = f"{settings.telegram_api_url.rstrip('/')}/bot{settings.telegram_token.get_secret_value()}"
    try:
        me = await http.call(f"{base}/getMe")
        yield True, f"telegram: the token is taken, the bot is @{me['username']}"
        yield await _hook(http, base, settings)
    except InvalidToken:
        yield False, "telegram: OCOP_TELEGRAM_TOKEN is refused"
    except (TelegramError, KeyError, TypeError, ValueError) as error:
        yield True, f"telegram: warning: could not be asked: {reason(error)}"
    finally:
        await http.shutdown()


async def _hook(http: AiohttpRequest, base: str, settings: Settings) -> tuple[bool, str]:
    """Whether another program has set a webhook, or polls."""
    info = await http.call(f"{base}/getWebhookInfo")
    own = settings.telegram_webhook_url
    wanted = own.rstrip("/") + PATH if own else ""
    if info["url"] and info["url"] != wanted:
        return False, f"telegram: a webhook at {urlsplit(info['url']).hostname} is served: {CONFLICT}"
    if info["url"] and info.get("last_error_message") and info["pending_update_count"]:
        return False, f"telegram: cannot deliver to OCOP_TELEGRAM_WEBHOOK_URL: {info['last_error_message']}"
    if info["url"] or wanted:
        return True, "telegram: no other program is seen"
    try:
        # An offset of 0 confirms nothing: what waits is still there for the assistant.
        await http.call(f"{base}/getUpdates", offset=0, limit=1, timeout=_LISTEN, read_timeout=_LISTEN + _PATIENCE)
    except Conflict:
        return True, "telegram: a program polls with this token; if the assistant does not run, it is another one"
    return True, "telegram: no other program is seen"
