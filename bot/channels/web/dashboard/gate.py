"""Who is at the dashboard: a cookie of its own, given once for a link, good for a day at the office."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.bodies import body_of
from bot.channels.web.dashboard.ports import Desk
from bot.channels.web.device import device_of
from bot.channels.web.guard import Refused
from bot.channels.web.limits import Buckets
from bot.channels.web.origins import ORIGIN, origin_of
from bot.channels.web.visitors import visitor_of
from bot.handlers.account.codes import hash_token
from bot.handlers.turn import Turn
from bot.kit.clock import Clock
from bot.records.dashboard import SIGNED_IN, SignedIn

_FORM = 2000
"""Bytes of a form: a code or the name of a window."""
_SEEN = timedelta(minutes=5)
"""How old "last used" may grow before it is written again."""


class Gate:
    """Lets in, knows again, and lets out. The cookie is 256 random bits; the database keeps its digest."""

    def __init__(self, desk: Desk, clock: Clock, *, secure: bool, base: str, reads: float) -> None:
        self._desk = desk
        self._clock = clock
        self._secure = secure
        self._path = base or "/"
        # A browser keeps __Host- for the whole host only: below a path of our own other programs would be sent it.
        prefix = ("__Secure-" if base else "__Host-") if secure else ""
        self.cookie = f"{prefix}ocop-dashboard"
        self._opening = Buckets(rate=0.5, burst=30)  # of one network: a whole office may sit behind one
        self._reading = Buckets(rate=reads, burst=int(reads * 10))
        self._taking = Buckets(rate=0.1, burst=6)  # a file of thousands of rows takes seconds of a processor

    async def asked(self, request: Request, code: str) -> Turn | None:
        """Whose dashboard a link would open; nothing is spent by looking, for previews of messengers look too."""
        self._slow(request)
        person = await self._desk.browsers.offered_to(hash_token(code), self._clock())
        return await self._desk.turn(person) if person else None

    async def enter(self, request: Request, code: str) -> str:
        """Spends a code for this browser; returns the cookie, "" where the code opens nothing."""
        self._slow(request)
        cookie, now = secrets.token_urlsafe(32), self._clock()
        kind = device_of(request.headers.get("user-agent", ""))
        code_hash = hash_token(code)
        person = await self._desk.browsers.offered_to(code_hash, now)
        turn = await self._desk.turn(person) if person else None
        if turn is None or not await self._desk.browsers.open(code_hash, digest(cookie), kind, now):
            return ""
        former = await self.session(request)
        if former:  # this browser was signed in before, perhaps for somebody else
            await self._desk.browsers.end(former, now)
        await self._desk.opened(turn, code_hash, kind)
        return cookie

    async def demonstrate(self, request: Request, person: int, channel: str, address: str) -> str:
        """Lets a browser in without a link, at a window that everybody shares."""
        self._slow(request)
        code, cookie = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        kind, now = device_of(request.headers.get("user-agent", "")), self._clock()
        code_hash = hash_token(code)
        await self._desk.browsers.demonstrate(code_hash, person, channel, address, now)
        await self._desk.browsers.open(code_hash, digest(cookie), kind, now)
        return cookie

    async def leave(self, request: Request) -> None:
        """Signs this browser out, if it is in."""
        session = await self.session(request)
        if session:
            await self._desk.browsers.end(session, self._clock())

    async def session(self, request: Request) -> SignedIn | None:
        """What this browser is signed in as; None where it is not, or not any more."""
        cookie = request.cookies.get(self.cookie, "")
        return await self._desk.browsers.signed_in(digest(cookie), self._clock()) if cookie else None

    async def known(self, request: Request) -> tuple[SignedIn, Turn] | None:
        """The session and whoever looks, with the rights of this moment."""
        session = await self.session(request)
        turn = await self._desk.turn(session.person) if session else None
        if session is None or turn is None:
            return None
        if wait := self._reading.take(session.code_hash):
            raise Refused(429, "web.too_fast", retry_after=wait)
        if self._clock() - session.seen > _SEEN:
            await self._desk.browsers.seen(session.code_hash, self._clock())
        return session, turn

    def slow_taking(self, session: SignedIn) -> None:
        """Refuses who takes files along faster than they are made."""
        if wait := self._taking.take(session.code_hash):
            raise Refused(429, "web.too_fast", retry_after=wait)

    def keep(self, response: Response, cookie: str) -> None:
        """Gives the browser its cookie."""
        response.set_cookie(
            self.cookie,
            cookie,
            max_age=int(SIGNED_IN.total_seconds()),
            path=self._path,
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )

    def drop(self, response: Response) -> None:
        """Takes it away again."""
        response.delete_cookie(self.cookie, path=self._path, secure=self._secure, httponly=True, samesite="lax")

    def _slow(self, request: Request) -> None:
        if wait := self._opening.take(visitor_of(request)):
            raise Refused(429, "web.too_fast", retry_after=wait)


def digest(cookie: str) -> str:
    """What the database keeps of a cookie."""
    return hashlib.sha256(cookie.encode()).hexdigest()


async def form_of(request: Request, field: str) -> str:
    """One field of a form that our own page sent; a form of another site is refused.

    Browsers name the origin of a form; one that says nothing about where it stood is not believed.
    """
    site = request.headers.get("sec-fetch-site", "")
    origin = request.headers.get("origin", "")
    ours = bool(origin_of(origin)) and origin_of(origin) in {request.scope.get(ORIGIN), _here(request)}
    if site not in {"", "same-origin"} or not (ours or (site and not origin)):
        raise Refused(403, "web.forged")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Refused(403, "web.forged")
    body = await body_of(request, _FORM)
    if body is None:
        raise Refused(413, "web.message_large")
    try:
        return parse_qs(body.decode("ascii"), keep_blank_values=True).get(field, [""])[0]
    except (UnicodeDecodeError, ValueError):
        raise Refused(400, "web.not_understood") from None


def _here(request: Request) -> str:
    """Our origin as the browser named it by the Host."""
    return origin_of(f"{request.url.scheme}://{request.headers.get('host', '')}")
