"""From when to when an official is away."""

from __future__ import annotations

from bot.conversations.form import Draft, Form, Question
from bot.conversations.kinds.typed import Day


def _holder(draft: Draft) -> str:
    return f"holder:{draft.subject}"


LEAVE = Form(
    "leave",
    1,
    (
        Question("leave_from", Day(past=False, ahead=True), section="office"),
        Question("leave_until", Day(past=False, ahead=True), section="office"),
    ),
    summary=False,
    behind=_holder,
)
"""The person, the role and its unit stand in the subject of the draft."""
