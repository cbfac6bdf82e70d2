"""Another name for a product that is registered: all that it has stays."""

from __future__ import annotations

from bot.conversations.form import Form, Question
from bot.conversations.kinds.typed import Text

RENAME = Form("rename", 1, (Question("new_name", Text(2, 120, letter=True), section="product"),), summary=False)
