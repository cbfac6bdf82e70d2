"""Plain answers of the assistant itself: an address that does not exist, a fault, a door that stays shut."""

from __future__ import annotations

import hashlib
import html
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.web.guard import HEADERS
from bot.channels.web.wishes import wished_language
from bot.texts import REFERENCE, Texts

log = structlog.get_logger(__name__)

Handler = Callable[[Request, Exception], Awaitable[Response]]

_STYLE = (
    "body{margin:0;padding:15vh 24px;background:#f7f2e4;color:#1f2a22;"
    "font:18px/1.5 system-ui,sans-serif;text-align:center}h1{font-size:22px}a{color:#14532d}"
)
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}';"
    " form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_PAGE = (
    '<!doctype html><html lang="{language}"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
    "<style>{style}</style><main><h1>{title}</h1><p>{text}</p>{way}</main></html>"
)
_KEYS = {404: "web.not_there", 405: "web.not_so"}


class PlainPages:
    """Says a text of the catalogue in the language of the browser, to people as a page, to the page as JSON.

    `base` is the path that people know us under.
    """

    def __init__(self, texts: Texts, base: str = "") -> None:
        self._texts = texts
        self._base = base

    def answer(self, request: Request, status: int, key: str, headers: Mapping[str, str] | None = None) -> Response:
        """The text of `key`; a page where a person looks at it, and where there is something to open a way to it."""
        wished = request.headers.get("accept-language", "")
        t = self._texts[wished_language(wished, self._texts.languages, REFERENCE)]
        if "text/html" not in request.headers.get("accept", ""):
            response: Response = JSONResponse({"error": key, "text": t(key)}, status)
        else:
            way = f'<p><a href="{self._base}/">{html.escape(t("web.to_start"))}</a></p>' if status == 404 else ""
            slots = {"language": t.language, "title": html.escape(t("web.title")), "text": html.escape(t(key))}
            response = Response(_PAGE.format(**slots, style=_STYLE, way=way), status, media_type="text/html")
            response.headers["Content-Security-Policy"] = _POLICY
        for name, value in (HEADERS | dict(headers or {})).items():
            response.headers.setdefault(name, value)
        response.headers.add_vary_header("Accept-Language")
        return response

    def handlers(self) -> dict[Any, Handler]:
        """What the server answers where no page does."""
        return {HTTPException: self._refused, Exception: self._failed}

    async def _refused(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        key = _KEYS.get(error.status_code, "web.not_understood")
        return self.answer(request, error.status_code, key, error.headers)

    async def _failed(self, request: Request, error: Exception) -> Response:
        return self.answer(request, 500, "web.failed")
