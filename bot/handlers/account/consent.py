"""Consent, purpose by purpose; refusing is possible and said plainly."""

from __future__ import annotations

from bot.conversations.form import Draft
from bot.conversations.forms.consent import CONSENT, DOSSIER, PURPOSES
from bot.handlers.forms import filling
from bot.handlers.shared.policy import Policy
from bot.handlers.turn import Turn
from bot.writes.people import SetConsent


def admits(turn: Turn, policy: Policy) -> bool:
    """Whether a button may go on after consent was refused or withdrawn; else it was answered here."""
    if not policy.keeps or not refused(turn):
        return True
    say_refused(turn)
    return False


def refused(turn: Turn) -> bool:
    """Whether this producer has said that nothing is to be kept."""
    return not turn.person.help and turn.person.consents.get(DOSSIER) is False


def say_refused(turn: Turn) -> None:
    """What the refusal means, and how to choose again."""
    turn.tell("consent.needed_to_keep", turn.button("consent", "menu.consent"), turn.button("menu", "menu.back"))


async def ask(turn: Turn, then: str = "", note: str = "") -> None:
    """Asks purpose by purpose; `then` is what the person wanted to do."""
    draft_id = f"agreeing.{turn.person.me.id}"
    begun = await turn.reads.draft(draft_id)  # asked anew from the first purpose, in the place of the former one
    revision = begun.revision if begun else 0
    draft = Draft(draft_id, CONSENT.id, CONSENT.version, turn.programme.id, subject=then, revision=revision)
    await filling.enter(turn, draft, note)


def given(turn: Turn, draft: Draft) -> str:
    """Keeps the answers; returns what to say about them."""
    turn.do(*(SetConsent(purpose, bool(draft.answers.get(purpose))) for purpose in PURPOSES))
    return turn.t("consent.given" if draft.answers.get(DOSSIER) else "consent.refused")
