"""Files of people who were not asked yet whether anything may be kept: in memory only, until they say yes or no."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.messages import Upload
from bot.ports.files import MAX_FILE, Files
from ocop_domain.evidence import MOST_FILES

_PATIENCE = 3600.0
"""Seconds in which the question is answered; who answers later sends the file again."""
_MOST = 64 << 20
"""Bytes of all people; who sent first loses first, and is asked to send again."""


@dataclass(frozen=True, slots=True)
class _Held:
    name: str
    data: bytes
    text: str
    until: float


class UnaskedFiles:
    """What came before the question was answered. A stop of the program forgets it: nothing of it is on the disk."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._held: dict[tuple[str, str], list[_Held]] = {}

    def hold(self, channel: str, address: str, data: bytes, name: str, text: str) -> None:
        """Keeps it, and what was written beside it, in mind for who speaks at this address."""
        self._forget_old()
        held = self._held.setdefault((channel, address), [])
        if len(data) > MAX_FILE or len(held) >= MOST_FILES or any(one.data == data for one in held):
            return
        held.append(_Held(name, data, text, asyncio.get_running_loop().time() + _PATIENCE))
        while sum(len(one.data) for those in self._held.values() for one in those) > _MOST:
            del self._held[next(iter(self._held))]

    def _forget_old(self) -> None:
        now = asyncio.get_running_loop().time()
        self._held = {who: those for who, those in self._held.items() if those and those[-1].until > now}

    def forget(self, channel: str, address: str) -> None:
        """They said no."""
        self._held.pop((channel, address), None)

    async def keep(self, channel: str, address: str) -> tuple[list[Upload], str]:
        """They said yes: what is held for them is kept now, in the order in which it came; and what stood beside it."""
        self._forget_old()
        held = self._held.pop((channel, address), [])
        return [await self._put(one) for one in held], "\n".join(one.text for one in held if one.text)

    async def _put(self, one: _Held) -> Upload:
        try:
            return await self._files.put(one.data, one.name)
        except OSError:  # where files are kept is out of reach
            return Upload("", one.name, "", len(one.data), "error.file_fetch")
