"""Fits what was written under one programme to another one: only what could be chosen there today stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.conversations import engine
from bot.conversations.form import Context, Draft, Form, Question
from bot.conversations.forms import FORMS, form_of
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.programmes import Programme


@dataclass(frozen=True, slots=True)
class Carried:
    """An application as it goes on, and the questions that its producer must answer for that."""

    application: Application
    missing: tuple[Question, ...] = ()


def translated(former: Programme, now: Programme, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with the product's set as the decision of the other programme calls it; none or several: asked."""
    known = dict(answers)
    chosen = known.pop("product_set", None)
    if chosen and (today := now.product_sets.from_set(former.product_sets, chosen)):
        known["product_set"] = today
    return known


def fitted(form: Form, former: Programme, answers: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """Those of the answers that could be chosen today in the context's programme."""
    return engine.choosable(form, translated(former, context.programme, answers), context)


def carried(application: Application, former: Programme, context: Context, today: date) -> Carried:
    """The application in the context's programme. It stays where it is, unless something must be answered for that:
    then it lies with its producer.

    Its place stays, also where the commune has become part of another one since: who sees to it follows from the day.
    """
    now = context.programme
    form = FORMS[now.form]
    kept = fitted(form, former, application.answers, context)
    kept = {**{k: v for k, v in application.answers.items() if k == "area"}, **kept}
    asked = engine.asked(form, Draft(application.id, form.id, form.version, now.id, kept), context)
    missing = tuple(question for question in asked if question.required and kept.get(question.id) is None)
    went = replace(
        application,
        programme=now.id,
        form=form.id,
        form_version=form.version,
        answers=kept,
        sent_on=today,
        updated_on=today,
        marked=tuple(name for name in application.marked if form.get(name)),
    )
    if not missing:
        return Carried(went)
    marked = dict.fromkeys((*went.marked, *(question.id for question in missing)))
    return Carried(replace(went, state=ApplicationState.RETURNED, marked=tuple(marked)), missing)


def read_back(context: Context, draft: Draft, kept: Mapping[str, Any]) -> list[str]:
    """What must be answered again, each with the former answer in words, as its own programme showed it."""
    lost = [name for name, value in draft.answers.items() if value is not None and name not in kept]
    return [context.t("draft.asked_again"), *(_line(context, draft, name) for name in lost)] if lost else []


def _line(context: Context, draft: Draft, name: str) -> str:
    form = form_of(draft.form)
    question = form.get(name) if form else None
    if question is None:
        return f"• {name}"
    try:
        shown = question.kind.show(draft.answers[name], question, context)
    except (LookupError, TypeError, ValueError):
        shown = ""
    return f"• {question.label(context.t)}: {shown}"
