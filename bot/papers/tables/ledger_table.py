"""The ledger of a notice to many as a workbook: one row a recipient."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from openpyxl import Workbook

from bot.kit.clock import VIETNAM
from bot.papers.tables.cells import Value, cell, head_cell
from bot.records.broadcast import LedgerLine
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
    sheet.append([head_cell(sheet, t(f"ledger.column.{name}")) for name in COLUMNS])
    for line in lines:
        sheet.append([cell(sheet, value) for value in _row(line, areas, t)])
    for phone in unmatched:
        stranger = t("ledger.stranger")
        sheet.append([cell(sheet, value) for value in ("", "", _local(phone), "", stranger, None, "", None)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _row(line: LedgerLine, areas: Areas, t: Translator) -> Iterable[Value]:
    unit = areas.find(line.area)
    return (
        line.name or ("" if unit else t("who.unnamed")),
        areas.label(line.area) if unit else "",
        _local(line.phone),
        t(f"channel.{line.channel}") if t.has(f"channel.{line.channel}") else line.channel,
        t(f"fate.{line.fate}"),
        _local_time(line.sent),
        t(f"ledger.answer.{line.answer}") if line.answer else "",
        _local_time(line.answered),
    )


def _local(phone: str) -> str:
    return "0" + phone.removeprefix("+84") if phone.startswith("+84") else phone


def _local_time(at: datetime | None) -> datetime | None:
    """Vietnam's time, as a spreadsheet keeps it: without a zone."""
    return at.astimezone(VIETNAM).replace(tzinfo=None, microsecond=0) if at else None
