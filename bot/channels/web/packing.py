"""Makes text answers small before they travel: mobile data costs money."""

from __future__ import annotations

import gzip

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.wishes import takes_gzip

_WORTH = 600
"""Bytes from which packing saves something."""
_TEXTS = ("text/html", "text/css", "text/javascript", "text/calendar", "application/json", "image/svg+xml")


def pack(request: Request, response: Response) -> None:
    """Packs a whole answer of text where the browser takes it. What flows (live messages, files) stays as it is."""
    body = getattr(response, "body", b"")
    kind = response.headers.get("content-type", "").partition(";")[0]
    if kind not in _TEXTS or len(body) < _WORTH or "content-encoding" in response.headers:
        return
    response.headers.add_vary_header("Accept-Encoding")
    if not takes_gzip(request.headers.get("accept-encoding", "")):
        return
    response.body = gzip.compress(body, 6, mtime=0)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.body))
