"""A person's calendar for the calendar of their phone, at an address that only they know."""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.guard import Refused, sealed
from bot.channels.web.limits import Buckets
from bot.channels.web.visitors import visitor_of

log = structlog.get_logger(__name__)

_TOKEN = re.compile(r"[0-9A-Za-z_.-]{16,200}")

Calendar = Callable[[str], Awaitable[bytes | None]]
"""The calendar that belongs to a token; None when there is none."""


class Calendars:
    """Answers programs that come again and again, without a session: what has not changed is not sent twice."""

    def __init__(self, calendar: Calendar | None) -> None:
        self._calendar = calendar
        self._pace = Buckets(rate=2, burst=120)  # the calendars of many people are fetched by one machine

    def routes(self) -> list[BaseRoute]:
        return [Route("/calendar/{token}.ics", sealed(self.calendar))]

    async def calendar(self, request: Request) -> Response:
        """The calendar of a token, or nothing new."""
        if wait := self._pace.take(visitor_of(request)):
            raise Refused(429, "web.too_fast", retry_after=wait)
        content = await self._find(request.path_params["token"])
        if content is None:
            raise Refused(404, "web.no_file")
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {
            "Cache-Control": "private, max-age=3600",
            "ETag": tag,
            # Else a browser would name what it saves after the token.
            "Content-Disposition": 'inline; filename="ocop.ics"',
        }
        if _has(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers=headers)
        return Response(content, 200, headers, "text/calendar; charset=utf-8")

    async def _find(self, token: str) -> bytes | None:
        if not self._calendar or not _TOKEN.fullmatch(token):
            return None
        try:
            return await self._calendar(token)
        except Exception as error:
            # Where it happened, but not the error's own words: a database quotes what it was asked for.
            frames = traceback.format_tb(error.__traceback__)
            log.error("calendar not made", fault=type(error).__name__, where="".join(frames))
            raise Refused(503, "web.busy", retry_after=60) from None


def _has(asked: str, tag: str) -> bool:
    """Whether the asker has this version already (RFC 9110, 13.1.2: compared weakly)."""
    known = [one.strip().removeprefix("W/") for one in asked.split(",")]
    return tag in known or known == ["*"]
