"""The results of a round as a workbook: all products, and those that get a certificate."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal

from openpyxl import Workbook

from bot.papers.tables.cells import Value, cell, head_cell
from bot.records.rounds import Result, RoundPapers
from bot.texts import Translator
from ocop_domain.applications import Application
from ocop_domain.areas import Areas

RESULT_COLUMNS = ("number", "product", "producer", "place", "total", "average", "star", "meaning", "reason")
CERTIFICATE_COLUMNS = ("number", "product", "producer", "place", "star", "certificate", "decision", "day", "until")
_WIDTHS = {"number": 6, "product": 30, "producer": 32, "place": 36, "meaning": 32, "reason": 40}
_WIDTH = 14


def workbook(made_of: RoundPapers, areas: Areas, t: Translator) -> bytes:
    """Two sheets: results, and certificates."""
    book = Workbook(write_only=True)
    _sheet(
        book, t, "results", RESULT_COLUMNS, [_result(t, areas, n, *one) for n, one in enumerate(made_of.products, 1)]
    )
    held = [(one, result) for one, result in made_of.products if result and result.expires]
    rows = [_certificate(t, areas, n, one, result) for n, (one, result) in enumerate(held, 1) if result]
    _sheet(book, t, "certificates", CERTIFICATE_COLUMNS, rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, t: Translator, name: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    sheet = book.create_sheet(t(f"rounds.sheet_{name}"))
    for letter, column in zip("ABCDEFGHI", columns, strict=True):
        sheet.column_dimensions[letter].width = _WIDTHS.get(column, _WIDTH)
    sheet.freeze_panes = "A2"
    sheet.append([head_cell(sheet, t(f"rounds.column_{column}")) for column in columns])
    for row in rows:
        sheet.append([cell(sheet, value) for value in row])


def _place(areas: Areas, one: Application) -> str:
    return areas.label(one.area)


def _points(total: Decimal, t: Translator) -> str:
    return t.number(total)


def _result(t: Translator, areas: Areas, number: int, one: Application, result: Result | None) -> Sequence[Value]:
    head = (number, one.name, one.producer_name, _place(areas, one))
    if result is None:
        return (*head, "", "", "", t("rounds.not_concluded"), "")
    return (
        *head,
        _points(result.total, t),
        t(f"rounds.star_{result.proposed}"),
        t(f"rounds.star_{result.star}"),
        t(f"rounds.verdict_{result.verdict}"),
        result.reason,
    )


def _certificate(t: Translator, areas: Areas, number: int, one: Application, result: Result) -> Sequence[Value]:
    return (
        *(number, one.name, one.producer_name, _place(areas, one), t(f"rounds.star_{result.star}")),
        *(result.certificate, result.decision, result.decided_on, result.expires),
    )
