"""The way from outside, looked at from inside: what `ocop-bot check --outside` asks through the public address.

Whoever has no token, made from the assistant's secret and good for ten minutes, finds nothing here.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator

from itsdangerous import BadSignature, TimestampSigner
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.channels.web.guard import Refused, refuse_forged, sealed
from bot.channels.web.origins import PEER

HEADER = "X-OCOP-Check"
"""The header that carries the token."""
LARGEST = 26 * 1024 * 1024
"""Bytes that are read and dropped at most."""
_AGE = 600
_PATIENCE = 15.0
"""Seconds that a live sample stays open: a proxy that waits for its end is found out."""


def _signer(secret: str) -> TimestampSigner:
    return TimestampSigner(secret, salt="ocop.web.outside", key_derivation="hmac", digest_method=hashlib.sha256)


def token_of(secret: str, nonce: str) -> str:
    """What opens these pages for a while."""
    return _signer(secret).sign(nonce).decode()


def proof_of(secret: str, nonce: str) -> str:
    """What only this assistant can say to a number that it sees for the first time."""
    return hmac.new(secret.encode(), f"ocop.web.outside:{nonce}".encode(), "sha256").hexdigest()


class Outside:
    """Tells what reached us of a request."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/api/outside", sealed(self.look)),
            Route("/api/outside/take", sealed(self.take), methods=["POST"]),
            Route("/api/outside/live", sealed(self.live)),
        ]

    def _nonce(self, request: Request) -> str:
        try:
            return _signer(self._secret).unsign(request.headers.get(HEADER, ""), max_age=_AGE).decode()
        except BadSignature:
            raise Refused(404, "web.not_there") from None

    async def look(self, request: Request) -> Response:
        """That it is us, and as whom we see the asker."""
        nonce = self._nonce(request)
        return JSONResponse(
            {
                "proof": proof_of(self._secret, nonce),
                "host": request.headers.get("host", ""),
                "http": request.scope["http_version"],
                "peer": request.scope.get(PEER, ""),
                "visitor": request.client.host if request.client else "",
                "forwarded": request.headers.get("x-forwarded-for", ""),
                "scheme": request.url.scheme,
            }
        )

    async def take(self, request: Request) -> Response:
        """Reads and drops: as a photo would come, from our own page."""
        self._nonce(request)
        refuse_forged(request, "application/octet-stream")
        count = 0
        async for chunk in request.stream():
            count += len(chunk)
            if count > LARGEST:
                raise Refused(413, "web.too_large")
        return JSONResponse({"taken": count})

    async def live(self, request: Request) -> Response:
        """A live message, and then nothing for a while."""
        self._nonce(request)

        async def events() -> AsyncIterator[str]:
            yield "event: hello\ndata: .\n\n"
            await asyncio.sleep(_PATIENCE)

        return StreamingResponse(events(), headers={"X-Accel-Buffering": "no"}, media_type="text/event-stream")
