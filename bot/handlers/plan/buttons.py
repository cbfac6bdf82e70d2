"""Buttons and forms of this feature: what pressing and sending them does; one line each."""

from __future__ import annotations

from bot.conversations.forms.blocked import BLOCKED
from bot.conversations.forms.plan import PLAN_FORMS
from bot.handlers.plan import followed, sections
from bot.handlers.shared import policy
from bot.handlers.shared.buttons import Button, Sent

BUTTONS: dict[str, Button] = {
    "followed": Button(followed.show, policy.SEE, (str,)),
    "plan": Button(sections.show, policy.EDIT, (str, int), optional_last=True),
    "parts": Button(sections.parts, policy.EDIT, (str, int), optional_last=True),
    "part": Button(sections.part, policy.EDIT_KEEPING, (str, str)),
    "cannot": Button(sections.cannot, policy.EDIT, (str, int), optional_last=True),
    "takeover": Button(sections.take_over, policy.EDIT_KEEPING, (str,)),
    "block": Button(sections.block, policy.EDIT_KEEPING, (str, str)),
}

SENT: Sent = {
    **dict.fromkeys(PLAN_FORMS, sections.kept),
    BLOCKED.id: sections.blocked,
}
