"""The list as DOCX, to be numbered and signed."""

from __future__ import annotations

from pathlib import Path

from bot.papers.dossier.rendering import fill
from bot.papers.lists.model import PrintedList

TEMPLATE = Path(__file__).resolve().parent / "danh-muc.docx"


def list_document(one: PrintedList, template: Path = TEMPLATE) -> bytes:
    """The filled template; the same list is the same bytes."""
    words = {
        "unit": one.unit,
        "place": one.place,
        "to": one.to,
        "programme": one.programme,
        "document": one.document,
        "title": one.title,
        "count": len(one.rows),
        "rows": one.rows,
    }
    return fill(template, words)
