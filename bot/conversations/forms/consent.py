"""Consent to keep personal data, purpose by purpose (Law 91/2025/QH15)."""

from __future__ import annotations

from bot.conversations.form import Answers, Form, Question
from bot.conversations.kinds.chosen import YesNo
from ocop_domain.programmes import Programme

DOSSIER = "consent_dossier"
REMINDERS = "consent_reminders"
PROMOTION = "consent_promotion"


def _not_refused(answers: Answers, programme: Programme) -> bool:
    """Without the dossier there is nothing to be reminded of and nothing to promote."""
    return answers.get(DOSSIER) is not False


CONSENT = Form(
    "consent",
    1,
    (
        Question(DOSSIER, YesNo(), section="consent"),
        Question(REMINDERS, YesNo(), applies=_not_refused, section="consent"),
        Question(PROMOTION, YesNo(), applies=_not_refused, section="consent"),
    ),
    summary=False,
)
PURPOSES = tuple(q.id for q in CONSENT.questions)
ONE_PURPOSE = {
    purpose: Form(f"one_{purpose}", 1, (Question(purpose, YesNo(), section="consent"),), summary=False)
    for purpose in PURPOSES
}
"""One purpose is asked when it is first useful."""
CONSENT_FORMS = (CONSENT, *ONE_PURPOSE.values())
