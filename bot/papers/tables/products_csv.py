"""Products as a table for programs: columns by id, states by id, days in ISO form."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

from bot.conversations.form import Context, Question
from bot.conversations.forms import FORMS
from ocop_domain.applications import Application

HEAD = ("id", "programme", "state", "sent_on", "province", "district", "commune", "sector", "group")


ContextOf = Callable[[Application], Context]
"""What is known around an application: products of several programmes stand in one table."""


def products_csv(products: Sequence[Application], context: Context, of: ContextOf | None = None) -> str:
    """One line a product: its state, its place, its classification, then every answer as people read it.

    Columns: HEAD, then the ids of the questions of the programme's form; where several programmes are told apart (`of`)
    those of all their forms.
    """
    questions = questions_of(products, context, of)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*HEAD, *(q.id for q in questions)])
    for application in products:
        own = of(application) if of else context
        writer.writerow([*_head(application, own), *(_cell(q, application, own) for q in questions)])
    return out.getvalue()


def questions_of(products: Sequence[Application], context: Context, of: ContextOf | None) -> list[Question]:
    """The questions whose answers have a column, each once."""
    forms = dict.fromkeys([context.programme.form, *(one.form for one in products if of)])
    return list({q.id: q for form in forms for q in FORMS[form].questions}.values())


def _head(application: Application, context: Context) -> list[str]:
    known = [application.id, application.programme, application.state, application.sent_on.isoformat()]
    return [*known, *place_and_group(application, context)]


def place_and_group(application: Application, context: Context) -> list[str]:
    """Province, district, commune, sector and group by name; "" where there is none."""
    names = {unit.level: unit.name for unit in context.areas.path(application.area)}
    chosen = context.programme.product_sets.find(application.answers.get("product_set") or "")
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
