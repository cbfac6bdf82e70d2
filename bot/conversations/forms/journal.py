"""What an official looks for in the audit: a day, a name, a product."""

from __future__ import annotations

from bot.conversations.form import Draft, Form, Question
from bot.conversations.kinds.typed import Text


def _journal(draft: Draft) -> str:
    return "journal"


JOURNAL_FIND = Form(
    "journal_find", 1, (Question("journal_words", Text(2, 100), section="find"),), summary=False, behind=_journal
)
