"""The rows of a list with what is to be mended, as a workbook to mend and send again."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date

from openpyxl import Workbook

from bot.papers.tables.cells import Value, cell, head_cell
from bot.texts import Translator
from ocop_domain.imports.columns import Field, Meant, meant
from ocop_domain.imports.findings import RowFinding
from ocop_domain.imports.grid import Cell, letter, shown
from ocop_domain.imports.layout import Layout
from ocop_domain.imports.rows import ReadRow, ReadSheet


def findings_table(sheets: Sequence[ReadSheet], t: Translator) -> bytes:
    """First what was not taken, then what was and is told; each row as it was written, with its findings before it."""
    book = Workbook(write_only=True)
    for failed in (True, False):
        for n, sheet in enumerate(sheets, 1):
            rows = [row for row in sheet.rows if row.findings and row.failed is failed]
            if sheet.layout and rows:
                title = t("import.sheet_errors" if failed else "import.sheet_warnings")
                _sheet(book, title if len(sheets) == 1 else f"{title} {n}", sheet.layout, rows, t)
    if not book.worksheets:
        book.create_sheet(t("import.sheet_errors"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, title: str, layout: Layout, rows: Sequence[ReadRow], t: Translator) -> None:
    sheet = book.create_sheet(title)
    sheet.column_dimensions["A"].width = 60
    sheet.freeze_panes = "B2"
    placed = any(row.section for row in rows) and layout.at(Field.DISTRICT) is None
    heads = [t("import.head_findings"), t("import.head_row"), *([t("import.head_section")] if placed else [])]
    sheet.append([head_cell(sheet, head) for head in (*heads, *_heads(layout, t))])
    for row in rows:
        told = "\n".join(told_of(finding, t) for finding in row.findings)
        first: list[Value] = [told, row.row + 1, *([row.section] if placed else [])]
        cells = [_value(row.cells[column.index]) for column in layout.columns]
        sheet.append([cell(sheet, value) for value in (*first, *cells)])


def _heads(layout: Layout, t: Translator) -> Iterator[str]:
    """Each as it was headed, if that alone says what the column is; else what somebody said that it is."""
    taken: set[Meant] = set()
    for column in layout.columns:
        own = meant([column.heading])
        if column.meant and (own != column.meant or own in taken):
            yield named(column.meant, t)
        elif column.meant is None and own:
            yield f"({column.heading})"  # what stands in brackets is not read
        else:
            yield column.heading
        if column.meant:
            taken.add(column.meant)


def named(what: Meant, t: Translator) -> str:
    """What a column is, in words that are understood again."""
    name = t(f"import.field.{what.field}")
    return t("import.field_of", name=name, number=what.series) if what.series else name


def told_of(finding: RowFinding, t: Translator) -> str:
    """A finding as a sentence, with the cell it is about."""
    text = t(f"import.finding.{finding.code}", said=finding.said, **finding.params)
    return t("import.at", column=letter(finding.column), text=text) if finding.column is not None else text


def _value(value: Cell) -> Value:
    if isinstance(value, float):
        return shown(value)
    if isinstance(value, str | int | date):
        return value
    return None
