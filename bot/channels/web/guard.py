"""What stands around every answer: headers that lock the page, refusals as JSON, no forged requests."""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from urllib.parse import urlsplit

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.web.origins import ORIGIN, origin_of
from bot.channels.web.packing import pack
from bot.handlers.services import DatabaseDown

log = structlog.get_logger(__name__)

Endpoint = Callable[[Request], Awaitable[Response]]

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self';"
    " manifest-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""A photo or PDF opened on its own runs nothing."""
HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
OWN_HEADER = "X-OCOP"
"""Only a script of our own page can set it: no form of another site, no image, no link."""


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """An answer that says no: `key` names the text, which the page knows and fills with `values`; or `text` is it."""

    def __init__(
        self,
        status: int,
        key: str,
        *,
        text: str = "",
        retry_after: float = 0,
        values: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.text = text
        self.retry_after = retry_after
        self.values = values

    def answer(self) -> JSONResponse:
        headers = {"Retry-After": str(math.ceil(self.retry_after))} if self.retry_after else {}
        said = {"error": self.key, "text": self.text} | ({"values": dict(self.values)} if self.values else {})
        return JSONResponse(said, self.status, headers)


def sealed(endpoint: Endpoint) -> Endpoint:
    """The endpoint, with the headers on all that it answers (where it did not set its own)."""

    @wraps(endpoint)
    async def guarded(request: Request) -> Response:
        try:
            response = await endpoint(request)
        except Refused as refused:
            response = refused.answer()
        except DatabaseDown as down:
            log.warning("not answered", path=request.url.path, why=str(down))
            response = Refused(503, "web.busy", retry_after=2).answer()
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        pack(request, response)
        return response

    return guarded


def refuse_forged(request: Request, content_type: str) -> None:
    """Lets only our own page write: its header, its content type, its origin.

    Its origin is that of `OCOP_WEB_URL`, for a proxy need not pass on the Host that the browser named. Where origin and
    Host agree the page came from this address: no other site has the cookie of it.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.headers.get(OWN_HEADER) != "1" or kind != content_type:
        raise Refused(403, "web.forged")
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise Refused(403, "web.forged")
    origin = request.headers.get("origin")
    if origin is None or (origin_of(origin) and origin_of(origin) == request.scope.get(ORIGIN)):
        return
    if urlsplit(origin).netloc != request.headers.get("host"):
        raise Refused(403, "web.forged")
