"""The list as a workbook: the same heading, table and signature as the document, to be printed on landscape A4."""

from __future__ import annotations

import io
from dataclasses import astuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot.papers.dossier.model import WORDS
from bot.papers.lists.model import COLUMNS, PRINTED, PrintedList

_WIDTHS = (5, 24, 24, 18, 28, 14, 14, 20, 20, 11, 9)
_FONT = "Times New Roman"
_LAST, _LEFT = len(COLUMNS), 4
"""The last column, and the last one of the left half of the heading."""
_LINE = Border(*(Side(style="thin"),) * 4)


def list_table(one: PrintedList) -> bytes:
    """One row a product below the official heading; what people typed is text, never a formula."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet), "a new workbook has one sheet"
    sheet.title = PRINTED["sheet"]
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    _heading(sheet, one)
    head = _body(sheet, one)
    _signature(sheet)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"
    sheet.freeze_panes = f"A{head + 1}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _heading(sheet: Worksheet, one: PrintedList) -> None:
    nation, motto = WORDS["nation"]
    _across(sheet, 1, (PRINTED["office"], nation), bold=True)
    _across(sheet, 2, (one.unit.upper(), motto), bold=True)
    _across(sheet, 3, (PRINTED["number"], f"{one.place}, {WORDS['no_date']}"))
    _line(sheet, 5, one.title, bold=True, size=14)
    _line(sheet, 6, one.programme, bold=True)
    if one.to:
        _line(sheet, 7, PRINTED["to"].format(to=one.to))


def _across(sheet: Worksheet, row: int, texts: tuple[str, str], *, bold: bool = False) -> None:
    """One text in the left half of the sheet, one in the right."""
    for (first, last), text in zip(((1, _LEFT), (_LEFT + 1, _LAST)), texts, strict=True):
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
        _put(sheet, row, first, text, bold=bold, centre=True)


def _line(sheet: Worksheet, row: int, text: str, *, bold: bool = False, size: int = 12) -> None:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=_LAST)
    _put(sheet, row, 1, text, bold=bold, centre=True, size=size)


def _body(sheet: Worksheet, one: PrintedList) -> int:
    """The table; returns the row of its head."""
    head: int = sheet.max_row + 2
    for column, name in enumerate(COLUMNS, 1):
        _put(sheet, head, column, PRINTED["columns"][name], bold=True, centre=True, framed=True)
    for row, line in enumerate(one.rows, head + 1):
        for column, text in enumerate(astuple(line), 1):
            _put(sheet, row, column, text, framed=True, centre=column in (1, _LAST))
    _put(sheet, sheet.max_row + 1, 1, PRINTED["count"].format(count=len(one.rows)))
    return head


def _signature(sheet: Worksheet) -> None:
    row = sheet.max_row + 2
    for line, text in enumerate(PRINTED["sign"]):
        sheet.merge_cells(start_row=row + line, start_column=_LAST - 4, end_row=row + line, end_column=_LAST)
        _put(sheet, row + line, _LAST - 4, text, bold=line < len(PRINTED["sign"]) - 1, centre=True)


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    text: str,
    *,
    bold: bool = False,
    centre: bool = False,
    framed: bool = False,
    size: int = 12,
) -> None:
    cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    cell.font = Font(name=_FONT, size=size, bold=bold)
    cell.alignment = Alignment(horizontal="center" if centre else None, vertical="top", wrap_text=framed)
    if framed:
        cell.border = _LINE
