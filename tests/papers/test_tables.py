"""Workbooks that people open in a spreadsheet: what is a text stays one, what is a day is one."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.forms import AREAS, TEXTS

from bot.papers.tables.ledger_table import ledger_table
from bot.records.broadcast import LedgerLine

VI = TEXTS["vi"]


def opened(data: bytes) -> Worksheet:
    sheet = load_workbook(io.BytesIO(data)).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_the_ledger_has_moments_that_a_spreadsheet_can_sort() -> None:
    sent = datetime(2022, 2, 15, 1, 30, 12, 500, tzinfo=UTC)
    line = LedgerLine(7, "=Lan", "", "+84912345678", "web", "sent", "", sent, None)
    sheet = opened(ledger_table([line], ["+84903123456"], areas=AREAS, t=VI))
    row, stranger = list(sheet.iter_rows(min_row=2))
    assert row[5].is_date
    assert row[5].value == datetime(2022, 2, 15, 8, 30, 12)
    assert row[5].number_format == "dd/mm/yyyy hh:mm"
    assert (row[0].value, row[0].data_type) == ("=Lan", "s"), "no formula"
    assert (row[2].value, row[2].data_type) == ("0912345678", "s")
    assert (row[7].value, stranger[2].value) == (None, "0903123456")
