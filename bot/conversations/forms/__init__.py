"""The forms, by id. Adding one is adding a file and a line here."""

from __future__ import annotations

from bot.conversations.form import Form
from bot.conversations.forms.consent import CONSENT
from bot.conversations.forms.registration import FILING, IDEA
from bot.conversations.forms.review import RETURN

FORMS: dict[str, Form] = {f.id: f for f in (IDEA, FILING, RETURN, CONSENT)}
REGISTRATIONS = frozenset({IDEA.id, FILING.id})
