"""What an official looks for in the own area: a product, a producer, a phone."""

from __future__ import annotations

from bot.conversations.form import Draft, Form, Question
from bot.conversations.kinds.typed import Text


def _area(draft: Draft) -> str:
    return "area"


SEARCH = Form("find", 1, (Question("find_words", Text(2, 100), section="find"),), summary=False, behind=_area)
