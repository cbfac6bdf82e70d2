"""What every request passes first: who is really asking, by which way, and for which of our pages."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.channels.web.origins import ORIGIN, PEER, base_of, origin_of
from bot.channels.web.plain import PlainPages
from bot.settings.kinds import is_local

_MAPPED = "::ffff:"
"""How an IPv4 address looks to a server that listens on IPv6."""
_FORWARDED = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via")
"""What proxies add."""


class Front:
    """`public` is the address that people know, maybe with a path of its own; of `proxies` it is believed for whom
    they ask. What is `private` (the demonstration) is shown to this machine only.
    """

    def __init__(self, app: ASGIApp, *, public: str, proxies: list[str], plain: PlainPages, private: bool) -> None:
        self._origin, self._base = origin_of(public), base_of(public)
        self._app: Any = ProxyHeadersMiddleware(cast(Any, app), proxies)
        self._plain = plain
        self._private = private

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host, port = scope.get("client") or ("", 0)
        host = host.removeprefix(_MAPPED)
        scope = {**scope, "client": (host, port), ORIGIN: self._origin, PEER: host, "path": self._path(scope["path"])}
        request = Request(scope)
        if self._private and not _from_here(request):
            await self._plain.answer(request, 403, "web.demo_private")(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _path(self, path: str) -> str:
        """The page's path, whether or not the proxy took our own part off."""
        if self._base and (path == self._base or path.startswith(f"{self._base}/")):
            return path.removeprefix(self._base) or "/"
        return path


def _from_here(request: Request) -> bool:
    """Whether a browser of this machine asks, with no proxy in between.

    The plainest nginx names us as Host and adds nothing, but speaks HTTP/1.0, which no browser does.
    """
    if request.scope.get("http_version") == "1.0" or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return is_local(urlsplit(f"//{request.headers.get('host', '')}").hostname or "")
    except ValueError:
        return False
