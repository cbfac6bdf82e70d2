"""Why a decision is taken back: asked where the producer has been told of it."""

from __future__ import annotations

from bot.conversations.form import Draft, Form, Question
from bot.conversations.kinds.reasons import Reason


def _product(draft: Draft) -> str:
    return f"p:{draft.subject}"


SLIP = Form(
    "slip",
    1,
    (Question("slip_reason", Reason(min=5, max=300, ready=("pressed", "again")), section="slip"),),
    summary=False,
    behind=_product,
)
