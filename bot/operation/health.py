"""Whether the assistant lives, whether it can work, and what it counted: for whoever watches it."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Sequence

import structlog
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.handlers.services import DatabaseDown
from bot.kit.checks import Check
from bot.kit.clock import Clock
from bot.kit.metrics import TYPE, Gauge, Metrics
from bot.storage.delivery.queues import Queues

log = structlog.get_logger(__name__)

PATIENCE = 3.0
"""Seconds that a part has to say that it is well."""


class Health:
    """`token` opens /metrics; without one there is no such page."""

    def __init__(
        self,
        token: SecretStr | None,
        checks: Sequence[Check],
        queues: Queues,
        metrics: Metrics,
        clock: Clock,
        *,
        gauges: Callable[[], Awaitable[list[Gauge]]] | None = None,
    ) -> None:
        self._token = token.get_secret_value() if token else ""
        self._checks = [_Looked(check) for check in checks]
        self._queues = queues
        self._metrics = metrics
        self._clock = clock
        self._gauges = gauges

    def routes(self) -> list[BaseRoute]:
        pages = [Route("/healthz", self.alive), Route("/readyz", self.ready)]
        return [*pages, Route("/metrics", self.counted)] if self._token else [*pages]

    async def alive(self, request: Request) -> Response:
        """The process answers."""
        return PlainTextResponse("ok")

    async def ready(self, request: Request) -> Response:
        """A line for each part that is ill; 503 when it is a vital one, so that nobody is sent here."""
        found = await asyncio.gather(*(looked.find() for looked in self._checks))
        ill = [(looked.check, words) for looked, words in zip(self._checks, found, strict=True) if words]
        lines = [f"{check.name}: {words}" for check, words in ill]
        if any(check.vital for check, _ in ill):
            log.warning("not ready", ill=lines)
            return PlainTextResponse("\n".join(lines), 503)
        return PlainTextResponse("\n".join(["ok", *lines]))

    async def stop(self) -> None:
        """Looks no longer."""
        for looked in self._checks:
            looked.stop()

    async def counted(self, request: Request) -> Response:
        """Prometheus' text."""
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), self._token.encode()):
            return PlainTextResponse("forbidden", 403)
        now = self._clock()
        try:
            waiting = await self._queues.waiting()
            gauges = await self._gauges() if self._gauges else []
        except DatabaseDown:
            waiting, gauges = [], []  # what was counted here is told all the same
        queues = [(q.channel, q.lane, q.state, q.rows, max(0.0, (now - q.oldest).total_seconds())) for q in waiting]
        return Response(self._metrics.text(queues, gauges), media_type=TYPE)


class _Looked:
    """One check: whoever asks while somebody looks hears what that one finds, and nobody waits for ever."""

    def __init__(self, check: Check) -> None:
        self.check = check
        self._looking: asyncio.Task[str] | None = None

    async def find(self) -> str:
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name=f"check {self.check.name}")
        done, _ = await asyncio.wait([self._looking], timeout=PATIENCE)
        return self._looking.result() if done else f"does not answer (waited {PATIENCE:g} seconds)"

    async def _look(self) -> str:
        """Words, never an exception: several may hear them."""
        try:
            return await self.check.look()
        except Exception as error:
            log.exception("check failed", check=self.check.name)
            return f"cannot be looked at ({type(error).__name__})"

    def stop(self) -> None:
        if self._looking:
            self._looking.cancel()
