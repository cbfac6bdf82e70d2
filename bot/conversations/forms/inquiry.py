"""A question, a difficulty or a need for the commune's officer, and the officer's answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversations.form import Context, Draft, Form, Question
from bot.conversations.kinds.places import AreaKind
from bot.conversations.kinds.typed import Day, QuestionToSomebody, Text
from ocop_domain.errors import Refusal
from ocop_domain.knowledge.personal import without_personal

INQUIRY = Form("inquiry", 1, (Question("inquiry_area", AreaKind(), section="inquiry"),), summary=False)
"""Where it goes, when nothing says where its asker lives; what was asked is kept beside, under the names below."""
WORDS, KIND, AGENCY, ABOUT = "inquiry_words", "inquiry_kind", "inquiry_agency", "inquiry_about"
TROUBLE = Form(
    "trouble", 1, (Question("trouble_words", Text(3, 800, lines=True, reason=True), section="inquiry"),), summary=False
)
"""Which difficulty somebody has."""
ANSWER_INQUIRY = Form(
    "answer_inquiry",
    1,
    (Question("inquiry_answer", Text(2, 800, lines=True, reason=True), section="inquiry"),),
    summary=False,
)
NEED_HELPED = Form(
    "need_helped",
    1,
    (Question("need_helped", Text(2, 400, lines=True, reason=True), section="inquiry"),),
    summary=False,
)
"""What somebody gets who needed help."""
NEED_NONE = Form(
    "need_none",
    1,
    (Question("need_none", Text(2, 400, lines=True, reason=True), required=False, section="inquiry"),),
    summary=False,
)
"""Why there is no help."""


@dataclass(frozen=True)
class ForEverybody(QuestionToSomebody):
    """A question as everybody may read it: without phones, addresses and numbers of cards."""

    def parse(self, raw: str, context: Context) -> str:
        text = super().parse(raw, context)
        if without_personal(text) != text:
            raise Refusal("error.personal")
        return text


def _pair(draft: Draft) -> str:
    return f"answered:{draft.subject}"


APPROVE_ANSWER = Form(
    "approve_answer",
    1,
    (
        Question("approved_question", ForEverybody(5, 400, lines=True), section="inquiry"),
        Question("approved_answer", Text(2, 420, lines=True), section="inquiry"),
        Question("approved_until", Day(past=False, ahead=True), section="inquiry"),
    ),
    behind=_pair,
)
"""What everybody of the unit is answered who asks the same, and until when; its subject is the inquiry."""
INQUIRY_FORMS = (INQUIRY, TROUBLE, ANSWER_INQUIRY, NEED_HELPED, NEED_NONE, APPROVE_ANSWER)
