"""Why a section of the plan cannot go on."""

from __future__ import annotations

from bot.conversations.form import Form, Question
from bot.conversations.kinds.typed import Text

_WHY = Question("plan_blocked_reason", Text(3, 300), section="plan_blocked")
BLOCKED = Form("plan_blocked", 1, (_WHY,), summary=False)
