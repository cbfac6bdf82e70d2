"""What officials say of themselves, so that producers know whom to ask."""

from __future__ import annotations

from bot.conversations.form import Form, Question
from bot.conversations.kinds.typed import PhoneKind, Text

OFFICE = Form(
    "office",
    1,
    (
        Question("office_name", Text(2, 80), required=False, section="office"),
        Question("office_post", Text(2, 120), required=False, section="office"),
        Question("office_phone", PhoneKind(), required=False, section="office"),
    ),
    summary=False,
)
