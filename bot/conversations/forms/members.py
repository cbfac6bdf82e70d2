"""Somebody more who shall speak for a producer: how they are called, and what they may do."""

from __future__ import annotations

from bot.conversations.form import Draft, Form, Question
from bot.conversations.kinds.chosen import ChoiceKind
from bot.conversations.kinds.typed import Text


def _team(draft: Draft) -> str:
    return "team"


LET_IN = Form(
    "let_in",
    1,
    (
        Question("member_name", Text(2, 80, letter=True), section="members"),
        Question("member_part", ChoiceKind(("owner", "helper")), section="members"),
    ),
    summary=False,
    behind=_team,
)
