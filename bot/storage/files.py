"""Photos and papers, outside the database: named by their content, typed by their first bytes."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
from collections.abc import AsyncIterable, AsyncIterator
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile
from typing import IO

from bot.clock import system_clock
from bot.messages import Upload
from bot.ports import DOCX, MAX_FILE, XLSX

HEAD = 64
"""Bytes that tell a type."""
_PIECE = 256 * 1024
_FRESH = 600
"""Seconds after which a file that was sent has become somebody's, or never will."""


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
    """A folder of files. The same content is kept once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, file_id: str) -> Path:
        """Where the file lies; ids are checked so that none leads out of the folder."""
        if len(file_id) != 32 or not all(c in "0123456789abcdef" for c in file_id):
            raise ValueError("not a file id")
        return self._folder / file_id[:2] / file_id

    async def put(self, data: bytes, name: str, *, made: bool = False) -> Upload:
        """Keeps the file durably; `refused` says why it was not kept."""
        shown = PurePath(name.replace("\\", "/")).name[:80]
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
        await asyncio.to_thread(self._write, self.path(file_id), data)
        return Upload(file_id, shown, kind, len(data))

    async def get(self, file_id: str) -> tuple[bytes, str]:
        """The content and its type; FileNotFoundError when there is none."""
        data = await asyncio.to_thread(self.path(file_id).read_bytes)
        return data, content_type(data[:HEAD])

    async def put_stream(self, chunks: AsyncIterable[bytes], name: str, most: int) -> Upload:
        """Keeps what is made piece by piece, never more than a piece in memory; refused above `most` bytes."""
        digest, size, head = hashlib.sha256(), 0, b""
        self._folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, suffix=".part") as part:
            async for chunk in chunks:
                size, head = size + len(chunk), head or chunk[:HEAD]
                if size > most:
                    return Upload("", name, "", size, "error.file_large")
                digest.update(chunk)
                await asyncio.to_thread(part.write, chunk)
            file_id = digest.hexdigest()[:32]
            await asyncio.to_thread(self._link, part, self.path(file_id))
        return Upload(file_id, name, content_type(head), size)

    @staticmethod
    def _link(part: IO[bytes], path: Path) -> None:
        """Gives a written file its name; the same content may have it already."""
        part.flush()
        os.fsync(part.fileno())
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(part.name, path)
        except FileExistsError:
            path.touch()

    async def kind(self, file_id: str) -> str:
        """The type of a file; "" when there is none."""
        try:
            return await asyncio.to_thread(self._kind, self.path(file_id))
        except (FileNotFoundError, ValueError):
            return ""

    @staticmethod
    def _kind(path: Path) -> str:
        with path.open("rb") as file:
            return content_type(file.read(HEAD))

    async def pieces(self, file_id: str) -> AsyncIterator[bytes]:
        """A file piece by piece; FileNotFoundError when there is none."""
        with self.path(file_id).open("rb") as file:
            while piece := await asyncio.to_thread(file.read, _PIECE):
                yield piece

    async def drop(self, file_id: str) -> bool:
        """Takes the file away; False when it was sent so lately that it may be somebody's in a moment."""
        return await asyncio.to_thread(self._drop, self.path(file_id))

    @staticmethod
    def _drop(path: Path) -> bool:
        if path.exists() and system_clock().timestamp() - path.stat().st_mtime < _FRESH:
            return False
        path.unlink(missing_ok=True)
        return True

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        if path.exists():
            path.touch()  # so that nobody drops it before it is somebody's
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        # A name of its own for each writer: two people may send the same picture at the same moment.
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            part.write(data)
            part.flush()
            os.fsync(part.fileno())
        Path(part.name).replace(path)
