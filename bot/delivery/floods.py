"""Whether "too many requests" means one chat or all of them: the platforms' answers do not say."""

from __future__ import annotations

WINDOW = 1.0
"""Seconds in which several chats must complain."""
CHATS = 3


class Floods:
    """One chat that complains is a chat that got too much; several at the same time are the whole channel."""

    def __init__(self) -> None:
        self._complained: dict[str, float] = {}

    def of_all(self, address: str, now: float) -> bool:
        """Notes a complaint of this chat; True when it concerns everybody."""
        self._complained = {a: at for a, at in self._complained.items() if now - at < WINDOW}
        self._complained[address] = now
        return len(self._complained) >= CHATS
