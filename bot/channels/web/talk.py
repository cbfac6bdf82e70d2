"""What the page says: taken durably, shown in the chat, given to the dispatcher."""

from __future__ import annotations

from contextlib import suppress
from pathlib import PurePath

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.channels.web.bodies import body_of
from bot.channels.web.device import device_of
from bot.channels.web.events import Listeners
from bot.channels.web.guard import FILE_POLICY, Refused, refuse_forged, sealed
from bot.channels.web.limits import Buckets
from bot.channels.web.ports import Messages
from bot.channels.web.saying import MAX_BODY, PageMessage, read
from bot.channels.web.sessions import Seat, Sessions, slow_down
from bot.channels.web.state import language_of, shown
from bot.kit.clock import Clock
from bot.ports.channels import Intake
from bot.ports.files import SUFFIXES, Files
from bot.texts import Texts
from ocop_domain.text import file_name

log = structlog.get_logger(__name__)

CHAT_HEADER = "X-OCOP-Chat"
"""The tag of the chat that the page shows; a page of an earlier version does not say it."""


class PageWriter:
    """Writes for the page, and the files it shows."""

    def __init__(
        self,
        *,
        messages: Messages,
        files: Files,
        texts: Texts,
        clock: Clock,
        intake: Intake,
        sessions: Sessions,
        listeners: Listeners,
        reading: Buckets,
    ) -> None:
        self._messages = messages
        self._files = files
        self._texts = texts
        self._clock = clock
        self._intake = intake
        self._sessions = sessions
        self._listeners = listeners
        self._reading = reading
        self._pace = Buckets(rate=5, burst=20)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/api/send", sealed(self.send), methods=["POST"]),
            Route("/files/{file_id}", sealed(self.file)),
        ]

    async def send(self, request: Request) -> Response:
        """A text or a press. 202: it is kept, and will be answered."""
        refuse_forged(request, "application/json")
        seat = await self.seat(request)
        body = await body_of(request, MAX_BODY)
        if body is None:
            raise Refused(413, "web.message_large")
        return await self.keep(request, seat, read(body, language_of(request, self._texts)))

    async def file(self, request: Request) -> Response:
        """A file, to those in whose chat it was shown; to others it does not exist."""
        file_id = request.path_params["file_id"]
        seat = await self._sessions.one_of(request)
        slow_down(self._reading, seat)
        if len(file_id) != 32 or not all(c in "0123456789abcdef" for c in file_id):
            raise Refused(404, "web.no_file")
        name = await self._messages.file_name(seat.address, file_id)
        kind = await self._kind(file_id) if name is not None else ""
        if name is None or not kind:
            raise Refused(404, "web.no_file")
        shown_how = "inline" if kind.startswith("image/") else "attachment"
        called = (file_name(PurePath(name).stem) or file_id[:8]) + SUFFIXES.get(kind, ".bin")
        headers = {
            "Content-Disposition": f"{shown_how}; filename=\"{called}\"; filename*=UTF-8''{called}",
            "Content-Security-Policy": FILE_POLICY,
            "Cache-Control": "private, max-age=31536000, immutable",
        }
        if kind.startswith("image/") and request.query_params.get("size") == "small":
            with suppress(ValueError):
                data, kind = await self._files.small(file_id)
                return Response(data, 200, headers, kind)
        # Piece by piece: a whole dossier need not lie in memory.
        return StreamingResponse(self._files.pieces(file_id), 200, headers, kind)

    async def _kind(self, file_id: str) -> str:
        try:
            return await self._files.kind(file_id)
        except OSError:
            raise Refused(503, "web.busy", retry_after=5) from None

    async def seat(self, request: Request) -> Seat:
        """Whose chat this is, if they do not speak too fast."""
        seat = await self._sessions.one_of(request)
        meant = request.headers.get(CHAT_HEADER, seat.tag)
        if meant != seat.tag:  # the page shows another chat than the one that its cookie opens by now
            raise Refused(401, "web.no_session")
        slow_down(self._pace, seat)
        return seat

    def _about(self, request: Request) -> dict[str, str]:
        """What the request tells of the browser: the kind of phone, and which network it comes from."""
        return {
            "device": device_of(request.headers.get("user-agent", "")),
            "origin": self._sessions.origin(request),
        }

    async def keep(self, request: Request, seat: Seat, said: PageMessage) -> Response:
        """First the chat, so that the answer comes after it; both know what they have seen already."""
        try:
            message = await self._messages.add_once(seat.address, said.update, said.shown, self._clock())
            await self._intake([said.arrival(seat.address, self._about(request))])
            await self._sessions.mark(seat)
        except Exception:
            # The database is down, whichever it is: the page keeps what was said and sends it again.
            log.exception("not taken", update=said.update)
            raise Refused(503, "web.busy", retry_after=2) from None
        self._listeners.wake(seat.address)
        response = JSONResponse({"message": shown(message)}, 202)
        if seat.stale:
            self._sessions.keep(response, [seat])
        return response

    async def language(self, seat: Seat) -> str:
        """The language of who speaks in this chat; "" when nobody has spoken there."""
        return await self._messages.language(seat.address)
