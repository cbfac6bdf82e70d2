"""The HTTP side: tokens, methods, answers, faults."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any, Self
from urllib.parse import unquote

from aiohttp import web
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler

from . import callbacks, editing, menu, sending
from .answers import answer, error_answer
from .errors import ApiError
from .faults import Fault, FaultBook
from .limits import Deliveries, Limits
from .params import Json, Params, read_params
from .polling import Poller
from .updates import Update
from .webhook import Webhook
from .world import Call, World

_BODY_LIMIT = 64 << 20
Route = Callable[[web.BaseRequest, str], Any]


class Server(World):
    """The state of Telegram behind its HTTP face."""

    def __init__(self, *args: Any, host: str = "127.0.0.1", port: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.host, self.port = host, port
        self.faults: FaultBook = FaultBook()
        self.limits = Limits()
        self.deliveries = Deliveries()
        self.keep_deliveries = False  # each of them, although there is no log
        self.down = False
        self.poller = Poller(self.updates)
        self.webhook = Webhook(self.updates, self._execute_reply)
        self.updates.listener = self._on_update
        self.extra_routes: dict[str, Route] = {}
        self.methods = self._collect_methods()
        self._stopped = asyncio.Event()
        self._web: web.Server | None = None
        self._listener: asyncio.Server | None = None

    def _collect_methods(self) -> dict[str, tuple[str, Callable[[World, Params], Any]]]:
        own: dict[str, Any] = {
            "getMe": lambda _w, _p: self.me,
            "getFile": lambda w, p: w.files.link(p.text("file_id"), w.clock()),
            "getUpdates": lambda _w, p: self.poller.get_updates(p, webhook=bool(self.webhook.target.url)),
            "setWebhook": lambda _w, p: self._set_webhook(p),
            "deleteWebhook": lambda _w, p: self.webhook.delete(p),
            "getWebhookInfo": lambda _w, _p: self.webhook.info(),
        }
        for module in (sending, editing, callbacks, menu):
            own |= module.METHODS
        return {name.lower(): (name, method) for name, method in own.items()}

    @property
    def me(self) -> Json:
        """getMe."""
        return {
            **self.bot,
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    @property
    def api_url(self) -> str:
        """Where bots find it: base_url is this plus /bot, base_file_url this plus /file/bot."""
        return f"http://{self.host}:{self.port}"

    @property
    def connections(self) -> int:
        """How many are open."""
        return len(self._web.connections) if self._web else 0

    async def start(self) -> None:
        """Listen."""
        self._web = web.Server(self._handle, request_factory=self._request, handler_cancellation=True, access_log=None)
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(self._web, self.host, self.port, backlog=1024)
        self.port = self._listener.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Close everything, hanging calls included."""
        self._stopped.set()
        self.poller.abort("Conflict: terminated by shutdown")
        await self.webhook.close()
        if self._listener is not None and self._web is not None:
            self._listener.close()
            await self._web.shutdown(0.2)
            await self._listener.wait_closed()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.stop()

    def forget(self) -> None:
        """Begin anew with the same address: no people, messages, log, faults, webhook."""
        self.poller.abort("Conflict: terminated by reset")
        self.webhook.delete(Params({}))
        self.webhook.attempts.clear()
        self.faults = FaultBook()
        self.limits.forget()
        self.deliveries = Deliveries()
        self.down = self.poller.paused = False
        self.webhook.resume()
        self.reset()

    def _on_update(self, update: Update) -> None:
        self.webhook.on_update(update)
        self.poller.on_update(update)

    def _set_webhook(self, p: Params) -> tuple[bool, str]:
        result = self.webhook.set(p)
        if p.text("url"):
            self.poller.abort("Conflict: terminated by setWebhook request")
        return result

    def _request(
        self,
        message: RawRequestMessage,
        payload: StreamReader,
        protocol: RequestHandler,
        writer: Any,
        task: "asyncio.Task[None]",
    ) -> web.BaseRequest:
        return web.BaseRequest(
            message, payload, protocol, writer, task, asyncio.get_running_loop(), client_max_size=_BODY_LIMIT
        )

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        path, _, query = request.raw_path.partition("?")
        if "%" in path:
            path = unquote(path)
        parts = path.split("/", 3)
        if len(parts) >= 3 and parts[1].startswith("bot"):
            if (refusal := self._check_token(parts[1][3:])) is not None:
                return refusal
            return await self._serve(request, parts[2], query)
        if path.startswith("/file/bot") and len(parts) == 4:
            return self._download(parts[2][3:], parts[3])
        if (route := self.extra_routes.get(parts[1])) is not None:
            response: web.StreamResponse = await route(request, path)
            return response
        return error_answer(ApiError(404, "Not Found"))

    def _check_token(self, token: str) -> web.Response | None:
        if token == self.token:
            return None
        number, _, secret = token.partition(":")
        well_formed = number.isdigit() and len(secret) >= 20
        return error_answer(ApiError(401, "Unauthorized") if well_formed else ApiError(404, "Not Found"))

    def _download(self, token: str, path: str) -> web.Response:
        if (refusal := self._check_token(token)) is not None:
            return refusal
        try:
            file = self.files.download(path, self.clock())
        except ApiError as refused:
            return error_answer(refused)
        return web.Response(body=file.content, content_type="application/octet-stream")

    async def _serve(self, request: web.BaseRequest, name: str, query: str) -> web.StreamResponse:
        try:
            params = await read_params(request, query)
            params.sender = request.headers.get("User-Agent", "")
        except ApiError as refused:
            return error_answer(refused)
        if self.down:
            return error_answer(ApiError(502, "Bad Gateway"))
        fault = self.faults.take(name.lower(), params.raw.get("chat_id"))
        if fault is None:
            return answer(await self.call(name, params))
        return await self._serve_badly(request, name, params, fault)

    async def _serve_badly(
        self, request: web.BaseRequest, name: str, params: Params, fault: Fault
    ) -> web.StreamResponse:
        await asyncio.sleep(fault.delay)
        if fault.odd is not None:
            self._record(name, params, error=ApiError(0, "odd answer (fault)"))
            return web.Response(body=fault.odd, content_type="application/json")
        if fault.error is not None:
            if fault.executed:
                await self.call(name, params)
            call = self._record(name, params, error=fault.error)
            return web.Response(status=call.code, text="<html>") if fault.html else answer(call, fault.error)
        call = (
            await self.call(name, params)
            if fault.executed
            else self._record(name, params, error=ApiError(0, "no answer (fault)"))
        )
        if fault.silent:
            with contextlib.suppress(asyncio.CancelledError):
                await self._stopped.wait()
        if (fault.silent or fault.dropped) and request.transport is not None:
            request.transport.abort()
        return answer(call)

    async def call(self, name: str, params: Params, via: str = "http") -> Call:
        """Execute one method and keep it in the log; refusals are recorded, not raised."""
        found = self.methods.get(name.lower())
        if found is None:
            return self._record(name, params, via, error=ApiError(404, "Not Found: method not found"))
        canonical, method = found
        try:
            speaks = canonical.startswith(("sendM", "sendP", "sendD", "edit"))
            now = self.clock()
            if speaks and self.limits.enforced:
                self.limits.check(params.integer("chat_id"), now)
            result = method(self, params)
            if asyncio.iscoroutine(result):
                result = await result
        except ApiError as refused:
            return self._record(canonical, params, via, error=refused)
        if speaks:
            keep = self.keep_log or self.keep_deliveries
            self.deliveries.note(params.integer("chat_id"), canonical, params.text("text"), now=now, keep=keep)
        return self._record(canonical, params, via, result=result)

    def _record(
        self,
        name: str,
        params: Params,
        via: str = "http",
        *,
        result: Any = None,
        error: ApiError | None = None,
    ) -> Call:
        description, code = "", 200
        parameters: dict[str, int] = {}
        if isinstance(result, tuple):
            result, description = result
        if error is not None:
            code, description, parameters = error.code, error.description, error.parameters
        call = Call(self.clock(), name, params.loggable(), error is None, result, code, description, via, parameters)
        self.counts[name if error is None else f"{name} {code}"] += 1
        if self.keep_log and name != "getUpdates":
            self.log.append(call)
        return call

    async def _execute_reply(self, value: Json) -> None:
        """A call that came in the answer to a webhook request: nobody hears its result."""
        method = str(value.pop("method"))
        await self.call(method, Params(value), via="webhook reply")
