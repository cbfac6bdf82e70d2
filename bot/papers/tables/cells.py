"""Cells of a workbook: a text stays a text, a day is a day that can be sorted."""

from __future__ import annotations

from datetime import date, datetime

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value = str | int | date | datetime | None
_READ = frozenset("=#")
"""What a text begins with that the library would take for a formula, or for an error ("#N/A")."""
_DAY, _MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"


def cell(sheet: WriteOnlyWorksheet, value: Value) -> WriteOnlyCell | str:
    """A cell of the value's own kind; a text that begins with "=" is no formula, a phone keeps its zero.

    A text that a sheet takes as it is stays one: a cell of its own takes five times as long, and files have thousands.
    """
    if isinstance(value, str):
        return value if value.isprintable() and value[:1] not in _READ else _text(sheet, value)
    made = WriteOnlyCell(sheet, value=value)
    if isinstance(value, date):
        made.number_format = _MOMENT if isinstance(value, datetime) else _DAY
    return made


def head_cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    """A bold one for the first row."""
    made = _text(sheet, text)
    made.font = Font(bold=True)
    return made


def _text(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    shown = text if text.isprintable() else "".join(c for c in text if c.isprintable() or c == "\n")
    made = WriteOnlyCell(sheet, value=shown)
    made.data_type = "s"
    if "\n" in text:
        made.alignment = Alignment(wrap_text=True, vertical="top")
    return made
