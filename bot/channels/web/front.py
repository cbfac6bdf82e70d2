"""What every request passes first: who is really asking, by which way, and which origin is our own."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

ORIGIN = "ocop.origin"
"""Where the scope of a request keeps our own origin; "" when nobody said what it is."""
PEER = "ocop.peer"
"""Where the scope keeps who is connected: the visitor, or the proxy in front of us."""
_PORTS = {"http": 80, "https": 443}
_MAPPED = "::ffff:"
"""How an IPv4 address looks to a server that listens on IPv6."""


def origin_of(url: str) -> str:
    """Scheme, host and port as a browser says them in `Origin`; "" when the URL has none."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    shown = "" if port in {None, _PORTS[parts.scheme]} else f":{port}"
    return f"{parts.scheme}://{host}{shown}"


class Front:
    """`public` is the address that people know; of `proxies` it is believed for whom they ask."""

    def __init__(self, app: ASGIApp, *, public: str, proxies: list[str]) -> None:
        self._origin = origin_of(public)
        self._app: Any = ProxyHeadersMiddleware(cast(Any, app), proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            host, port = scope.get("client") or ("", 0)
            host = host.removeprefix(_MAPPED)
            scope = {**scope, "client": (host, port), ORIGIN: self._origin, PEER: host}
        await self._app(scope, receive, send)
