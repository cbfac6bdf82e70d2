"""What stands on a photo, read."""

from __future__ import annotations

from typing import Protocol


class PhotoService(Protocol):
    """Reads what stands on a photo; see `bot/papers/photos.py`."""

    @property
    def reads(self) -> bool:
        """Whether photos are read here."""

    async def is_page(self, file_id: str) -> bool:
        """Whether this file is a photo, or a PDF that may be a scan."""

    async def lines(self, file_id: str) -> tuple[str, ...]:
        """The lines of text on a photo; none where it cannot be read."""


class NoPhotos:
    """Where no photo is read."""

    reads = False

    async def is_page(self, file_id: str) -> bool:
        return False

    async def lines(self, file_id: str) -> tuple[str, ...]:
        return ()
