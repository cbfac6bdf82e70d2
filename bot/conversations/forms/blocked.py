"""Why a section of the plan cannot go on."""

from __future__ import annotations

from bot.conversations.form import Draft, Form, Question
from bot.conversations.kinds.typed import Text

_WHY = Question("plan_blocked_reason", Text(3, 300), section="plan_blocked")


def _plan(draft: Draft) -> str:
    return f"plan:{draft.subject.partition(':')[0]}"


BLOCKED = Form("plan_blocked", 1, (_WHY,), summary=False, behind=_plan)
