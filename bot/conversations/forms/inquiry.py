"""A question for the commune's officer, and the officer's answer."""

from __future__ import annotations

from bot.conversations.form import Form, Question
from bot.conversations.kinds.places import AreaKind
from bot.conversations.kinds.typed import Text

INQUIRY = Form("inquiry", 1, (Question("inquiry_area", AreaKind(), section="inquiry"),), summary=False)
"""Where the question goes, when nothing says where its asker lives; what was asked is kept beside as `WORDS`."""
WORDS = "inquiry_words"
ANSWER_INQUIRY = Form(
    "answer_inquiry", 1, (Question("inquiry_answer", Text(2, 800, lines=True), section="inquiry"),), summary=False
)
INQUIRY_FORMS = (INQUIRY, ANSWER_INQUIRY)
