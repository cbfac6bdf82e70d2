"""Tables of progress as a workbook, and every answer to a report with fields."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from bot.handlers.progress.figures import House
from bot.handlers.progress.tables import ProgressTable, all_tables
from bot.papers.tables.cells import Value, cell, head_cell
from bot.records.progress import ProgressFigures
from bot.records.reports import ReportAnswer, ReportSums
from bot.texts import Translator
from ocop_domain.areas import Areas
from ocop_domain.report_fields import FieldKind, ReportField, amount

_WIDE, _OTHER, _TITLE = 38, 16, 31
"""Widths of the first column and of the others; characters that the name of a sheet may have."""


def progress_workbook(figures: ProgressFigures, house: House, t: Translator) -> bytes:
    """One sheet a table, then every product."""
    book = Workbook(write_only=True)
    for one in (*all_tables(figures, house, t), _products(figures, house, t)):
        _sheet(book, one)
    note = book.create_sheet(t("progress.sheet_notes"))
    note.append([cell(note, t("progress.sex_unknown"))])
    note.append([cell(note, t("progress.picture_day", day=t.day(figures.day)))])
    return _saved(book)


def _sheet(book: Workbook, one: ProgressTable) -> None:
    sheet = book.create_sheet("".join(c for c in one.title if c not in "[]:*?/\\")[:_TITLE])
    for number in range(1, len(one.head) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDE if number == 1 else _OTHER
    sheet.freeze_panes = "B2"
    sheet.append([head_cell(sheet, head) for head in one.head])
    for row in one.rows:
        sheet.append([cell(sheet, _value(value)) for value in row])


def _value(value: object) -> Value:
    """Numbers stay numbers: a whole one without a point."""
    if isinstance(value, float):
        return int(value) if value == int(value) else str(value)
    assert isinstance(value, str | int)
    return value


def _products(figures: ProgressFigures, house: House, t: Translator) -> ProgressTable:
    heads = ("product", "producer", "commune", "kind", "step", "star", "sent")
    rows = tuple(
        (
            entry.name,
            entry.producer,
            house.areas.get(entry.area).name,
            t(f"progress.kind.{entry.kind}") if t.has(f"progress.kind.{entry.kind}") else "",
            t("progress.out") if entry.out else t(f"progress.step.{entry.step}"),
            entry.star or "",
            f"{entry.sent_on:%d/%m/%Y}",
        )
        for entry in figures.entries
    )
    return ProgressTable("products", t("progress.products"), tuple(t(f"progress.column.{h}") for h in heads), rows)


def answers_workbook(made_of: ReportSums, areas: Areas, t: Translator) -> bytes:
    """One row an answer, in the order of the questions; on a second sheet who has not answered."""
    book, who = Workbook(write_only=True), t("report.column.who")
    heads = (who, t("report.column.place"), *(_head(one) for one in made_of.fields), t("report.column.day"))
    rows = tuple(_answer(one, made_of.fields, areas, t) for one in made_of.answers)
    missing = tuple((name,) for name in made_of.missing)
    _sheet(book, ProgressTable("answers", t("report.sheet_answers"), heads, rows))
    _sheet(book, ProgressTable("missing", t("report.sheet_missing"), (who,), missing))
    return _saved(book)


def _head(one: ReportField) -> str:
    return f"{one.head} ({one.unit})" if one.unit else one.head


def _answer(one: ReportAnswer, fields: Sequence[ReportField], areas: Areas, t: Translator) -> tuple[Any, ...]:
    unit = areas.find(one.area)
    said = tuple(_said(field, one.answers, t) for field in fields)
    return (one.name, unit.name if unit else "", *said, f"{one.at:%d/%m/%Y}" if one.at else "")


def _said(field: ReportField, answers: Mapping[str, Any], t: Translator) -> Value:
    value = answers.get(field.id)
    if value is None:
        return ""
    if field.kind is FieldKind.YES_NO:
        return t("option.yes" if value else "option.no")
    return str(value) if field.kind is FieldKind.TEXT else int(amount(value))


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
