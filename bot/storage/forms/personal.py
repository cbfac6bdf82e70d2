"""Forms that are a person's own, also while they work for a producer with others."""

from __future__ import annotations

from bot.conversations.forms.assist import WRONG
from bot.conversations.forms.consent import CONSENT_FORMS
from bot.conversations.forms.data_request import ASK_DATA
from bot.conversations.forms.office import OFFICE

PERSONAL_FORMS = (ASK_DATA.id, *(form.id for form in CONSENT_FORMS), OFFICE.id, WRONG.id)
