"""Recognised products in the columns of PTNT_OCOP (Quyết định 5277/QĐ-BNNMT), for the ministry's data base."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from bot.papers.tables.cells import cell, head_cell
from bot.records.ministry import MinistryRow
from bot.texts import Translator

COLUMNS = (
    *("MA_OCOP", "Ma_DonViHanhChinh", "Ma_ThoiGian", "Ma_SanPham", "TenSanPham", "XepHang", "ChuTheSXKD"),
    *("DoanhThuNam", "TrangThai"),
)
_WIDTHS = (18, 20, 14, 36, 36, 10, 36, 14, 18)


def _values(row: MinistryRow, t: Translator) -> tuple[str | Decimal | None, ...]:
    """The year and the codes are text, as the table keeps them; revenue is a number with two digits."""
    year = str(row.year) if row.year else ""
    state = t(f"ministry.state.{row.state}")
    return (row.number, row.unit, year, row.product, row.name, f"{row.star}*", row.producer, row.revenue, state)


def ministry_csv(rows: Sequence[MinistryRow], t: Translator) -> str:
    """One line a product; a leading sign that a spreadsheet would run as a formula is made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_plain(value) for value in _values(row, t)])
    return out.getvalue()


def _plain(value: str | Decimal | None) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def ministry_table(rows: Sequence[MinistryRow], t: Translator) -> bytes:
    """The same as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("PTNT_OCOP")
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([head_cell(sheet, head) for head in COLUMNS])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in _values(row, t)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: object, value: str | Decimal | None) -> WriteOnlyCell:
    if isinstance(value, Decimal):
        made = WriteOnlyCell(sheet, value=value)
        made.number_format = "0.00"
        return made
    return cell(sheet, value)
