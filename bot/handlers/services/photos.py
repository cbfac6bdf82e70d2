"""What stands on a photo, read; and photos that came before anybody was asked whether they may be kept."""

from __future__ import annotations

from typing import Protocol

from bot.messages import Upload


class PhotoService(Protocol):
    """Reads what stands on a photo; see `bot/papers/photos.py`."""

    @property
    def reads(self) -> bool:
        """Whether photos are read here."""

    async def is_page(self, file_id: str) -> bool:
        """Whether this file is a photo, or a PDF that may be a scan."""

    async def agreed(self, channel: str, address: str) -> tuple[list[Upload], str]:
        """They may be kept: what was sent from here before that was said, and what stood beside it."""

    def refused(self, channel: str, address: str) -> None:
        """They may not: what was sent from here is forgotten."""

    async def lines(self, file_id: str) -> tuple[str, ...]:
        """The lines of text on a photo; none where it cannot be read."""


class NoPhotos:
    """Where no photo is read."""

    reads = False

    async def is_page(self, file_id: str) -> bool:
        return False

    async def agreed(self, channel: str, address: str) -> tuple[list[Upload], str]:
        return [], ""

    def refused(self, channel: str, address: str) -> None:
        """Nothing was held."""

    async def lines(self, file_id: str) -> tuple[str, ...]:
        return ()
