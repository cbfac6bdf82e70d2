"""A request of change after the commune has accepted a product; and the officer's word why not."""

from __future__ import annotations

from bot.conversations.form import Answers, Condition, Context, Form, Question
from bot.conversations.forms.registration import QUESTIONS
from bot.conversations.kinds.chosen import ChoiceKind
from bot.conversations.kinds.typed import Text
from ocop_domain.programmes import Programme

_EVERYWHERE = ("producer_name", "phone", "area", "address")
_FILINGS = ("representative",)
NEW = "new_"
"""Before the name of a question: what its answer should be."""


def _changeable(context: Context) -> tuple[str, ...]:
    return (*_EVERYWHERE, *(_FILINGS if context.programme.form == "filing" else ()))


def _about(name: str) -> Condition:
    def applies(answers: Answers, programme: Programme) -> bool:
        return answers.get("change_what") == name

    return applies


ASK_CHANGE = Form(
    "ask_change",
    1,
    (
        Question("change_what", ChoiceKind(_changeable), section="change"),
        *(
            Question(NEW + name, QUESTIONS[name].kind, applies=_about(name), section="change")
            for name in (*_EVERYWHERE, *_FILINGS)
        ),
        Question("change_reason", Text(3, 400), section="change"),
    ),
    summary=False,
)
REFUSE_CHANGE = Form("refuse_change", 1, (Question("change_note", Text(3, 400), section="change"),), summary=False)
CHANGE_FORMS = (ASK_CHANGE, REFUSE_CHANGE)
