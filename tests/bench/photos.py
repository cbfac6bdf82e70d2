"""A photographed page read by Tesseract, in its own process; the loop of the chat goes on meanwhile."""

from __future__ import annotations

import asyncio
import time

from support.photographed import REGISTRATION, photo_of

from bench.programs import BenchFault
from bench.table import Line
from bot.papers.photos import find_reader, to_lines


def measure(*, rounds: int) -> list[Line]:
    """Seconds of a page, and the longest that the loop was held meanwhile."""
    if find_reader() is None:
        raise BenchFault("tesseract is not installed (Debian: tesseract-ocr tesseract-ocr-vie)")
    page = photo_of(REGISTRATION * 4)
    took = [asyncio.run(_read(page)) for _ in range(rounds)]
    return [
        Line("photo of a page, read", [seconds for seconds, _ in took], "s", most=3, digits=1),
        Line("photo of a page, the loop was held", [held * 1000 for _, held in took], "ms", most=50),
    ]


async def _read(page: bytes) -> tuple[float, float]:
    """Seconds until it was read, and the longest pause of the loop."""
    began, longest = time.perf_counter(), 0.0
    reading = asyncio.create_task(asyncio.to_thread(to_lines, page, 60))
    while not reading.done():
        before = time.perf_counter()
        await asyncio.sleep(0.005)
        longest = max(longest, time.perf_counter() - before - 0.005)
    if not reading.result():
        raise BenchFault("nothing was read")
    return time.perf_counter() - began, longest
