"""Faults on order: floods, blocks, broken servers, lost answers."""

from dataclasses import dataclass, field

from .errors import ApiError, flood


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with one call."""

    error: ApiError | None = None
    delay: float = 0.0  # seconds before anything happens
    executed: bool = False  # whether the call takes effect although no answer comes
    silent: bool = False  # no answer and no end: the caller has to give up
    dropped: bool = False  # the connection is closed without an answer
    html: bool = False  # the error comes as a web page of the proxy, not as JSON
    odd: bytes | None = None  # this body instead of an answer, with status 200

    @classmethod
    def flood(cls, retry_after: int = 1) -> "Fault":
        """429 Too Many Requests."""
        return cls(flood(retry_after))

    @classmethod
    def blocked(cls) -> "Fault":
        """403, the user blocked the bot."""
        return cls(ApiError(403, "Forbidden: bot was blocked by the user"))

    @classmethod
    def refused(cls, code: int, description: str) -> "Fault":
        """Any error answer."""
        return cls(ApiError(code, description))

    @classmethod
    def server_error(cls, code: int = 502, *, html: bool = False) -> "Fault":
        """5xx."""
        words = {
            500: "Internal Server Error",
            502: "Bad Gateway",
            503: "Service Unavailable",
            504: "Gateway Timeout",
        }
        return cls(ApiError(code, words.get(code, "Server Error")), html=html)

    @classmethod
    def gateway(cls) -> "Fault":
        """Done, but the proxy did not wait for it: 504."""
        return cls(ApiError(504, "Gateway Timeout"), executed=True)

    @classmethod
    def hang(cls) -> "Fault":
        """Never answered, never done."""
        return cls(silent=True)

    @classmethod
    def drop(cls) -> "Fault":
        """The connection breaks before the call is done."""
        return cls(dropped=True)

    @classmethod
    def lost_answer(cls, *, hang: bool = False) -> "Fault":
        """Done, but the answer never comes: the connection breaks, or just hangs."""
        return cls(executed=True, dropped=not hang, silent=hang)

    @classmethod
    def nonsense(cls, body: bytes | str) -> "Fault":
        """Nothing is done, and the answer is none of the Bot API: a web page, null, another shape."""
        return cls(odd=body.encode() if isinstance(body, str) else body)

    @classmethod
    def slow(cls, seconds: float) -> "Fault":
        """Done and answered, late."""
        return cls(delay=seconds, executed=True)


@dataclass(slots=True)
class _Rule:
    method: str
    fault: Fault
    times: int | None
    chat: int | None
    skip: int


@dataclass(slots=True)
class FaultBook:
    """The faults still to happen, first match first."""

    rules: list[_Rule] = field(default_factory=list)

    def add(self, method: str, fault: Fault, *, times: int | None, chat: int | None, after: int) -> None:
        """`after` matching calls go well first; then it happens `times` times (None: for ever)."""
        self.rules.append(_Rule(method.lower(), fault, times, chat, after))

    def take(self, method: str, chat: object) -> Fault | None:
        """The fault for this call, if one is due."""
        for rule in self.rules:
            if rule.method not in ("*", method) or (rule.chat is not None and str(rule.chat) != str(chat)):
                continue
            if rule.skip > 0:
                rule.skip -= 1
                continue
            if rule.times is not None:
                rule.times -= 1
                if rule.times <= 0:
                    self.rules.remove(rule)
            return rule.fault
        return None
