"""Whether a picture tells more than itself: where, when and with what it was taken, or what hangs behind it.

A list of what may be there, by format: whatever is not on it makes the picture to be written anew.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PADDING = 64
"""Bytes behind the end of a picture that are padding: no position fits in them."""
_PNG = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD"})
_PNG_MORE = frozenset({b"pHYs", b"hIST", b"cICP", b"acTL", b"fcTL", b"fdAT"})
_WEBP = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_JPEG = {0xE0: (b"JFIF\0", b"JFXX\0"), 0xE2: (b"ICC_PROFILE\0",), 0xEE: (b"Adobe",)}
_COMMENT = 0xFE
_SCAN, _END = 0xDA, b"\xff\xd9"


def tells_more(data: bytes, kind: str) -> bool:
    """Whether anything but the picture is in the file."""
    if kind == "image/png":
        return _chunks_tell(_png(data), _PNG | _PNG_MORE, len(data))
    if kind == "image/webp":
        return _chunks_tell(_webp(data), _WEBP, len(data))
    return _jpeg_tells(data)


def _chunks_tell(chunks: Iterator[tuple[bytes, int]], known: frozenset[bytes], size: int) -> bool:
    """Whether there is a chunk of another name, or much behind the last one."""
    found = list(chunks)
    if any(name not in known for name, _ in found):
        return True
    return not found or size - found[-1][1] > _PADDING


def _png(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Names of chunks, and where each ends."""
    at = 8
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        at += 12 + size
        yield name, at
        if name == b"IEND":
            return


def _webp(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Names of chunks, and where each ends."""
    at, end = 12, 8 + struct.unpack_from("<I", data, 4)[0]
    while at + 8 <= min(end, len(data)):
        name, size = struct.unpack_from("<4sI", data, at)
        at += 8 + size + size % 2
        yield name, at


def _jpeg_tells(data: bytes) -> bool:
    """Segments up to the picture itself, and what comes behind its end: inside of it no 0xFF stands before 0xD9."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, size = struct.unpack_from(">xBH", data, at)
        if marker == _COMMENT:
            return True
        if 0xE0 <= marker <= 0xEF and not data.startswith(_JPEG.get(marker, ()), at + 4):
            return True
        at += 2 + size
        if marker == _SCAN:
            return len(data) - data.find(_END, at) - 2 > _PADDING
    return True
