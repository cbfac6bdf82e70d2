"""The ledger of a notice to many as a workbook: one row a recipient."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from bot.clock import VIETNAM
from bot.handlers.records.broadcasts import LedgerLine
from bot.texts import Translator
from ocop_domain.areas import Areas

COLUMNS = ("name", "place", "phone", "channel", "fate", "sent", "answer", "answered")
_WIDTHS = (36, 44, 16, 14, 28, 18, 16, 18)


def ledger_table(lines: Sequence[LedgerLine], unmatched: Sequence[str], *, areas: Areas, t: Translator) -> bytes:
    """The workbook; pasted numbers that belong to nobody stand at its end."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(t("ledger.sheet"))
    for letter, width in zip("ABCDEFGH", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, t(f"ledger.column.{name}"), bold=True) for name in COLUMNS])
    for line in lines:
        sheet.append([_cell(sheet, value) for value in _row(line, areas, t)])
    for phone in unmatched:
        stranger = t("ledger.stranger")
        sheet.append([_cell(sheet, value) for value in ("", "", _local(phone), "", stranger, "", "", "")])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _row(line: LedgerLine, areas: Areas, t: Translator) -> Iterable[str]:
    unit = areas.find(line.area)
    return (
        line.name or ("" if unit else t("who.unnamed")),
        areas.label(line.area) if unit else "",
        _local(line.phone),
        t(f"channel.{line.channel}") if t.has(f"channel.{line.channel}") else line.channel,
        t(f"fate.{line.fate}"),
        _time(line.sent),
        t(f"ledger.answer.{line.answer}") if line.answer else "",
        _time(line.answered),
    )


def _cell(sheet: WriteOnlyWorksheet, value: str, *, bold: bool = False) -> WriteOnlyCell:
    """Text, whatever it looks like: a name that begins with "=" is no formula."""
    cell = WriteOnlyCell(sheet, value="".join(c for c in value if c.isprintable()))
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _local(phone: str) -> str:
    return "0" + phone.removeprefix("+84") if phone.startswith("+84") else phone


def _time(at: datetime | None) -> str:
    return f"{at.astimezone(VIETNAM):%d/%m/%Y %H:%M}" if at else ""
