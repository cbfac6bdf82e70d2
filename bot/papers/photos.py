"""The lines of text on a photo or a scan, read where Debian's `tesseract-ocr` is with its Vietnamese (`-vie`)."""

from __future__ import annotations

import asyncio
import io
import shutil
import subprocess
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, cast

from bot.messages import Upload
from bot.ports.files import Files

if TYPE_CHECKING:
    from PIL import Image

LONGEST = 8.0
"""Seconds for one page: somebody waits for it in the chat. A page takes two on a slow machine."""
_PIXELS = (2600, 2600)
"""As large as letters must be; a phone's photo is three times as large, and takes three times as long."""
_KEPT = 16
"""Photos whose lines are remembered: a turn that is played again does not read them again."""
PAGES = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf"})
_MOST_PIXELS = 60_000_000
"""Of a scan: a page of A4 at 600 dpi has 35 million."""


def find_reader() -> str | None:
    """The program that reads; None where it is not installed."""
    return shutil.which("tesseract")


def reads_vietnamese(program: str) -> bool:
    """Whether the program knows Vietnamese letters."""
    listed = subprocess.run([program, "--list-langs"], capture_output=True, check=False, timeout=LONGEST)  # noqa: S603 - the program found on the path
    return b"vie" in listed.stdout.split()


class Unasked(Protocol):
    """Files that wait for the person's yes; see `bot/storage/files/unasked.py`."""

    async def keep(self, channel: str, address: str) -> tuple[list[Upload], str]: ...

    def forget(self, channel: str, address: str) -> None: ...


class PhotoReader:
    """`PhotoService` by Tesseract: in a process of its own, one at a time, behind everything else that runs."""

    def __init__(self, files: Files, unasked: Unasked) -> None:
        self._files = files
        self._unasked = unasked
        self._one = asyncio.Lock()
        self._known: dict[str, tuple[str, ...]] = {}

    @cached_property
    def reads(self) -> bool:
        """Whether photos are read here: looked up once, for every question of a form asks it."""
        return find_reader() is not None

    async def agreed(self, channel: str, address: str) -> tuple[list[Upload], str]:
        """They may be kept: what was sent from here before that was said, and what stood beside it."""
        return await self._unasked.keep(channel, address)

    def refused(self, channel: str, address: str) -> None:
        """They may not: what was sent from here is forgotten."""
        self._unasked.forget(channel, address)

    async def is_page(self, file_id: str) -> bool:
        """Whether this file is a photo, or a PDF that may be a scan."""
        return await self._files.kind(file_id) in PAGES

    async def lines(self, file_id: str) -> tuple[str, ...]:
        """The lines on the photo; none where nothing reads it, or it took too long."""
        if not self.reads:
            return ()
        async with self._one:
            if file_id not in self._known:
                found = await self._read(file_id)
                self._known = dict([*self._known.items(), (file_id, found)][-_KEPT:])
            return self._known[file_id]

    async def _read(self, file_id: str) -> tuple[str, ...]:
        try:
            data, _ = await self._files.get(file_id)
        except (OSError, ValueError):
            return ()
        return await asyncio.to_thread(to_lines, data, LONGEST)


def to_lines(file: bytes, timeout: float = LONGEST) -> tuple[str, ...]:
    """The lines on a picture, or on the first page of a scan, that was looked at when it came. Blocks: in a thread."""
    program = find_reader()
    if program is None:
        return ()
    command = ["nice", "-n", "10", program, "-", "-", "-l", "vie"]
    try:
        done = subprocess.run(  # noqa: S603 - the program found on the path, with our own arguments
            ["/usr/bin/env", "OMP_THREAD_LIMIT=1", *command],
            input=_page(file),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=timeout,
            check=False,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return ()
    text = "" if done.returncode else done.stdout.decode("utf-8", "replace")
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _page(file: bytes) -> bytes:
    """The picture in grey, no larger than its letters need."""
    with _picture(file) as image:
        image.draft("L", _PIXELS)
        grey = image.convert("L")
    grey.thumbnail(_PIXELS)
    out = io.BytesIO()
    grey.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _picture(file: bytes) -> Image.Image:
    from PIL import Image

    if b"%PDF-" in file[:1024]:
        return _scanned(file)
    return Image.open(io.BytesIO(file))


def _scanned(file: bytes) -> Image.Image:
    """The largest picture on the first page: a scan is one picture. `ValueError` for a PDF that was not scanned."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(file)) as pdf:
            page = pdf.pages[0]
            pictures = [pikepdf.PdfImage(cast(pikepdf.Stream, picture)) for picture in page.get_images().values()]
            largest = max(pictures, key=lambda picture: picture.width * picture.height)
            if largest.width * largest.height > _MOST_PIXELS:
                raise ValueError("a scan too large to be read")
            return largest.as_pil_image().rotate(-int(page.obj.get("/Rotate", 0)), expand=True)
    except (pikepdf.PdfError, pikepdf.models.image.UnsupportedImageTypeError, IndexError) as error:
        raise ValueError("no scan") from error
