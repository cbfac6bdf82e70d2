"""Whether the house lives, whether it can work, and what it counted: for whoever watches it."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Sequence

import structlog
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.clock import Clock
from bot.metrics import TYPE, Metrics
from bot.ports.checks import Check
from bot.storage.queues import Queues
from bot.storage.store import Store

log = structlog.get_logger(__name__)

_PATIENCE = 3.0
"""Seconds that the database has to answer."""


class Health:
    """`token` opens /metrics; without one there is no such page."""

    def __init__(
        self,
        token: SecretStr | None,
        store: Store,
        queues: Queues,
        metrics: Metrics,
        clock: Clock,
        *,
        checks: Sequence[Check] = (),
    ) -> None:
        self._checks = checks
        self._token = token.get_secret_value() if token else ""
        self._store = store
        self._queues = queues
        self._metrics = metrics
        self._clock = clock

    def routes(self) -> list[BaseRoute]:
        pages = [Route("/healthz", self.alive), Route("/readyz", self.ready)]
        return [*pages, Route("/metrics", self.counted)] if self._token else [*pages]

    async def alive(self, request: Request) -> Response:
        """The process answers."""
        return PlainTextResponse("ok")

    async def ready(self, request: Request) -> Response:
        """The database answers too; else 503, so that nobody is sent here."""
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._store.kind()
        except Exception:
            log.exception("not ready")
            return PlainTextResponse("the database does not answer", 503)
        ill = [(check, words) for check in self._checks if (words := await check.look())]
        lines = [f"{check.name}: {words}" for check, words in ill]
        if any(check.vital for check, _ in ill):
            return PlainTextResponse("\n".join(lines), 503)
        return PlainTextResponse("\n".join(["ok", *lines]))

    async def counted(self, request: Request) -> Response:
        """Prometheus' text."""
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            return PlainTextResponse("forbidden", 403)
        now = self._clock()
        queues = [
            (q.channel, q.lane, q.state, q.rows, max(0.0, (now - q.oldest).total_seconds()))
            for q in await self._queues.waiting()
        ]
        return Response(self._metrics.text(queues), media_type=TYPE)
