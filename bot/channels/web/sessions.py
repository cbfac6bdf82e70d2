"""Who is asking: a signed cookie that lasts, or a window of the demonstration."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from itsdangerous import BadSignature, Signer, TimestampSigner
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.demo import Demo
from bot.channels.web.guard import Refused
from bot.channels.web.limits import Buckets
from bot.channels.web.ports import Messages
from bot.channels.web.visitors import visitor_of
from bot.kit.clock import Clock

MAX_AGE = 400 * 24 * 3600
"""Seconds: the longest that browsers keep a cookie (RFC 6265bis, 5.6.1). Renewed at each visit."""
_OLDEST = 2 * MAX_AGE
"""Seconds after which we do not take a cookie any more: far more than a browser keeps it, should our clock be wrong."""
_ROLLED = 24 * 3600
"""Seconds after which a cookie is renewed while it is used."""

AT_ONCE = 150
"""Newcomers behind one address who come at the same time: more than a class or a village meeting."""
NEWCOMERS = (300, 6000)
"""Newcomers an hour from one address, and altogether."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One chat that the asker may use; `window` is "" outside the demonstration.

    `stale`: the cookie is to be renewed. `unmarked`: it is the first of its kind from a browser that had one without
    a time, which is good no longer from now on. `ended` says how the chat before this one ended.
    """

    address: str
    window: str = ""
    role: str = ""
    stale: bool = False
    unmarked: bool = False
    ended: str = ""

    @property
    def tag(self) -> str:
        """Tells chats apart in the browser's memory without telling who they are."""
        return hashlib.sha256(self.address.encode()).hexdigest()[:12]


class _TimedSigner(TimestampSigner):
    """Signs with the time of the given clock."""

    def __init__(self, secret: str, salt: str, clock: Clock) -> None:
        super().__init__(secret, salt=salt, key_derivation="hmac", digest_method=hashlib.sha256)
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock().timestamp())


class Sessions:
    """Gives seats. The address is 128 random bits; the cookie carries it with the time and a signature.

    A cookie can be revoked: a chat that left its account, or was ended by another phone, is nobody's any more.
    """

    def __init__(
        self,
        secret: str,
        *,
        secure: bool,
        demo: Demo | None,
        messages: Messages,
        clock: Clock,
        newcomers: tuple[int, int] = NEWCOMERS,
        base: str = "",
    ) -> None:
        self._signer = _TimedSigner(secret, "ocop.web.session.timed", clock)
        # Cookies of earlier versions carry no time; each is exchanged at its first use.
        self._former = Signer(secret, salt="ocop.web.session", key_derivation="hmac", digest_method=hashlib.sha256)
        self._secret = secret.encode()
        self._secure = secure
        self._demo = demo
        self._messages = messages
        self._clock = clock
        hourly, altogether = newcomers
        # Carriers and classes share an address: so many at once always pass.
        self._new = Buckets(rate=hourly / 3600, burst=AT_ONCE)
        self._new_of_all = Buckets(rate=altogether / 3600, burst=max(AT_ONCE, altogether // 6))
        self._path = base or "/"
        # A browser keeps __Host- for the whole host only: below a path of our own other programs would be sent it.
        self.cookie = ("__Secure-ocop" if base else "__Host-ocop") if secure else "ocop"

    async def enter(self, request: Request) -> list[Seat]:
        """The chats of this browser; a new visitor gets one."""
        if self._demo or "w" in request.query_params:
            return await self.all_of(request)
        known = await self._known(request)
        if known.address:
            return [known]
        if wait := self._new.take(visitor_of(request)) or self._new_of_all.take(""):
            raise Refused(429, "web.many_new", retry_after=wait)
        return [Seat(f"w{secrets.token_hex(16)}", ended=known.ended)]

    async def all_of(self, request: Request) -> list[Seat]:
        """The chats of this browser, or a refusal."""
        if self._demo:
            return [Seat(w.address, w.id, w.role) for w in self._demo.windows]
        return [await self.one_of(request)]

    async def one_of(self, request: Request) -> Seat:
        """The chat that a request is about."""
        window = request.query_params.get("w")
        if self._demo:
            found = next((s for s in await self.all_of(request) if s.window == window), None)
            if not found:
                raise Refused(400, "web.no_window")
            return found
        if window is not None:
            raise Refused(400, "web.no_window")
        known = await self._known(request)
        if not known.address:
            raise Refused(401, "web.no_session")
        return known

    def keep(self, response: Response, seats: list[Seat]) -> None:
        """Sets the cookie, or renews it."""
        if self._demo:
            return
        response.set_cookie(
            self.cookie,
            self._signer.sign(seats[0].address).decode(),
            max_age=MAX_AGE,
            path=self._path,
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

    async def mark(self, seat: Seat) -> None:
        """From now on a cookie without a time is good no longer for this chat: its browser has one with a time."""
        if seat.unmarked:
            await self._messages.renewed(seat.address, self._clock())

    async def _known(self, request: Request) -> Seat:
        """The chat of the cookie; without an address when the cookie is none, too old or revoked."""
        address, signed = self._read(request.cookies.get(self.cookie, ""))
        age = (self._clock() - signed).total_seconds() if signed else 0.0
        if not address or age > _OLDEST:
            return Seat("")
        session = await self._messages.session(address)
        if session.ended:
            return Seat("", ended=session.ended)
        if signed is None and session.renewed:
            return Seat("")
        return Seat(
            address,
            stale=signed is None or age > _ROLLED,
            unmarked=signed is not None and session.spoken and not session.renewed,
        )

    def _read(self, cookie: str) -> tuple[str, datetime | None]:
        """The address in a cookie and when it was signed; None for one of an earlier version."""
        try:
            address, signed = self._signer.unsign(cookie, return_timestamp=True)
            return address.decode(), signed.astimezone(UTC)
        except BadSignature:
            pass
        try:
            return self._former.unsign(cookie).decode(), None
        except BadSignature:
            return "", None


def slow_down(pace: Buckets, seat: Seat) -> None:
    """Refuses who asks faster than that."""
    if wait := pace.take(seat.address):
        raise Refused(429, "web.too_fast", retry_after=wait)
