"""Products as a table for programs: columns by id, states by id, days in ISO form."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from bot.conversations.form import Context, Question
from bot.conversations.forms import FORMS
from ocop_domain.applications import Application

HEAD = ("id", "programme", "state", "sent_on", "province", "district", "commune", "sector", "group")


def products_csv(products: Sequence[Application], context: Context) -> str:
    """One line a product: its state, its place, its classification, then every answer as people read it.

    Columns: HEAD, then the ids of the questions of the programme's form.
    """
    questions = FORMS[context.programme.form].questions
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*HEAD, *(q.id for q in questions)])
    for application in products:
        writer.writerow([*_head(application, context), *(_cell(q, application, context) for q in questions)])
    return out.getvalue()


def _head(application: Application, context: Context) -> list[str]:
    known = [application.id, application.programme, application.state, application.sent_on.isoformat()]
    return [*known, *place_and_group(application, context)]


def place_and_group(application: Application, context: Context) -> list[str]:
    """Province, district, commune, sector and group by name; "" where there is none."""
    names = {unit.level: unit.name for unit in context.areas.path(application.area)}
    chosen = context.programme.product_sets.by_id.get(application.answers.get("product_set") or "")
    return [
        names.get("province", ""),
        names.get("district", ""),
        names.get("commune", ""),
        chosen.sector if chosen else "",
        chosen.group if chosen else "",
    ]


def _cell(question: Question, application: Application, context: Context) -> str:
    """The answer as text; a leading sign that a spreadsheet would run as a formula is made harmless."""
    value = application.answers.get(question.id)
    text = question.kind.show(value, question, context) if value is not None else ""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text
