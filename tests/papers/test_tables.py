"""Workbooks that people open in a spreadsheet: what is a text stays one, what is a day is one."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from support.forms import AREAS, TEXTS

from bot.papers.tables.guests_table import guests_table
from bot.papers.tables.ledger_table import ledger_table
from bot.records.broadcast import LedgerLine
from ocop_domain.activities import Activity, ActivityKind, Attendance, Coming

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


def test_the_list_of_guests_has_a_line_for_each_of_thousands_to_call_from_and_to_sign() -> None:
    here = Activity("a", "u", "p", ActivityKind.CLASS, "Lớp", "2022-06-15T08:00", date(2022, 6, 15), "Xã")
    lan = Attendance("a", 1, Coming.INSTEAD, "Bình", name="Lan", area="o32035", phone="+84912345678")
    waits = Attendance("a", 2, Coming.YES, waiting="2022-06-01")
    many = [Attendance("a", n, name=f"Hộ {n}") for n in range(5000)]
    sheet = opened(guests_table(here, [lan, waits, *many], areas=AREAS, t=VI))
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert len(rows) == 5002
    assert rows[0][:2] == (1, "Lan")
    assert rows[0][3:7] == ("0912345678", "người khác đi thay", "Bình", None)
    assert (rows[1][4], rows[5001][:2]) == ("chờ chỗ", (5002, "Hộ 4999"))
