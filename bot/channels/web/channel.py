"""The web channel: takes what the page says, keeps what the assistant answers."""

from __future__ import annotations

from typing import Any

from starlette.routing import BaseRoute

from bot.channels.web import saying
from bot.channels.web.calendars import Calendar, Calendars
from bot.channels.web.dashboard.gate import Gate
from bot.channels.web.dashboard.pages import DashboardPages
from bot.channels.web.dashboard.ports import Desk
from bot.channels.web.dashboard.view import ROOT
from bot.channels.web.demo import Demo
from bot.channels.web.demo_clock import Hands
from bot.channels.web.events import Listeners
from bot.channels.web.limits import Buckets, DailyAllowance
from bot.channels.web.origins import base_of
from bot.channels.web.outside import Outside
from bot.channels.web.page import ChatPage
from bot.channels.web.ports import Messages
from bot.channels.web.sessions import NEWCOMERS, Sessions
from bot.channels.web.state import PageState
from bot.channels.web.talk import PageWriter
from bot.channels.web.uploads import Uploads, UploadSlots
from bot.kit.clock import Clock
from bot.kit.reception import Reception
from bot.messages import Arrival, Incoming, Reply
from bot.ports.channels import Capabilities, Intake, SendError
from bot.ports.files import SUFFIXES, USUAL, Everybody, FileLimits, Files, Keeping
from bot.texts import Texts

_SHOWN = ("title", "text", "choices", "nav", "grid", "menu", "refused")

_PATIENT = 30
"""Seconds of reading that may come at once: a long chat with all its pictures."""


class WebChannel:
    """The chat that the program serves itself, at the address `public`. `secure`: people reach it by https."""

    name = saying.NAME
    # No platform limits us here: two hundred a second leave the database to the conversations.
    capabilities = Capabilities(per_second=200, keeps=True)

    def __init__(
        self,
        *,
        messages: Messages,
        files: Files,
        texts: Texts,
        clock: Clock,
        intake: Intake,
        secret: str,
        secure: bool,
        demo: Demo | None = None,
        keeping: Keeping | None = None,
        limits: FileLimits = USUAL,
        calendar: Calendar | None = None,
        desk: Desk | None = None,
        public: str = "",
        live: int = 6000,
        live_each: int = 1500,
        newcomers: tuple[int, int] = NEWCOMERS,
        reads: float = 20,
    ) -> None:
        self.reception = Reception(self.name, clock)
        self._public = public.rstrip("/")
        self._messages = messages
        self._files = files
        self._clock = clock
        self._listeners = Listeners(live, live_each)
        sessions = Sessions(
            secret,
            secure=secure,
            demo=demo,
            messages=messages,
            clock=clock,
            newcomers=newcomers,
            base=base_of(public),
        )
        reading = Buckets(rate=reads, burst=int(reads * _PATIENT))
        talk = PageWriter(
            messages=messages,
            files=files,
            texts=texts,
            clock=clock,
            intake=intake,
            sessions=sessions,
            listeners=self._listeners,
            reading=reading,
        )
        base = base_of(public)
        gate = Gate(desk, clock, secure=secure, base=base, reads=reads) if desk else None
        page = ChatPage(texts, base)
        self._parts = (
            page,
            DashboardPages(desk, gate, texts, base=base, version=page.version, demo=demo),
            PageState(
                messages=messages,
                texts=texts,
                clock=clock,
                sessions=sessions,
                listeners=self._listeners,
                reading=reading,
                demo=demo,
                max_upload=limits.largest,
            ),
            talk,
            Uploads(
                talk,
                files,
                keeping or Everybody(),
                texts,
                limits,
                UploadSlots(limits.uploads),
                DailyAllowance(limits.address),
            ),
            Hands(texts=texts, listeners=self._listeners, demo=demo),
            Calendars(calendar),
            Outside(secret),
        )

    def routes(self) -> list[BaseRoute]:
        return [route for part in self._parts for route in part.routes()]

    async def translate(self, arrival: Arrival) -> Incoming | None:
        """What was said; the file it may bring was stored when it came."""
        return saying.incoming(arrival)

    def link(self, code: str) -> str:
        return f"{self._public}/join/{code}" if self._public else ""

    def at(self, opening: str) -> str:
        return f"{self._public}/#go={opening}" if self._public else ""

    def dashboard(self, code: str) -> str:
        """The address that opens the dashboard with a one-time code; "" where no public address is known."""
        return f"{self._public}{ROOT}/open/{code}" if self._public else ""

    def cost(self, reply: Reply) -> int:
        return 1

    async def send(self, address: str, reply: Reply, parts: int = 0) -> str:
        """Keeps the reply in the chat, and shows it where the page is open.

        A chat is a log: the answer to a press takes the place of nothing, only what asks for it (`only_edit`) does.
        """
        raw = reply.to_json()
        payload: dict[str, Any] = {key: raw[key] for key in _SHOWN if key in raw}
        try:
            if reply.files:
                payload["files"] = [await self._file(file_id, name) for file_id, name in reply.named_files()]
            number = await self._keep(address, reply, payload)
        except SendError:
            raise
        except Exception as error:
            # The only way between here and the page is our own database: what it did not take was not delivered.
            raise SendError("retry", f"{type(error).__name__}: {error}", 1) from error
        self._listeners.wake(address)
        return str(number)

    async def _keep(self, address: str, reply: Reply, payload: dict[str, Any]) -> int:
        if not reply.only_edit:
            return await self._messages.add(address, "out", payload, self._clock())
        number = int(reply.edit) if reply.edit.isdecimal() else 0
        if not await self._messages.edit(address, number, payload, self._clock()):
            raise SendError("refused", "the message is gone")
        return number

    async def _file(self, file_id: str, name: str) -> dict[str, Any]:
        """A file as the chat shows it; one that is lost is shown as lost rather than holding up the text."""
        kind = await self._files.kind(file_id)
        named = {"name": name + SUFFIXES.get(kind, "")} if name and kind else {}
        width, height = await self._files.size(file_id) if kind.startswith("image/") else (0, 0)
        sized = {"width": width, "height": height} if width else {}
        return {"id": file_id, "type": kind, **named, **sized}

    async def start(self) -> None:
        """Nothing to do: the routes are all there is."""

    async def stop(self) -> None:
        """Ends the live connections; the server can stop only after that."""
        self._listeners.close()

    async def close(self) -> None: ...
