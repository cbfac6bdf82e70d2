"""A request about personal data: from the person, or written down by an official; and what was answered."""

from __future__ import annotations

from bot.conversations.form import Answers, Form, Question
from bot.conversations.kinds.chosen import ChoiceKind
from bot.conversations.kinds.typed import PhoneKind, Text
from ocop_domain.programmes import Programme

OBJECT, RESTRICT, WITHDRAW = "object", "restrict", "withdraw"
KINDS = ("copy", "correct", "delete", RESTRICT, OBJECT, WITHDRAW)
PURPOSES = ("reminders", "promotion", "broadcasts")
"""What a person may object to."""


def _objects(answers: Answers, programme: Programme) -> bool:
    return answers.get("data_kind") == OBJECT


_WHAT = (
    Question("data_kind", ChoiceKind(KINDS), section="data"),
    Question("data_purpose", ChoiceKind(PURPOSES), applies=_objects, section="data"),
    Question("data_words", Text(3, 1000, lines=True, reason=True), required=False, section="data"),
)
_WHO = (
    Question("data_name", Text(3, 150), section="data"),
    Question("data_phone", PhoneKind(), required=False, section="data"),
)
ASK_DATA = Form("data_request", 1, _WHAT)
BROUGHT_DATA = Form("data_brought", 1, (*_WHO, *_WHAT))
ANSWER_DATA = Form(
    "data_answer", 1, (Question("data_note", Text(5, 1000, lines=True, reason=True), section="data"),), summary=False
)
DATA_FORMS = (ASK_DATA, BROUGHT_DATA, ANSWER_DATA)
