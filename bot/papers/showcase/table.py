"""The list as a workbook."""

from __future__ import annotations

import io
from dataclasses import astuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from bot.papers.showcase.model import rows_of
from bot.papers.tables.cells import cell, head_cell
from bot.records.showcase import ShowcasePaper
from bot.texts import Translator
from ocop_domain.areas import Areas

_COLUMNS = ("number", "name", "set", "star", "producer", "phone", "place")
_WIDTHS = (6, 32, 32, 8, 34, 16, 44)


def showcase_table(paper: ShowcasePaper, areas: Areas, t: Translator) -> bytes:
    """One line a product."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(t("showcase.sheet"))
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([head_cell(sheet, paper.purpose)])
    sheet.append([head_cell(sheet, t(f"showcase.column_{name}")) for name in _COLUMNS])
    sheet.freeze_panes = "A3"
    for row in rows_of(paper, areas):
        sheet.append([cell(sheet, value) for value in astuple(row)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
