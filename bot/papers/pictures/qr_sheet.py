"""Sheets of QR codes to print and cut: a code and under it what it is for, six on a page of A4."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import segno
from PIL import Image, ImageDraw

from bot.papers.pictures.drawing import Font, drawable, loaded, wrapped

_PAGE = (1240, 1754)
"""A4 at 150 points an inch."""
_COLUMNS, _ROWS = 2, 3
_MARGIN, _CODE = 60, 400
_TEXT = Font("plain", 24)
_LINES = 4
_DPI = 150.0


def qr_sheet(file: Path | BinaryIO, codes: Sequence[tuple[str, str]]) -> None:
    """Writes the codes (what is scanned, what stands below) as one PDF."""
    pages = [_page(codes[start : start + _COLUMNS * _ROWS]) for start in range(0, len(codes), _COLUMNS * _ROWS)]
    pages[0].save(file, "PDF", resolution=_DPI, save_all=True, append_images=pages[1:])


def _page(codes: Sequence[tuple[str, str]]) -> Image.Image:
    page = Image.new("RGB", _PAGE, "white")
    wide, high = (_PAGE[0] - 2 * _MARGIN) // _COLUMNS, (_PAGE[1] - 2 * _MARGIN) // _ROWS
    for number, (link, text) in enumerate(codes):
        row, column = divmod(number, _COLUMNS)
        _place(page, link, text, (_MARGIN + column * wide, _MARGIN + row * high), wide)
    return page


def _place(page: Image.Image, link: str, text: str, at: tuple[int, int], wide: int) -> None:
    left, top = at
    code = _code(link)
    page.paste(code, (left + (wide - code.width) // 2, top))
    draw = ImageDraw.Draw(page)
    font = loaded(_TEXT.face, _TEXT.size)
    lines = [line for part in text.split("\n") for line in wrapped(drawable(part), _TEXT, wide - 20)]
    for number, line in enumerate(lines[:_LINES]):
        start = left + (wide - _TEXT.width(line)) // 2
        draw.text((start, top + code.height + _TEXT.above + number * _TEXT.line), line, "black", font, anchor="ls")


def _code(link: str) -> Image.Image:
    """As large as fits, in whole points a module, so that every phone reads it."""
    made = segno.make(link, micro=False)
    held = io.BytesIO()
    made.save(held, kind="png", scale=_CODE // made.symbol_size()[0])
    return Image.open(held).convert("RGB")
