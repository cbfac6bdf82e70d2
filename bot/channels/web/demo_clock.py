"""The hands of the demonstration: whoever has the page open may move its clock on, and choose another programme."""

from __future__ import annotations

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.bodies import body_of
from bot.channels.web.demo import STEPS, Demo, NothingAhead, Step
from bot.channels.web.events import Listeners
from bot.channels.web.guard import Refused, refuse_forged, sealed
from bot.channels.web.limits import Buckets
from bot.kit.documents import read_json
from bot.texts import Texts

log = structlog.get_logger(__name__)

_BODY = 200


class Hands:
    """Moves the clock for the page, one move at a time; outside the demonstration there is nothing to move."""

    def __init__(self, *, texts: Texts, listeners: Listeners, demo: Demo | None) -> None:
        self._texts = texts
        self._listeners = listeners
        self._demo = demo
        self._pace = Buckets(rate=5, burst=20)  # of all pages together: it is the clock of all
        self._moving = False

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/api/clock", sealed(self.move), methods=["POST"]),
            Route("/api/programme", sealed(self.choose), methods=["POST"]),
        ]

    async def move(self, request: Request) -> Response:
        """Answers when the new day has come; its messages come to the page as all others do."""
        demo = self._demo
        if not demo or not demo.advance:
            raise Refused(404, "web.not_understood")
        refuse_forged(request, "application/json")
        if wait := self._pace.take(""):
            raise Refused(429, "web.too_fast", retry_after=wait)
        by = _step(await body_of(request, _BODY))
        if self._moving:
            raise Refused(409, "web.clock.busy", retry_after=1)
        self._moving = True
        try:
            await demo.advance(by)
        except NothingAhead:
            raise Refused(409, "web.clock.nothing") from None
        except Exception:
            log.exception("clock not moved", by=by)
            raise Refused(503, "web.clock.failed", retry_after=2) from None
        finally:
            self._moving = False
            for window in demo.windows:  # even a move that failed half-way may have brought a new day
                self._listeners.wake(window.address)
        return JSONResponse({"day": demo.days(self._texts)})

    async def choose(self, request: Request) -> Response:
        """Another programme: its demonstration takes the place of this one, which waits to be chosen again."""
        demo = self._demo
        if not demo or not demo.choosing.choose:
            raise Refused(404, "web.not_understood")
        refuse_forged(request, "application/json")
        if wait := self._pace.take(""):
            raise Refused(429, "web.too_fast", retry_after=wait)
        chosen = _said(await body_of(request, _BODY), "id")
        if not isinstance(chosen, str) or chosen not in demo.choosing.programmes:
            raise Refused(400, "web.not_understood")
        if demo.preparing.now or self._moving:
            raise Refused(409, "web.programme.busy", retry_after=5)
        if chosen != demo.choosing.now:
            demo.choosing.failed = ""
            demo.choosing.choose(chosen)
        return JSONResponse({"chosen": chosen})


def _said(body: bytes | None, name: str) -> object:
    """What a request says under this name."""
    try:
        raw = read_json(body or b"")
    except ValueError:
        raise Refused(400, "web.not_understood") from None
    return raw.get(name) if isinstance(raw, dict) else None


def _step(body: bytes | None) -> Step:
    by = _said(body, "by")
    for step in STEPS:
        if by == step:
            return step
    raise Refused(400, "web.not_understood")
