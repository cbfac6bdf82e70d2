"""The list as DOCX, with one photo of each product that has one."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from docx import Document
from docx.shared import Cm
from PIL import Image, ImageOps

from bot.papers.dossier.rendering import fill, packed
from bot.papers.showcase.model import rows_of
from bot.records.showcase import ShowcasePaper
from ocop_domain.areas import Areas

TEMPLATE = Path(__file__).resolve().parent / "gioi-thieu.docx"
_PIXELS = (600, 600)
_WIDTH = Cm(3.6)
_PHOTO = 1
"""The column of the photo."""


def showcase_document(paper: ShowcasePaper, areas: Areas, photos: Mapping[str, bytes]) -> bytes:
    """The filled template; `photos` are pictures by product."""
    words = {
        "unit": paper.unit,
        "purpose": paper.purpose,
        "day": f"{paper.day:%d/%m/%Y}",
        "rows": rows_of(paper, areas),
        "count": len(paper.products),
    }
    document = Document(io.BytesIO(fill(TEMPLATE, words)))
    for product, row in zip(paper.products, document.tables[-1].rows[1:], strict=True):
        if product.product in photos:
            place = row.cells[_PHOTO].paragraphs[0].add_run()
            place.add_picture(io.BytesIO(_printable(photos[product.product])), width=_WIDTH)
    out = io.BytesIO()
    document.save(out)
    return packed(out.getvalue())


def _printable(picture: bytes) -> bytes:
    """As small as paper needs it, and a JPEG: a document takes no WebP."""
    with Image.open(io.BytesIO(picture)) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail(_PIXELS)
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=80)
    return out.getvalue()
