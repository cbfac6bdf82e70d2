"""Photos and papers, outside the database: named by their content, typed by their first bytes."""

from __future__ import annotations

import asyncio
import hashlib
import os
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile

from bot.messages import Upload
from bot.ports import MAX_FILE

SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "text/calendar": ".ics",
}
"""What is taken, and how it is named when it goes out again."""


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
    return ""


class FileStore:
    """A folder of files. The same content is kept once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, file_id: str) -> Path:
        """Where the file lies; ids are checked so that none leads out of the folder."""
        if len(file_id) != 32 or not all(c in "0123456789abcdef" for c in file_id):
            raise ValueError("not a file id")
        return self._folder / file_id[:2] / file_id

    async def put(self, data: bytes, name: str) -> Upload:
        """Keeps the file durably; `refused` says why it was not kept."""
        shown = PurePath(name.replace("\\", "/")).name[:80]
        kind = content_type(data[:16])
        refused = (
            "error.file_empty"
            if not data
            else "error.file_large"
            if len(data) > MAX_FILE
            else ""
            if kind
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
        return data, content_type(data[:16])

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        # A name of its own for each writer: two people may send the same picture at the same moment.
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            part.write(data)
            part.flush()
            os.fsync(part.fileno())
        Path(part.name).replace(path)
