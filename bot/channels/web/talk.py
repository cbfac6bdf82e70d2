"""What the page says: taken durably, shown in the chat, given to the desk."""

from __future__ import annotations

from pathlib import PurePath

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.channels.web.bodies import body_of
from bot.channels.web.events import Listeners
from bot.channels.web.guard import FILE_POLICY, Refused, refuse_forged, sealed
from bot.channels.web.limits import Buckets
from bot.channels.web.ports import Messages
from bot.channels.web.saying import MAX_BODY, Said, read, read_file, update_of
from bot.channels.web.sessions import Seat, Sessions
from bot.channels.web.state import language_of, shown
from bot.clock import Clock
from bot.ports.channels import Intake
from bot.ports.files import SUFFIXES, Files
from bot.texts import Texts
from ocop_domain.text import file_name
from ocop_domain.writing import one_line

log = structlog.get_logger(__name__)

_UPLOADS = 24
"""Files that are taken at the same time: each lies in memory until it is complete."""


class Talk:
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
        max_upload: int,
    ) -> None:
        self._messages = messages
        self._files = files
        self._texts = texts
        self._clock = clock
        self._intake = intake
        self._sessions = sessions
        self._listeners = listeners
        self._max_upload = max_upload
        self._pace = Buckets(rate=5, burst=20)
        self._uploading = 0

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/api/send", sealed(self.send), methods=["POST"]),
            Route("/api/upload", sealed(self.upload), methods=["POST"]),
            Route("/files/{file_id}", sealed(self.file)),
        ]

    async def send(self, request: Request) -> Response:
        """A text or a press. 202: it is kept, and will be answered."""
        refuse_forged(request, "application/json")
        seat = self._seat(request)
        body = await body_of(request, MAX_BODY)
        if body is None:
            raise Refused(413, "web.too_long")
        said = read(body, language_of(request, self._texts))
        return await self._keep(seat, said, self._sessions.origin(request))

    async def upload(self, request: Request) -> Response:
        """A photo or PDF: the body is the file itself, so that nothing is copied twice on its way."""
        refuse_forged(request, "application/octet-stream")
        seat = self._seat(request)
        update = update_of(request.query_params.get("id"))
        name = one_line(request.query_params.get("name", ""))
        if self._uploading >= _UPLOADS:
            raise Refused(503, "web.busy", retry_after=5)
        self._uploading += 1
        try:
            body = await body_of(request, self._max_upload)
            if body is None:
                raise await self._refusal(request, seat, 413, "error.file_large", name)
            kept = await self._files.put(body, name)
        except OSError:
            # Where files are kept is out of reach: the page holds the file and sends it again.
            log.exception("file not taken", update=update)
            raise Refused(503, "web.busy", retry_after=5) from None
        finally:
            self._uploading -= 1
        if kept.refused:
            raise await self._refusal(request, seat, 422, kept.refused, kept.name)
        return await self._keep(seat, read_file(update, kept, language_of(request, self._texts)))

    async def file(self, request: Request) -> Response:
        """A file, to those in whose chat it was shown; to others it does not exist."""
        file_id = request.path_params["file_id"]
        seat = self._sessions.one_of(request)
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
        # Piece by piece: a whole dossier need not lie in memory.
        return StreamingResponse(self._files.pieces(file_id), 200, headers, kind)

    async def _kind(self, file_id: str) -> str:
        try:
            return await self._files.kind(file_id)
        except OSError:
            raise Refused(503, "web.busy", retry_after=5) from None

    def _seat(self, request: Request) -> Seat:
        seat = self._sessions.one_of(request)
        if wait := self._pace.take(seat.address):
            raise Refused(429, "web.too_fast", retry_after=wait)
        return seat

    async def _keep(self, seat: Seat, said: Said, origin: str = "") -> Response:
        """First the chat, so that the answer comes after it; both know what they have seen already."""
        try:
            message = await self._messages.add_once(seat.address, said.update, said.shown, self._clock())
            await self._intake([said.arrival(seat.address, origin)])
        except Exception:
            # The database is down, whichever it is: the page keeps what was said and sends it again.
            log.exception("not taken", update=said.update)
            raise Refused(503, "web.busy", retry_after=2) from None
        self._listeners.wake(seat.address)
        return JSONResponse({"message": shown(message)}, 202)

    async def _refusal(self, request: Request, seat: Seat, status: int, key: str, name: str) -> Refused:
        language = await self._messages.language(seat.address) or language_of(request, self._texts)
        return Refused(status, key, text=self._texts[language](key, name=name))
