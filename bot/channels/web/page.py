"""The page itself: one document, its styles and scripts, no build step."""

from __future__ import annotations

import gzip
import hashlib
import html
import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.guard import Refused, sealed
from bot.channels.web.state import language_of
from bot.channels.web.wishes import takes_gzip
from bot.texts import Texts

STATIC = Path(__file__).parent / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
_SAID = ("title", "noscript", "opening", "description", "not_opened", "reload")
_TOKEN = re.compile(r"[0-9A-Za-z_-]{1,128}")
_GLUED = re.compile(r"[^0-9A-Za-z_-]+$")
"""What the end of a sentence glues to a link."""
_FOREVER = "public, max-age=31536000, immutable"


class ChatPage:
    """Serves what lies in `static/`, read once, below `base`. The version in its address is the digest of all of it."""

    def __init__(self, texts: Texts, base: str = "") -> None:
        self._texts = texts
        self._base = base
        self._files = {p.name: p.read_bytes() for p in sorted(STATIC.iterdir()) if p.suffix in _TYPES}
        self._packed = {name: gzip.compress(data, mtime=0) for name, data in self._files.items()}
        self._document = (STATIC / "index.html").read_text(encoding="utf-8")
        self.version = hashlib.sha256(b"".join(self._files.values())).hexdigest()[:12]

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/", sealed(self.document)),
            Route("/static/{version}/{name}", sealed(self.static)),
            Route("/join/{token}", sealed(self.join)),
        ]

    async def document(self, request: Request) -> Response:
        """The page, in the browser's language until the person's is known."""
        t = self._texts[language_of(request, self._texts)]
        other = next(self._texts[name] for name in self._texts.languages if name != t.language)
        slots = {"base": self._base, "version": self.version, "language": t.language, "other_language": other.language}
        slots |= {f"other_{name}": other(f"web.{name}") for name in ("noscript", "not_opened")}
        slots |= {name: t(f"web.{name}") for name in _SAID}
        body = re.sub(r"\{\{(\w+)\}\}", lambda m: html.escape(slots[m[1]]), self._document)
        return Response(body, media_type="text/html", headers={"Vary": "Accept-Language"})

    async def static(self, request: Request) -> Response:
        """A style or script; kept by the browser for ever as long as the version is today's."""
        name = request.path_params["name"]
        if name not in self._files:
            raise Refused(404, "web.no_file")
        packed = takes_gzip(request.headers.get("accept-encoding", ""))
        headers = {"Vary": "Accept-Encoding"} | ({"Content-Encoding": "gzip"} if packed else {})
        if request.path_params["version"] == self.version:
            headers["Cache-Control"] = _FOREVER
        kind = _TYPES[Path(name).suffix]
        return Response((self._packed if packed else self._files)[name], 200, headers, kind)

    async def join(self, request: Request) -> Response:
        """An invitation: handed to the page, which asks before it takes it.

        Opening the link must change nothing: previews of messengers open links too, and would spend the token;
        and a stranger's link must not bring a phone into a stranger's account by itself.
        The fragment is never sent to a server, so the token stands in no log.
        """
        token = _GLUED.sub("", request.path_params["token"])
        return RedirectResponse(f"{self._base}/#join={token}" if _TOKEN.fullmatch(token) else f"{self._base}/", 303)
