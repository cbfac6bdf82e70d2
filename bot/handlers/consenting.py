"""Consent, purpose by purpose; refusing is possible and said plainly."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.consent import CONSENT, DOSSIER, PURPOSES
from bot.handlers import filling
from bot.handlers.turn import Turn
from bot.handlers.writes.people import SetConsent


async def ask(turn: Turn, then: str = "") -> None:
    """Asks purpose by purpose; `then` is what the person wanted to do."""
    draft = Draft(turn.new_id(), CONSENT.id, CONSENT.version, turn.programme.id, subject=then)
    await filling.enter(turn, draft)


def given(turn: Turn, draft: Draft) -> str:
    """Keeps the answers; returns what to say about them."""
    turn.do(*(SetConsent(purpose, bool(draft.answers.get(purpose))) for purpose in PURPOSES))
    return turn.t("consent.given" if draft.answers.get(DOSSIER) else "consent.refused")
