"""What producers need and from whom, as a workbook and as text for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import astuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from bot.papers.tables.cells import cell, head_cell
from bot.records.inquiries import NeedRow
from bot.texts import Translator

_COLUMNS = ("agency", "need", "producer", "product", "place", "since", "standing")
_WIDTHS = (34, 44, 34, 28, 44, 14, 60)


def _heads(t: Translator) -> list[str]:
    return [t(f"needs.column_{name}") for name in _COLUMNS]


def needs_table(rows: Sequence[NeedRow], t: Translator) -> bytes:
    """One line a need."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(t("needs.title"))
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([head_cell(sheet, head) for head in _heads(t)])
    for row in rows:
        sheet.append([cell(sheet, value) for value in astuple(row)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def needs_csv(rows: Sequence[NeedRow], t: Translator) -> str:
    """The same; a leading sign that a spreadsheet would run as a formula is made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_heads(t))
    for row in rows:
        writer.writerow([_plain(str(value)) for value in astuple(row)])
    return out.getvalue()


def _plain(text: str) -> str:
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text
