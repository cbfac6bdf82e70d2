"""Forms of progress: a product looked up in the plan's list, what plans count of a producer, reports with fields.

The form of a report is made from what its id says: "fields:NAME" of a plan's own report, or "asked:" with the questions
themselves, so that a report that was begun keeps its questions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.conversations.form import Answers, Condition, Context, Form, Hears, Kind, Question
from bot.conversations.kinds.chosen import ChoiceKind, YesNo
from bot.conversations.kinds.tables import Sum
from bot.conversations.kinds.typed import Day, Integer, Text
from ocop_domain.programmes import Programme
from ocop_domain.progress import Mark
from ocop_domain.report_fields import FieldKind, ReportField, as_text, from_text, from_words, report_forms

WANTED = "wanted"
"""Under this name stand the questions that a form of marks asks: what is counted and not known; without it all."""
MOST_KILOS = 10_000_000_000
FIELDS, ASKED = "fields:", "asked:"
_VERSION = 1


def _is_wanted(mark: Mark) -> Condition:
    def applies(answers: Answers, programme: Programme) -> bool:
        wanted = answers.get(WANTED)
        return wanted is None or mark.value in wanted

    return applies


MARKS = Form(
    "counted",
    _VERSION,
    tuple(Question(f"mark_{mark}", YesNo(), applies=_is_wanted(mark), section="counted") for mark in Mark),
    summary=False,
)
"""The producer's account stands in the subject of the draft."""

PLANNED = Form("planned", _VERSION, (Question("planned_name", Text(2, 120), section="planned"),), summary=False)


@dataclass(frozen=True)
class FieldLines(Text):
    """Questions of a report, one a line; shown with how each is answered."""

    @property
    def hears(self) -> Hears:
        """What is typed here is a question, and no question to the assistant."""
        return "question"

    def parse(self, raw: str, context: Context) -> str:
        text = Text.parse(self, raw, context)
        from_words(text)
        return text

    def show(self, value: str, question: Question, context: Context) -> str:
        fields = from_words(value)
        lines = [f"{n}. {one.ask} ({context.t(f'report.kind.{one.kind}')})" for n, one in enumerate(fields, 1)]
        return "\n".join(lines)


_WHOM = {
    "commune": ("producer",),
    "district": ("commune_officer", "producer"),
    "province": ("district_staff", "commune_officer", "producer"),
}
"""Of whom a level may ask for a report: of those below it."""


def _asking(level: str) -> Form:
    whom = _WHOM[level]
    return Form(
        f"ask_report_{level}",
        _VERSION,
        (
            Question("ask_report_title", Text(5, 120), section="ask_report"),
            Question("ask_report_fields", FieldLines(5, 900, lines=True), section="ask_report"),
            *([Question("ask_report_whom", ChoiceKind(whom), section="ask_report")] if len(whom) > 1 else []),
            Question("ask_report_day", Day(past=False, ahead=True), section="ask_report"),
        ),
        texts="ask_report",
    )


ASK_REPORTS = {level: _asking(level) for level in _WHOM}
"""By the level of the unit that asks; the unit stands in the subject of the draft."""
SURVEY_DAY = Form(
    "survey_day",
    _VERSION,
    (Question("ask_report_day", Day(past=False, ahead=True), section="ask_report"),),
    summary=False,
)
"""Until when a report of a plan is to be answered; unit and report stand in the subject of the draft."""
PROGRESS_FORMS = (MARKS, PLANNED, SURVEY_DAY, *ASK_REPORTS.values())


def fields_id(name: str) -> str:
    """The form of a plan's own report."""
    return FIELDS + name


def asked_id(fields: tuple[ReportField, ...]) -> str:
    """The form of a report that a level asks for."""
    return ASKED + as_text(fields)


def is_report(form_id: str) -> bool:
    return form_id.startswith((FIELDS, ASKED))


@lru_cache(maxsize=256)
def report_form(form_id: str) -> Form | None:
    """The form of a report with fields; None for other ids."""
    if form_id.startswith(FIELDS):
        known = report_forms().get(form_id.removeprefix(FIELDS))
        fields = known.fields if known else ()
    elif form_id.startswith(ASKED):
        fields = from_text(form_id.removeprefix(ASKED))
    else:
        return None
    questions = tuple(_question(one) for one in fields)
    return Form(form_id, _VERSION, questions, texts="fields") if questions else None


def _question(one: ReportField) -> Question:
    words = {"section": " ", "label": one.head, "ask": one.ask}
    if one.ask_en:
        words |= {f"{name}.en": said for name, said in (("label", one.label_en), ("ask", one.ask_en))}
    return Question(one.id, _kind(one), required=one.required, section="fields", words=words)


def _kind(one: ReportField) -> Kind:
    kinds: dict[FieldKind, Any] = {
        FieldKind.NUMBER: Integer(0, MOST_KILOS),
        FieldKind.MONEY: Sum(),
        FieldKind.YES_NO: YesNo(),
        FieldKind.TEXT: Text(2, 1000, lines=True),
    }
    found: Kind = kinds[one.kind]
    return found
