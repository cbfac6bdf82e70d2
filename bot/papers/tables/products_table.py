"""Products as a workbook for people: heads and states in words, phones and ids as text, days as days."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from bot.conversations.form import Context, Question
from bot.conversations.kinds.typed import Day, Integer
from bot.papers.tables.cells import Value, cell, head_cell
from bot.papers.tables.products_csv import HEAD, ContextOf, place_and_group, questions_of
from ocop_domain.applications import Application

_WIDTH, _LONGEST = 12, 40


def products_table(products: Sequence[Application], context: Context, of: ContextOf | None = None) -> bytes:
    """One row a product, in the columns of the CSV."""
    questions, t = questions_of(products, context, of), context.t
    heads = [*(t(f"export.column.{name}") for name in HEAD), *(q.label(t) for q in questions)]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(t("export.sheet"))
    for number, head in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(max(len(head) + 2, _WIDTH), _LONGEST)
    sheet.freeze_panes = "B2"
    sheet.append([head_cell(sheet, head) for head in heads])
    for application in products:
        row: list[Value] = [application.id, application.programme, t(f"state.{application.state}"), application.sent_on]
        own = of(application) if of else context
        row += place_and_group(application, own)
        row += (_value(question, application, own) for question in questions)
        sheet.append([None if value is None else cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _value(question: Question, application: Application, context: Context) -> Value:
    """The answer as people read it; what can be sorted and added up stays a day or a number."""
    value = application.answers.get(question.id)
    if value is None:
        return None
    if isinstance(question.kind, Day):
        return date.fromisoformat(value)
    if isinstance(question.kind, Integer) and isinstance(value, int):
        return value
    return question.kind.show(value, question, context)
