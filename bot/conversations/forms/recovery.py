"""Giving an account back to somebody who lost the phone: how the official made sure who it is."""

from __future__ import annotations

from bot.conversations.form import Form, Question
from bot.conversations.kinds.chosen import ChoiceKind
from bot.conversations.kinds.typed import Text

WAYS = ("id_card", "known", "vouched")
"""Each means having met: a call or a phone number alone proves nothing."""

RECOVERY = Form(
    "recovery",
    1,
    (
        Question("recovery_how", ChoiceKind(WAYS), section="recovery"),
        Question("recovery_note", Text(10, 300), section="recovery"),
    ),
)
