"""Where to ask an agency: the post, the phone and the place that its province or district knows."""

from __future__ import annotations

from bot.conversations.form import Form, Question
from bot.conversations.kinds.typed import PhoneKind, Text

AGENCY_CONTACT = Form(
    "agency_contact",
    1,
    (
        Question("agency_post", Text(2, 120), required=False, section="agency"),
        Question("agency_phone", PhoneKind(), required=False, section="agency"),
        Question("agency_place", Text(2, 160), required=False, section="agency"),
    ),
    summary=False,
)
