"""The whole dossier as one ZIP file, made while it is sent: no more than a piece of it is in memory."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from bot.papers.dossier.model import PARAGRAPH, WORDS, Dossier
from bot.papers.dossier.papers import PAPERS, make_paper, papers_of
from ocop_domain.text import fold

Chunks = AsyncIterable[bytes] | Iterable[bytes]
PIECE = 256 * 1024
LONGEST_NAME = 60
UNSHRUNK = 0
"""Photos, PDF and DOCX are packed already. Not "stored" all the same: many programs cannot read a streamed file so."""


class Sink(io.RawIOBase):
    """What was written and not yet taken. It cannot be wound back, so ZIP writes sizes behind each file."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:  # type: ignore[no-untyped-def] # the stub's name for a buffer is private
        self._held += data
        return len(data)

    def __len__(self) -> int:
        return len(self._held)

    def take(self) -> bytes:
        data = bytes(self._held)
        self._held.clear()
        return data


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """A file in the ZIP: its name there, what people call it, where its content comes from."""

    name: str
    title: str
    chunks: Chunks | None = None
    paper: str = ""


async def zip_dossier(
    dossier: Dossier, files: Iterable[tuple[str, Chunks]], papers: Iterable[str] | None = None
) -> AsyncIterator[bytes]:
    """The ZIP piece by piece: contents, papers (ids; the producer's when none are named), then `files` in order.

    A file is (name as people see it, its content), read only when its turn comes. What fails while reading ends the
    stream with that error, so that a broken download is never taken for a whole one.
    """
    wanted = [paper.id for paper in papers_of(dossier.programme, "producer")] if papers is None else list(papers)
    listed = entries(wanted, files)
    first = ZipEntry(f"00-{WORDS['contents']['file']}", "", (contents(dossier, listed).encode("utf-8-sig"),))
    async for piece in streamed(((entry.name, _content(dossier, entry)) for entry in (first, *listed)), dossier.day):
        yield piece


async def zip_files(files: Iterable[tuple[str, Chunks]], day: date) -> AsyncIterator[bytes]:
    """Files alone, numbered in order."""
    listed = entries((), files)
    async for piece in streamed(((entry.name, _chunks(entry)) for entry in listed), day):
        yield piece


async def streamed(files: Iterable[tuple[str, AsyncIterator[bytes]]], day: date) -> AsyncIterator[bytes]:
    """A ZIP of named contents, piece by piece; its files bear the day."""
    sink = Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=UNSHRUNK) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name, (*day.timetuple()[:3], 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info._compresslevel = UNSHRUNK  # type: ignore[attr-defined] # a name since Python 3.13 only
            with archive.open(info, "w") as target:
                async for chunk in content:
                    for at in range(0, len(chunk), PIECE):
                        target.write(chunk[at : at + PIECE])
                        if len(sink) >= PIECE:
                            yield sink.take()
                            await asyncio.sleep(0)  # others are heard between two pieces
    yield sink.take()


def entries(papers: Iterable[str], files: Iterable[tuple[str, Chunks]]) -> list[ZipEntry]:
    """What goes in, numbered in order; names are plain letters that every machine can write."""
    made = [ZipEntry(f"{i}.docx", _titled(PAPERS[i].code, PAPERS[i].title), paper=i) for i in papers]
    given = [ZipEntry(name, PurePosixPath(name).stem or name, chunks) for name, chunks in files]
    return [replace(entry, name=f"{number:02d}-{plain(entry.name)}") for number, entry in enumerate((*made, *given), 1)]


def plain(name: str) -> str:
    """ "Giấy chứng nhận.PDF" → "giay-chung-nhan.pdf"."""
    path = PurePosixPath(name.replace("\\", "/"))
    stem, suffix = (_ascii(part) for part in (path.stem, path.suffix))
    short = stem[:LONGEST_NAME].rstrip("-") or "tep"
    return f"{short}.{suffix[:5]}" if suffix else short


def contents(dossier: Dossier, listed: Iterable[ZipEntry]) -> str:
    """The table of contents, with the names as people read them."""
    words = WORDS["contents"]
    product = dossier.said("product_name").replace(PARAGRAPH, " ").strip()
    producer = dossier.said("producer_name").replace(PARAGRAPH, " ").strip()
    day = dossier.short_date(dossier.day)
    head = [line.format(product=product, producer=producer, day=day) for line in words["lines"]]
    rows = [
        words["entry"].format(number=number, title=" ".join(entry.title.split()), name=entry.name)
        for number, entry in enumerate(listed, 1)
    ]
    return "\r\n".join([*head, "", *rows, ""])


def _titled(code: str, title: str) -> str:
    return f"{code}. {title}" if code else title


def _ascii(text: str) -> str:
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(text))
    return "-".join(words.split())


async def _content(dossier: Dossier, entry: ZipEntry) -> AsyncIterator[bytes]:
    if entry.paper:
        yield await asyncio.to_thread(make_paper, entry.paper, dossier)
        return
    async for chunk in _chunks(entry):
        yield chunk


async def _chunks(entry: ZipEntry) -> AsyncIterator[bytes]:
    if isinstance(entry.chunks, AsyncIterable):
        async for chunk in entry.chunks:
            yield chunk
    else:
        for chunk in entry.chunks or ():
            yield chunk
