"""Under what an office has a producer whose products have stars already."""

from __future__ import annotations

from bot.conversations.form import Form, Question
from bot.conversations.kinds.typed import Text

CLAIM = Form("claim", 1, (Question("claim_words", Text(2, 100), section="find"),), summary=False)
