"""Consent to keep personal data, purpose by purpose (Law 91/2025/QH15)."""

from __future__ import annotations

from bot.conversations.form import Form, Question
from bot.conversations.kinds.chosen import YesNo

DOSSIER = "consent_dossier"
REMINDERS = "consent_reminders"
PROMOTION = "consent_promotion"

CONSENT = Form(
    "consent",
    1,
    tuple(Question(purpose, YesNo(), section="consent") for purpose in (DOSSIER, REMINDERS, PROMOTION)),
    summary=False,
)
PURPOSES = tuple(q.id for q in CONSENT.questions)
