"""Photos and papers, outside the database: named by their content, typed by their first bytes."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterable, AsyncIterator
from pathlib import Path, PurePath

from bot.messages import Upload
from bot.ports.files import DOCX, MAX_FILE, XLSX
from bot.storage.folder import Folder
from bot.storage.places import SMALL, Place
from ocop_domain.writing import one_line

HEAD = 64
"""Bytes that tell a type."""
_PIECE = 256 * 1024
_ID = re.compile(r"[0-9a-f]{32}")


SENT = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf"})
"""What people may send."""


def content_type(head: bytes) -> str:
    """The type that the first bytes tell; "" for anything we do not take. Names and headers are not believed."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"BEGIN:VCALENDAR"):
        return "text/calendar"
    if head.startswith(b"PK\x03\x04"):
        if b"docProps/app.xml" in head:  # what our workbooks begin with
            return XLSX
        return DOCX if b"[Content_Types].xml" in head else "application/zip"
    return ""


_ENCRYPTED = re.compile(rb"/Encrypt[\s\x00]*(?:\d+[\s\x00]+\d+[\s\x00]+R|<<)")


def locked(data: bytes) -> bool:
    """Whether this is a PDF that asks for a password: nobody at the commune could open it."""
    return data.startswith(b"%PDF-") and bool(_ENCRYPTED.search(data))


class FileStore:
    """Files in a place: a folder, or a store far away. The same content is kept once."""

    def __init__(self, place: Path | Place) -> None:
        self._place = Folder(place) if isinstance(place, Path) else place

    async def put(self, data: bytes, name: str, *, made: bool = False) -> Upload:
        """Keeps the file durably; `refused` says why it was not kept."""
        shown = one_line(PurePath(name.replace("\\", "/")).name)[:80]
        kind = content_type(data[:HEAD])
        refused = (
            "error.file_empty"
            if not data
            else "error.file_large"
            if len(data) > MAX_FILE
            else ""
            if (kind in SENT and (made or not locked(data))) or (made and kind)
            else "error.file_locked"
            if kind in SENT
            else "error.file_type"
        )
        if refused:
            return Upload("", shown, "", len(data), refused)
        file_id = hashlib.sha256(data).hexdigest()[:32]
        await asyncio.to_thread(self._write, data, file_id)
        return Upload(file_id, shown, kind, len(data))

    def _write(self, data: bytes, name: str) -> None:
        with self._place.part() as part:
            part.write(data)
            self._place.keep(part, name)

    async def get(self, file_id: str) -> tuple[bytes, str]:
        """The content and its type; FileNotFoundError when there is none."""
        data = await asyncio.to_thread(self._read, _checked(file_id), -1)
        return data, content_type(data[:HEAD])

    def _read(self, name: str, size: int) -> bytes:
        with self._place.open(name) as file:
            return file.read(size)

    async def put_stream(self, chunks: AsyncIterable[bytes], name: str, most: int) -> Upload:
        """Keeps what is made piece by piece, never more than a piece in memory; refused above `most` bytes."""
        digest, size, head = hashlib.sha256(), 0, b""
        with self._place.part() as part:
            async for chunk in chunks:
                size, head = size + len(chunk), head or chunk[:HEAD]
                if size > most:
                    return Upload("", name, "", size, "error.file_large")
                digest.update(chunk)
                await asyncio.to_thread(part.write, chunk)
            file_id = digest.hexdigest()[:32]
            await asyncio.to_thread(self._place.keep, part, file_id)
        return Upload(file_id, name, content_type(head), size)

    async def kind(self, file_id: str) -> str:
        """The type of a file; "" when there is none."""
        try:
            return content_type(await asyncio.to_thread(self._read, _checked(file_id), HEAD))
        except (FileNotFoundError, ValueError):
            return ""

    async def pieces(self, file_id: str) -> AsyncIterator[bytes]:
        """A file piece by piece; FileNotFoundError when there is none."""
        file = await asyncio.to_thread(self._place.open, _checked(file_id))
        with file:
            while piece := await asyncio.to_thread(file.read, _PIECE):
                yield piece

    async def drop(self, file_id: str) -> bool:
        """Takes the file away; False when it was sent so lately that it may be somebody's in a moment."""
        return await asyncio.to_thread(self._drop, _checked(file_id))

    def _drop(self, name: str) -> bool:
        return self._place.drop(name + SMALL) and self._place.drop(name)

    async def older(self, seconds: float) -> set[str]:
        """Ids of the files that have been here so long; what broken writes left is taken away on the way."""
        names = await asyncio.to_thread(self._place.older, seconds)
        return {name.removesuffix(SMALL) for name in names if _ID.fullmatch(name.removesuffix(SMALL))}

    async def check(self) -> str:
        """Where the files are, once it is sure that they can be kept there; else an OSError."""
        return await asyncio.to_thread(self._place.check)


def _checked(file_id: str) -> str:
    """The id, if it is one: none leads out of the place."""
    if not _ID.fullmatch(file_id):
        raise ValueError("not a file id")
    return file_id
