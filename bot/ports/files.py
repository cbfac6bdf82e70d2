"""Where files are kept, and what they are called when they go out."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from bot.kit.filetypes import CSV, XLS, XLSX
from bot.messages import Upload

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "text/calendar": ".ics",
    DOCX: ".docx",
    XLSX: ".xlsx",
    XLS: ".xls",
    CSV: ".csv",
    "application/zip": ".zip",
}
"""How a file is named when it goes out."""


MAX_FILE = 10 * 1024 * 1024
"""Bytes of one photo or paper: a phone's photo fits, a video does not."""


@dataclass(frozen=True, slots=True)
class FileLimits:
    """How much may come in: bytes of one file; bytes and files kept of a person; bytes a day from a network address;
    bytes kept in all; bytes of the disk that stay free; files at once, and seconds of each."""

    largest: int = MAX_FILE
    person_bytes: int = 500 << 20
    person_files: int = 1000
    address: int = 4000 << 20
    total_bytes: int = 200_000 << 20
    reserve_bytes: int = 500 << 20
    uploads: int = 24
    seconds: float = 600


USUAL = FileLimits()

UNASKED = "consent.photo_first"
"""Why a file of somebody is not kept who was not asked yet: it waits for the answer."""


class Keeping(Protocol):
    """Who may have a file kept; see `bot/storage/files/allowance.py`."""

    async def refusal(self, channel: str, address: str, size: int) -> str:
        """The key of the text that says why nothing is kept of who speaks at this address; "" when it is."""

    def hold(self, channel: str, address: str, data: bytes, name: str, text: str = "") -> None:
        """Keeps it in mind, and nowhere else, for who was not asked yet; see `bot/storage/files/unasked.py`."""


class Everybody:
    """Where nobody is asked."""

    async def refusal(self, channel: str, address: str, size: int) -> str:
        return ""

    def hold(self, channel: str, address: str, data: bytes, name: str, text: str = "") -> None:
        """Nothing waits for anybody."""


class Files(Protocol):
    """The folder of files; see `bot/storage/files/kept.py`."""

    async def put(self, data: bytes, name: str, *, made: bool = False) -> Upload:
        """Keeps a file; `refused` of the upload says why it was not kept. What was `made` here may be of any type."""

    async def put_stream(self, chunks: AsyncIterable[bytes], name: str, most: int) -> Upload:
        """Keeps what is made piece by piece; refused above `most` bytes."""

    async def kind(self, file_id: str) -> str:
        """The type of a file; "" when there is none."""

    async def size(self, file_id: str) -> tuple[int, int]:
        """Width and height of a picture; (0, 0) where nobody can say."""

    async def small(self, file_id: str) -> tuple[bytes, str]:
        """The picture as a chat shows it, and its type; ValueError where it cannot be made."""

    def pieces(self, file_id: str) -> AsyncIterator[bytes]:
        """A file piece by piece; FileNotFoundError when there is none."""

    async def get(self, file_id: str) -> tuple[bytes, str]:
        """Content and type; FileNotFoundError or ValueError when there is none."""
