"""Photos and papers, outside the database: named by their content, typed by their first bytes."""

from __future__ import annotations

import asyncio
import hashlib
import io
import re
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import suppress
from pathlib import Path, PurePath

from bot.messages import Upload
from bot.storage.files import looking, pictures
from bot.storage.files.folder import Folder
from bot.storage.files.looking import HEAD, content_type
from bot.storage.files.pictures import Looked
from bot.storage.files.places import SMALL, ContentStore
from ocop_domain.writing import one_line

_PIECE = 256 * 1024
_LIGHT = 40 * 1024
"""Bytes of a picture that a chat shows as it is."""
_PICTURE_HEAD = 64 * 1024
"""Bytes in which a picture tells its size."""
_ID = re.compile(r"[0-9a-f]{32}")


class FileStore:
    """Files in a place: a folder, or a store far away. The same content is kept once."""

    def __init__(self, place: Path | ContentStore) -> None:
        self._place = Folder(place) if isinstance(place, Path) else place
        self._eye = asyncio.Semaphore(1)

    async def put(self, data: bytes, name: str, *, made: bool = False) -> Upload:
        """Keeps the file durably; `refused` says why it was not kept."""
        shown = one_line(PurePath(name.replace("\\", "/")).name)[:80]
        looked = Looked(data, content_type(data[:HEAD])) if made else await self._look(data, shown)
        if looked.refused:
            return Upload("", shown, "", len(data), looked.refused)
        if pictures.is_heic(data):
            shown = pictures.jpeg_name(shown)
        file_id = hashlib.sha256(looked.data).hexdigest()[:32]
        await asyncio.to_thread(self._write, looked.data, file_id)
        return Upload(file_id, shown, looked.kind, len(looked.data), "", looked.width, looked.height)

    async def _look(self, data: bytes, name: str) -> Looked:
        """One at a time: a large picture takes a hundred megabytes while it is looked at."""
        async with self._eye:
            return await asyncio.to_thread(looking.looked, data, name)

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

    async def size(self, file_id: str) -> tuple[int, int]:
        """Width and height of a picture as it is shown; (0, 0) where nobody can say."""
        return await asyncio.to_thread(self._size, _checked(file_id))

    def _size(self, name: str) -> tuple[int, int]:
        head = self._read(name, _PICTURE_HEAD)
        return pictures.size_of(io.BytesIO(head), content_type(head))

    async def small(self, file_id: str) -> tuple[bytes, str]:
        """The picture as a chat shows it and its type, made when first asked for; ValueError where it cannot be."""
        name = _checked(file_id)
        with suppress(FileNotFoundError):
            return await asyncio.to_thread(self._read, name + SMALL, -1), "image/jpeg"
        async with self._eye:
            return await asyncio.to_thread(self._make_small, name)

    def _make_small(self, name: str) -> tuple[bytes, str]:
        data = self._read(name, -1)
        kind = content_type(data[:HEAD])
        if len(data) <= _LIGHT:
            return data, kind
        made = pictures.small(data, kind)
        self._write(made, name + SMALL)
        return made, "image/jpeg"

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

    async def aclose(self) -> None:
        """Ends what is open towards the place."""
        await asyncio.to_thread(self._place.close)


def _checked(file_id: str) -> str:
    """The id, if it is one: none leads out of the place."""
    if not _ID.fullmatch(file_id):
        raise ValueError("not a file id")
    return file_id
