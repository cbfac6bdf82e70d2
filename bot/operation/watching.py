"""Tells the administrators what only they can mend."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.kit.reception import Reception
from bot.texts import REFERENCE, Texts

Alarm = Callable[[str], Awaitable[None]]
"""Tells the administrators, in words; the same words once an hour."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Looks at the channels again and again."""

    receptions: Mapping[str, Reception]
    alarm: Alarm
    texts: Texts

    async def look(self) -> None:
        """An alarm for each channel that does not hear."""
        for name, reception in self.receptions.items():
            if ill := reception.ill:
                await self.alarm(self.texts[REFERENCE]("alarm.channel", channel=name, why=ill))
