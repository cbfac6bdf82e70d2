"""Why somebody from whom a commune takes nothing new asks the level above."""

from __future__ import annotations

from bot.conversations.form import Form, Question
from bot.conversations.kinds.typed import Text

APPEAL = Form(
    "appeal", 1, (Question("appeal_text", Text(5, 800, lines=True, reason=True), section="appeal"),), summary=False
)
