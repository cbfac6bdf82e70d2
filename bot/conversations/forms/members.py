"""Somebody more who shall speak for a producer: how they are called, what they may do, and who wants it so."""

from __future__ import annotations

from bot.conversations.form import Draft, Form, Question
from bot.conversations.kinds.chosen import ChoiceKind
from bot.conversations.kinds.typed import Text


def _team(draft: Draft) -> str:
    return "team"


def _product(draft: Draft) -> str:
    return f"p:{draft.subject.partition(':')[0]}"


WAYS = ("paper", "asked", "present")
"""How an officer knows that a producer wants somebody: each means that the producer said so."""
_WHO = Question("member_name", Text(2, 80, letter=True), section="members")
_PART = Question("member_part", ChoiceKind(("owner", "helper")), section="members")

LET_IN = Form(
    "let_in",
    1,
    (_WHO, _PART),
    summary=False,
    behind=_team,
)
VOUCHED = Form(
    "vouched",
    1,
    (_WHO, _PART, Question("member_vouched", ChoiceKind(WAYS), section="members")),
    summary=False,
    behind=_product,
)
