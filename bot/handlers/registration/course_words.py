"""How a course of a product's life is told: in one line, for whoever decides it and whoever hears of it."""

from __future__ import annotations

from datetime import date

from bot.conversations.form import Context
from bot.conversations.forms.registration import QUESTIONS
from bot.handlers.turn import Turn
from bot.records.changes import ChangeRequest, Course
from ocop_domain.writing import one_line


def line(turn: Turn, request: ChangeRequest, language: str = "") -> str:
    """What shall become of the product."""
    context, said = turn.context(language=language), request.value
    t = context.t
    match Course(request.question):
        case Course.STOP:
            return t("life.line_stop", day=f"{date.fromisoformat(said['day']):%d/%m/%Y}")
        case Course.BACK:
            return t("life.line_back")
        case Course.PLACE:
            was, place = turn.areas.label(request.was), turn.areas.label(said["area"])
            return t("life.line_place_all" if said["all"] else "life.line_place", was=was, place=place)
        case Course.LEGAL:
            return t("life.line_legal", was=one_line(request.was), name=_named(context, said))
        case Course.HAND_ON:
            name = _named(context, said["answers"]) if said.get("answers") else one_line(said["to"])
            return t("life.line_hand_on", was=one_line(request.was), name=name)


def _named(context: Context, answers: dict[str, str]) -> str:
    """A producer with its legal form."""
    form = QUESTIONS["legal_form"]
    return f"{one_line(answers['producer_name'])} ({form.kind.show(answers['legal_form'], form, context)})"
