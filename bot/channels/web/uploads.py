"""Photos and papers that the page sends: who may send how much; kept, shown, given to the dispatcher."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.guard import Refused, refuse_forged, sealed
from bot.channels.web.limits import DailyAllowance
from bot.channels.web.saying import NAME, read_file, update_of
from bot.channels.web.sessions import Seat
from bot.channels.web.state import language_of
from bot.channels.web.talk import PageWriter
from bot.channels.web.visitors import visitor_of
from bot.messages import Upload
from bot.ports.files import UNASKED, FileLimits, Files, Keeping
from bot.texts import Texts
from ocop_domain.writing import one_line

log = structlog.get_logger(__name__)

_PERSON = 3
"""Files that one chat may be sending at once."""
_GRACE = 30.0
"""Seconds in which an upload may be as slow as it likes, and may stand still."""
_SLOWEST = 1024
"""Bytes a second, on the whole, that come over the worst of networks; who sends less holds a place and no file."""


class UploadSlots:
    """Who is sending at this moment. One chat takes few of the places, one network address half of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: Counter[str] = Counter()

    @contextmanager
    def one(self, chat: str, network: str) -> Iterator[None]:
        """A place as long as the file comes, or a refusal that the page waits and tries again after."""
        held = {f"chat:{chat}": _PERSON, f"network:{network}": max(1, self._most // 2), "all": self._most}
        if any(self._taken[name] >= most for name, most in held.items()):
            raise Refused(503, "web.busy", retry_after=5)
        self._taken.update(held.keys())
        try:
            yield
        finally:
            self._taken.subtract(held.keys())
            self._taken += Counter()  # names without a place are forgotten


@dataclass(frozen=True, slots=True)
class Uploads:
    """Takes files for the chats of `talk`; `budget` is what one network address may send in a day."""

    talk: PageWriter
    files: Files
    keeping: Keeping
    texts: Texts
    limits: FileLimits
    places: UploadSlots
    budget: DailyAllowance

    def routes(self) -> list[BaseRoute]:
        return [Route("/api/upload", sealed(self.upload), methods=["POST"])]

    async def upload(self, request: Request) -> Response:
        """A photo or PDF: the body is the file itself, so that nothing is copied twice on its way."""
        refuse_forged(request, "application/octet-stream")
        seat = await self.talk.seat(request)
        update = update_of(request.query_params.get("id"))
        name = one_line(request.query_params.get("name", ""))
        network = visitor_of(request)
        with self.places.one(seat.address, network):
            body = await slow_body_of(request, self.limits.largest, self.limits.seconds)
        if body is None:
            raise await self._refusal(request, seat, 413, "error.file_large", name)
        try:
            kept = await self._keep(seat, network, body, name)
        except Exception:
            # Where files or people are kept is out of reach: the page holds the file and sends it again.
            log.exception("file not taken", update=update)
            raise Refused(503, "web.busy", retry_after=5) from None
        if kept.refused and kept.refused not in ASKS:
            raise await self._refusal(request, seat, 422, kept.refused, kept.name)
        return await self.talk.keep(request, seat, read_file(update, kept, language_of(request, self.texts)))

    async def _keep(self, seat: Seat, network: str, body: bytes, name: str) -> Upload:
        """The file as it was kept, or why it was not."""
        told = await self.keeping.refusal(NAME, seat.address, len(body))
        if told in {"", UNASKED} and not self.budget.take(network, len(body)):
            told = "error.quota_address"
        if told == UNASKED:
            self.keeping.hold(NAME, seat.address, body, name)
        return Upload("", name, "", len(body), told) if told else await self.files.put(body, name)

    async def _refusal(self, request: Request, seat: Seat, status: int, key: str, name: str) -> Refused:
        language = await self.talk.language(seat) or language_of(request, self.texts)
        return Refused(status, key, text=self.texts[language](key, name=name))


ASKS = frozenset({UNASKED, "consent.photo_refused", "error.quota_person"})
"""What is answered in the chat, with buttons: it is for the person to choose."""


async def slow_body_of(request: Request, limit: int, seconds: float) -> bytes | None:
    """The body of a file; None when it is larger than `limit`. One that drips, or takes too long in all, is cut off."""
    if int(request.headers.get("content-length") or 0) > limit:
        return None
    loop, body, stream = asyncio.get_running_loop(), bytearray(), request.stream()
    began = loop.time()
    try:
        while True:
            allowed = min(seconds, _GRACE + len(body) / _SLOWEST)
            async with asyncio.timeout_at(min(began + allowed, loop.time() + _GRACE)):
                chunk = await anext(stream, None)
            if chunk is None:
                return bytes(body)
            body += chunk
            if len(body) > limit:
                return None
    except (TimeoutError, ClientDisconnect):
        raise Refused(408, "web.busy") from None
