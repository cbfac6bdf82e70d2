"""The addresses of the dashboard: signing in and out, its pages, and its tables as files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.dashboard import view
from bot.channels.web.dashboard.gate import Gate, form_of
from bot.channels.web.dashboard.ports import Desk
from bot.channels.web.dashboard.view import ROOT, Look
from bot.channels.web.demo import Demo
from bot.channels.web.device import device_of
from bot.channels.web.guard import Refused, sealed
from bot.channels.web.plain import PlainPages
from bot.channels.web.saying import NAME as WEB
from bot.channels.web.state import language_of
from bot.handlers.dashboard import pages, products
from bot.handlers.dashboard.overview import NAME as FIRST
from bot.handlers.dashboard.page import Link, NotThere
from bot.handlers.shared.openings import opening_of
from bot.records.dashboard import SIGNED_IN, SignedIn
from bot.texts import Texts, Translator
from ocop_domain.rights import SPECS, Act
from ocop_domain.text import file_name

_FILES = {
    products.CSV: "text/csv; charset=utf-8",
    products.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_STAFF = frozenset(role.value for role, spec in SPECS.items() if Act.OVERSEE in spec.acts)
"""Whose windows of the demonstration have a dashboard."""
_SMALL = ("android", "iphone")
"""Where the choices are folded away until they are wanted."""
_CODE = 64
"""Letters of a code at most."""

Endpoint = Callable[[Request], Awaitable[Response]]


class DashboardPages:
    """Everything below /dashboard. Without a desk there is none."""

    def __init__(
        self, desk: Desk | None, gate: Gate | None, texts: Texts, *, base: str, version: str, demo: Demo | None
    ) -> None:
        self._desk = desk
        self._gate = gate
        self._texts = texts
        self._base = base
        self._version = version
        self._demo = demo
        self._plain = PlainPages(texts, base)
        self._address = view.addresses(base)

    def routes(self) -> list[BaseRoute]:
        if self._desk is None or self._gate is None:
            return []
        return [
            Route(ROOT, self._shown(self.first)),
            Route(f"{ROOT}/open/{{code}}", self._shown(self.ask)),
            Route(f"{ROOT}/open", self._shown(self.open), methods=["POST"]),
            Route(f"{ROOT}/window", self._shown(self.window), methods=["POST"]),
            Route(f"{ROOT}/out", self._shown(self.out), methods=["POST"]),
            Route(f"{ROOT}/{products.NAME}.{{kind}}", self._shown(self.table)),
            Route(f"{ROOT}/{{name}}", self._shown(self.page)),
        ]

    def _shown(self, endpoint: Endpoint) -> Endpoint:
        """The endpoint, with refusals as pages: whoever looks here is a person at a browser."""

        @wraps(endpoint)
        async def answered(request: Request) -> Response:
            try:
                return await endpoint(request)
            except NotThere:
                return self._plain.answer(request, 404, "web.not_there")
            except Refused as refused:
                return self._plain.answer(request, refused.status, refused.key, refused.answer().headers)

        return sealed(answered)

    @property
    def desk(self) -> Desk:
        assert self._desk
        return self._desk

    @property
    def gate(self) -> Gate:
        assert self._gate
        return self._gate

    def _look(self, t: Translator) -> Look:
        return Look(self._base, self._version, t)

    # In and out

    async def ask(self, request: Request) -> Response:
        """The link was opened: shows whose dashboard it is, and spends nothing."""
        code = request.path_params["code"][:_CODE]
        turn = await self.gate.asked(request, code)
        if turn is None:
            return self._closed(request, 404, "dashboard.link_gone")
        whose = await self.desk.whose(turn)
        hours = int(SIGNED_IN.total_seconds() // 3600)
        return view.shown(self._look(turn.t), "open.html", whose=whose, code=code, hours=hours)

    async def open(self, request: Request) -> Response:
        """Somebody has seen whose it is, and said yes."""
        code = await form_of(request, "code")
        cookie = await self.gate.enter(request, code[:_CODE])
        if not cookie:
            return self._closed(request, 404, "dashboard.link_gone")
        response = RedirectResponse(self._address(Link(FIRST)), 303)
        self.gate.keep(response, cookie)
        return response

    async def window(self, request: Request) -> Response:
        """A window of the demonstration: everybody at this machine may look."""
        window = await form_of(request, "window")
        chosen = next((one for one in self._demo.windows if one.id == window), None) if self._demo else None
        person = await self.desk.in_window(chosen.address) if chosen else 0
        if chosen is None or not person:
            raise NotThere
        cookie = await self.gate.demonstrate(request, person, WEB, chosen.address)
        response = RedirectResponse(self._address(Link(FIRST)), 303)
        self.gate.keep(response, cookie)
        return response

    async def out(self, request: Request) -> Response:
        """Signed out: the cookie opens nothing any more, wherever it was copied to."""
        await form_of(request, "")
        await self.gate.leave(request)
        response = self._closed(request, 200, "dashboard.left")
        self.gate.drop(response)
        return response

    def _closed(self, request: Request, status: int, key: str) -> Response:
        """Nobody is signed in here: how one gets in."""
        t = self._texts[language_of(request, self._texts)]
        windows = (
            [(w.id, t(f"web.window.{w.id}")) for w in self._demo.windows if w.role in _STAFF] if self._demo else []
        )
        return view.shown(self._look(t), "closed.html", status, title=t(key), windows=windows)

    # Pages

    async def first(self, request: Request) -> Response:
        return await self._page(request, FIRST)

    async def page(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name == FIRST:  # it has one address, the shortest
            raise NotThere
        return await self._page(request, name)

    async def _page(self, request: Request, name: str) -> Response:
        known = await self.gate.known(request)
        if known is None:
            return self._closed(request, 401, "dashboard.closed_title")
        session, turn = known
        made = await pages.made(turn, name, request.query_params)
        links = [(Link(spec.name), turn.t(spec.label)) for spec in pages.found_by(turn)]
        return view.shown(
            self._look(turn.t),
            "page.html",
            page=made,
            pages=links,
            whose=await self.desk.whose(turn),
            address=self._address,
            chat=lambda data: self._chat(session, data),
            unfolded=device_of(request.headers.get("user-agent", "")) not in _SMALL,
            chat_start=self._chat_start(session),
        )

    async def table(self, request: Request) -> Response:
        """The rows that were asked for, as a file."""
        kind = request.path_params["kind"]
        known = await self.gate.known(request)
        if known is None:
            return self._closed(request, 401, "dashboard.closed_title")
        if kind not in _FILES:
            raise NotThere
        session, turn = known
        self.gate.slow_taking(session)
        data = await self.desk.table(turn, request.query_params, kind)
        called = f"{file_name(turn.t('dashboard.products'), turn.today.isoformat())}.{kind}"
        headers = {"Content-Disposition": f"attachment; filename=\"{called}\"; filename*=UTF-8''{quote(called)}"}
        return Response(data, 200, headers, _FILES[kind])

    # The way back into the chat

    def _chat(self, session: SignedIn, data: str) -> str:
        """The chat in which the link was asked for, at this screen; "" where no link can carry it."""
        opening = opening_of(data)
        if not opening:
            return ""
        return self.desk.at(session.channel, opening) or f"{self._base}/#go={opening}{self._in_window(session)}"

    def _chat_start(self, session: SignedIn) -> str:
        return self._chat(session, "overview") or f"{self._base}/"

    def _in_window(self, session: SignedIn) -> str:
        window = next((w.id for w in self._demo.windows if w.address == session.address), "") if self._demo else ""
        return f"&w={window}" if window else ""
