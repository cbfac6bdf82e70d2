"""Faults planned for many chats at once, and who was tried when, with what end."""

import time
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .faults import Fault, FaultBook

_SPEAKS = ("sendm", "sendp", "sendd", "edit")


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt to say something in a chat; `fault` is what was planned for it, None for fair weather."""

    at: float  # monotonic
    chat: int
    fault: Fault | None


class Weather(FaultBook):
    """`plan` holds, for a chat, what goes wrong with its next messages, in order (None: nothing).

    `squalls` are moments (seconds from now) from which on the next few chats are told to wait for `squall` seconds.
    """

    def __init__(
        self, plan: Mapping[int, Sequence[Fault | None]], *, squalls: Sequence[float] = (), squall: int = 2
    ) -> None:
        super().__init__()
        self.plan = {chat: deque(faults) for chat, faults in plan.items()}
        self.tries: list[Try] = []
        self.times: Counter[int] = Counter()
        self._squalls = deque(time.monotonic() + s for s in sorted(squalls))
        self._squall = Fault.flood(squall)
        self._left = 0

    def take(self, method: str, chat: object) -> Fault | None:
        """The fault for this call, if one is due."""
        if not method.startswith(_SPEAKS):
            return super().take(method, chat)
        now, number = time.monotonic(), int(str(chat))
        fault = super().take(method, chat) or self._sudden(now)
        if fault is None and (planned := self.plan.get(number)):
            fault = planned.popleft()
        self.tries.append(Try(now, number, fault))
        self.times[number] += 1
        return fault

    def _sudden(self, now: float) -> Fault | None:
        if self._squalls and now >= self._squalls[0]:
            self._squalls.popleft()
            self._left = 5
        if not self._left:
            return None
        self._left -= 1
        return self._squall
