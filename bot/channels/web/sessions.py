"""Who is asking: a signed cookie that lasts, or a window of the demonstration."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from itsdangerous import BadSignature, Signer
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.demo import Demo
from bot.channels.web.guard import Refused
from bot.channels.web.limits import Buckets
from bot.channels.web.visitors import visitor_of

MAX_AGE = 400 * 24 * 3600
"""Seconds: the longest that browsers keep a cookie (RFC 6265bis, 5.6.1). Renewed at each visit."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One chat that the asker may use; `window` is "" outside the demonstration."""

    address: str
    window: str = ""
    role: str = ""

    @property
    def tag(self) -> str:
        """Tells chats apart in the browser's memory without telling who they are."""
        return hashlib.sha256(self.address.encode()).hexdigest()[:12]


class Sessions:
    """Gives seats. The address is 128 random bits; the cookie carries it with a signature."""

    def __init__(self, secret: str, *, secure: bool, demo: Demo | None) -> None:
        self._signer = Signer(secret, salt="ocop.web.session", key_derivation="hmac", digest_method=hashlib.sha256)
        self._secret = secret.encode()
        self._secure = secure
        self._demo = demo
        self._new = Buckets(rate=2, burst=120)  # a whole commune may share one address of its mobile network
        self.cookie = "__Host-ocop" if secure else "ocop"

    def enter(self, request: Request) -> list[Seat]:
        """The chats of this browser; a new visitor gets one."""
        if self._demo or self._known(request) or "w" in request.query_params:
            return self.all_of(request)
        if wait := self._new.take(visitor_of(request)):
            raise Refused(429, "web.too_fast", retry_after=wait)
        return [Seat(f"w{secrets.token_hex(16)}")]

    def all_of(self, request: Request) -> list[Seat]:
        """The chats of this browser, or a refusal."""
        if self._demo:
            return [Seat(w.address, w.id, w.role) for w in self._demo.windows]
        return [self.one_of(request)]

    def one_of(self, request: Request) -> Seat:
        """The chat that a request is about."""
        window = request.query_params.get("w")
        if self._demo:
            found = next((s for s in self.all_of(request) if s.window == window), None)
            if not found:
                raise Refused(400, "web.no_window")
            return found
        if window is not None:
            raise Refused(400, "web.no_window")
        address = self._known(request)
        if not address:
            raise Refused(401, "web.no_session")
        return Seat(address)

    def keep(self, response: Response, seats: list[Seat]) -> None:
        """Sets the cookie, or renews it."""
        if self._demo:
            return
        response.set_cookie(
            self.cookie,
            self._signer.sign(seats[0].address).decode(),
            max_age=MAX_AGE,
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )

    def origin(self, request: Request) -> str:
        """Tells networks apart for as long as the secret stays, without telling which; a demonstration has one."""
        found = visitor_of(request)
        if self._demo or not found:
            return ""
        return hmac.new(self._secret, f"origin:{found}".encode(), hashlib.sha256).hexdigest()[:16]

    def _known(self, request: Request) -> str:
        try:
            return self._signer.unsign(request.cookies.get(self.cookie, "")).decode()
        except BadSignature:
            return ""
