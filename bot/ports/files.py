"""Where files are kept, and what they are called when they go out."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from typing import Protocol

from bot.messages import Upload

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "text/calendar": ".ics",
    DOCX: ".docx",
    XLSX: ".xlsx",
    "application/zip": ".zip",
}
"""How a file is named when it goes out."""


MAX_FILE = 10 * 1024 * 1024
"""Bytes of one photo or paper: a phone's photo fits, a video does not."""


class Files(Protocol):
    """The folder of files; see `bot/storage/files.py`."""

    async def put(self, data: bytes, name: str, *, made: bool = False) -> Upload:
        """Keeps a file; `refused` of the upload says why it was not kept. What was `made` here may be of any type."""

    async def put_stream(self, chunks: AsyncIterable[bytes], name: str, most: int) -> Upload:
        """Keeps what is made piece by piece; refused above `most` bytes."""

    async def kind(self, file_id: str) -> str:
        """The type of a file; "" when there is none."""

    def pieces(self, file_id: str) -> AsyncIterator[bytes]:
        """A file piece by piece; FileNotFoundError when there is none."""

    async def get(self, file_id: str) -> tuple[bytes, str]:
        """Content and type; FileNotFoundError or ValueError when there is none."""
