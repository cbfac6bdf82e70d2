"""Helping a producer: who it is and how they agree; and, from the producer, what was typed wrong."""

from __future__ import annotations

from bot.conversations.form import Answers, Form, Question
from bot.conversations.kinds.chosen import ChoiceKind, YesNo
from bot.conversations.kinds.files import PAPERS, Photos
from bot.conversations.kinds.typed import PhoneKind, Text
from ocop_domain.programmes import Programme


def _on_paper(answers: Answers, programme: Programme) -> bool:
    return answers.get("ward_agreement") == "paper"


ASSIST = Form(
    "assist",
    1,
    (
        Question("ward_name", Text(3, 150), section="ward"),
        Question("ward_phone", PhoneKind(), required=False, section="ward"),
        Question("ward_agreement", ChoiceKind(("own", "paper")), section="ward"),
        Question("ward_paper", Photos(limit=3, types=PAPERS), applies=_on_paper, section="ward"),
        Question("ward_reminders", YesNo(), applies=_on_paper, section="ward"),
        Question("ward_promotion", YesNo(), applies=_on_paper, section="ward"),
    ),
)

WRONG = Form(
    "wrong", 1, (Question("wrong_text", Text(3, 1000, lines=True, reason=True), section="ward"),), summary=False
)
