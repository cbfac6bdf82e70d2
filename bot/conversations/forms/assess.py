"""The commune's assessment of a product: each content beside what the producer says, a note, photos of the visit.

Mẫu 03 of Decision 26/2026 has four contents; before it the commune confirms two: local material and local labour.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversations.form import Answers, Condition, Context, Draft, Form, Question
from bot.conversations.forms.registration import QUESTIONS
from bot.conversations.kinds.chosen import ChoiceKind
from bot.conversations.kinds.files import Photos
from bot.conversations.kinds.typed import Day, Text
from ocop_domain.programmes import HandsUp, Programme

CONTENTS: dict[str, tuple[str, ...]] = {
    "material": ("material_origin", "material_share", "material_source"),
    "labour": ("local_labour",),
    "idea": ("idea_source",),
    "identity": ("identity",),
}
"""Each content with the questions of the registration on which it looks."""
CONFIRMED = frozenset({"material", "labour"})
"""What a commune confirms of every product, under every decision."""
TRUE, PARTLY, UNTRUE = "true", "partly", "untrue"


@dataclass(frozen=True)
class Assessed(ChoiceKind):
    """Whether it is as the producer says; what the producer says stands above."""

    of: tuple[str, ...] = ()

    def legend(self, context: Context) -> str:
        """The producer's own answers."""
        application = context.subject
        if application is None:
            return ""
        said = [(QUESTIONS[name], application.answers.get(name)) for name in self.of]
        lines = [f"{q.label(context.t)}: {q.kind.show(value, q, context)}" for q, value in said if value is not None]
        return "\n".join(lines) or context.t("assess.nothing_said")


def _asked(content: str) -> Condition:
    def applies(answers: Answers, programme: Programme) -> bool:
        return content in CONFIRMED or programme.hands_up is HandsUp.CHECKED

    return applies


def _differs(content: str) -> Condition:
    def applies(answers: Answers, programme: Programme) -> bool:
        return _asked(content)(answers, programme) and answers.get(f"assess_{content}") is not None

    return applies


def _product(draft: Draft) -> str:
    return f"p:{draft.subject}"


def _of(content: str, about: tuple[str, ...]) -> tuple[Question, Question]:
    kind = Assessed((TRUE, PARTLY, UNTRUE), about)
    note = Question(
        f"assess_{content}_note",
        Text(min=2, max=800, lines=True),
        required=False,
        applies=_differs(content),
        section="assess",
    )
    return Question(f"assess_{content}", kind, applies=_asked(content), section="assess"), note


ASSESS = Form(
    "assess",
    1,
    (
        *(question for content, about in CONTENTS.items() for question in _of(content, about)),
        Question("assess_day", Day(), required=False, section="assess"),
        Question("assess_photos", Photos(), required=False, section="assess"),
    ),
    behind=_product,
)
