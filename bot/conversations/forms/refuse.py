"""Why a registration is not put on the list."""

from __future__ import annotations

from bot.conversations.form import Draft, Form, Question
from bot.conversations.kinds.reasons import Reason


def _product(draft: Draft) -> str:
    return f"p:{draft.subject}"


REFUSE = Form(
    "refuse",
    1,
    (Question("refuse_reason", Reason(5, 800, ready=("not_local", "not_fit", "not_producer")), section="refuse"),),
    summary=False,
    behind=_product,
)
