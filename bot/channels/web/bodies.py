"""What a request brings, read with patience and up to a limit."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

from bot.channels.web.guard import Refused

_SILENCE = 30.0
"""Seconds that a body may stand still before the connection is given up."""


async def body_of(request: Request, limit: int) -> bytes | None:
    """The body; None when it is larger than `limit`: it is not read to its end then."""
    if int(request.headers.get("content-length") or 0) > limit:
        return None
    body = bytearray()
    stream = request.stream()
    try:
        while True:
            async with asyncio.timeout(_SILENCE):
                chunk = await anext(stream, None)
            if chunk is None:
                return bytes(body)
            body += chunk
            if len(body) > limit:
                return None
    except (TimeoutError, ClientDisconnect):
        raise Refused(408, "web.busy") from None
