"""Consent to keep personal data, purpose by purpose (Law 91/2025/QH15)."""

from __future__ import annotations

from bot.conversations.form import Answers, Form, Question
from bot.conversations.kinds.chosen import YesNo
from ocop_domain.programmes import Programme

DOSSIER = "consent_dossier"
REMINDERS = "consent_reminders"
PROMOTION = "consent_promotion"
PICTURES = "consent_pictures"
"""Photos of the product go with it, where it is shown."""


def _not_refused(answers: Answers, programme: Programme) -> bool:
    """Without the dossier there is nothing to be reminded of and nothing to promote."""
    return answers.get(DOSSIER) is not False


def _promoted(answers: Answers, programme: Programme) -> bool:
    """Photos are shown only of what may be shown at all."""
    return answers.get(PROMOTION) is True


_PICTURES = Question(PICTURES, YesNo(), applies=_promoted, section="consent")

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
PURPOSES = (*(q.id for q in CONSENT.questions), PICTURES)
"""Photos are asked about when there is something to show: not with all the others."""


def _alone(purpose: str) -> Form:
    asked = Question(purpose, YesNo(), section="consent")
    with_it = (_PICTURES,) if purpose == PROMOTION else ()
    return Form(f"one_{purpose}", 1, (asked, *with_it), summary=False)


ONE_PURPOSE = {purpose: _alone(purpose) for purpose in PURPOSES if purpose != PICTURES}
"""One purpose is asked when it is first useful."""
CONSENT_FORMS = (CONSENT, *ONE_PURPOSE.values())
