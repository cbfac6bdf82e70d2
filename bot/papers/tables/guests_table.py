"""Who is invited to an activity as a workbook: to call from, and to sign at the door."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from bot.papers.tables.cells import Value, cell, head_cell
from bot.texts import Translator
from ocop_domain.activities import Activity, Attendance, Coming
from ocop_domain.areas import Areas

COLUMNS = ("number", "name", "place", "phone", "answer", "instead", "came", "signature")
_WIDTHS = (6, 36, 44, 16, 18, 28, 10, 24)


def guests_table(here: Activity, guests: Sequence[Attendance], *, areas: Areas, t: Translator) -> bytes:
    """One line a guest, in the order that is given, under the name, day and place of the activity."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(t("activity.sheet"))
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A3"
    sheet.append([head_cell(sheet, t("activity.line", name=here.title, day=f"{here.day:%d/%m/%Y}", place=here.place))])
    sheet.append([head_cell(sheet, t(f"activity.column_{name}")) for name in COLUMNS])
    for number, one in enumerate(guests, 1):
        sheet.append([cell(sheet, value) for value in _row(number, one, areas, t)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _row(number: int, one: Attendance, areas: Areas, t: Translator) -> tuple[Value, ...]:
    unit = areas.find(one.area)
    answer = "waits" if one.waiting else one.answer or Coming.UNSAID.name.lower()
    return (
        number,
        one.name or ("" if unit else t("who.unnamed")),
        areas.label(one.area) if unit else "",
        "0" + one.phone.removeprefix("+84") if one.phone else "",
        t(f"activity.answer_{answer}"),
        one.instead,
        t("activity.answer_came") if one.came else "",
        "",
    )
