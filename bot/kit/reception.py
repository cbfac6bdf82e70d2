"""Whether a channel hears and speaks: for /readyz, /metrics and the administrators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.kit.checks import Check
from bot.kit.clock import Clock

log = structlog.get_logger(__name__)

PATIENCE = timedelta(seconds=60)
"""How long a part may fail before the channel is called ill: networks have their moments."""
AGAIN = 600
"""Seconds between two lines of the log about the same fault."""
LONGEST = 30.0
"""Seconds between two tries at most."""
CONFLICT = "another program asks with the same token"
_CONFLICTS = 3
"""A restart makes one or two: the old process still asks."""
_CONFLICT_LASTS = timedelta(minutes=5)


@dataclass(slots=True)
class Fault:
    """What is wrong with a part of a channel, since when, and how often it was tried in vain."""

    text: str
    since: datetime
    tries: int = 0
    logged: bool = False


@dataclass(slots=True)
class Reception:
    """What a channel knows of itself. A part is something that must work: a question, the hearing itself."""

    channel: str
    clock: Clock
    faults: dict[str, Fault] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)
    """Failed tries so far, by part."""
    asked_at: datetime | None = None
    """When the platform last answered, or called."""
    heard_at: datetime | None = None
    """When somebody was last heard."""
    sent_at: datetime | None = None
    """When the platform last took a message."""
    speaks: bool = True
    """Whether it took the last one, or at least answered why not."""
    _conflicts: list[datetime] = field(default_factory=list)
    _logged: dict[str, datetime] = field(default_factory=dict)

    def well(self, part: str) -> None:
        """The part works."""
        self.asked_at = self.clock()
        if (fault := self.faults.pop(part, None)) and fault.logged:
            seconds = round((self.asked_at - fault.since).total_seconds())
            log.info("channel up", channel=self.channel, part=part, after_seconds=seconds, tries=fault.tries)

    def failed(self, part: str, text: str, error: Exception | None = None) -> float:
        """The part does not work; how many seconds to wait until it is tried again, ever more."""
        fault = self.faults.setdefault(part, Fault(text, self.clock()))
        fault.text = text
        fault.tries += 1
        self.failures[part] += 1
        fault.logged = self._log(part, text, fault.tries, error) or fault.logged
        return min(LONGEST, 2.0 ** min(fault.tries - 1, 10))

    def conflicted(self, part: str) -> float:
        """Somebody else was served in our place; how many seconds to wait until we ask again."""
        self._conflicts = [*self._conflicts[1 - _CONFLICTS :], self.clock()]
        self.failures[part] += 1
        self._log(part, CONFLICT, self.failures[part], None)
        return min(LONGEST, 2.0 ** (self.conflicts - 1))

    def _log(self, part: str, text: str, tries: int, error: Exception | None) -> bool:
        """The same is said once in a while: a line for each try would hide all others."""
        now, key = self.clock(), f"{part}:{text}"
        if key in self._logged and (now - self._logged[key]).total_seconds() < AGAIN:
            return False
        self._logged[key] = now
        log.warning("channel down", channel=self.channel, part=part, why=text, tries=tries, exc_info=error)
        return True

    def sent(self, outcome: str, now: datetime) -> None:
        """One try to send has ended: "again" and "unknown" say that the platform was of no help."""
        self.speaks = outcome not in ("again", "unknown")
        if outcome == "sent":
            self.sent_at = now
        if not self.speaks:
            self.failures["speaks"] += 1

    @property
    def conflicts(self) -> int:
        """How often that was lately, as far as it matters."""
        return sum(1 for at in self._conflicts if self.clock() - at < _CONFLICT_LASTS)

    @property
    def trouble(self) -> str:
        """What is wrong at this moment, in a line; "" when the channel hears."""
        if self.conflicts >= _CONFLICTS:
            return f"does not hear everybody: {CONFLICT}"
        if not self.faults:
            return ""
        fault = min(self.faults.values(), key=lambda f: f.since)
        seconds = round((self.clock() - fault.since).total_seconds())
        return f"does not hear since {seconds} s: {fault.text}"

    @property
    def ill(self) -> str:
        """The kind of trouble, once it has lasted; "" before."""
        if self.conflicts >= _CONFLICTS:
            return f"does not hear everybody: {CONFLICT}"
        lasting = [f for f in self.faults.values() if self.clock() - f.since >= PATIENCE]
        return f"does not hear: {lasting[0].text}" if lasting else ""


def checks(channel: str, reception: Reception) -> list[Check]:
    """What /readyz tells of a channel: trouble at once, and once it lasts nobody is sent here."""

    async def passing() -> str:
        return "" if reception.ill else reception.trouble

    async def lasting() -> str:
        return reception.trouble if reception.ill else ""

    return [Check(channel, lasting), Check(channel, passing, vital=False)]


async def keep(work: Callable[[], Awaitable[None]], failed: Callable[[Exception], Awaitable[None]]) -> None:
    """Does the work until it returns; whatever ends it is told to `failed`, which waits, and it begins anew."""
    while True:
        try:
            await work()
        except Exception as error:
            await failed(error)
        else:
            return
