"""Whether a registration may be kept at all."""

from __future__ import annotations

from bot.conversations.forms.consent import DOSSIER
from bot.handlers.account import consent
from bot.handlers.turn import Turn


def not_refused(turn: Turn) -> bool:
    """Whether a registration may be begun: that it is kept for the commune is asked when it is sent."""
    if not consent.refused(turn):
        return True
    turn.tell("consent.needed", turn.button("consent", "menu.consent"), turn.button("menu", "menu.back"))
    return False


async def consented(turn: Turn, then: str = "register") -> bool:
    """Whether the registration may be kept; else asks, or says what a refusal means. `then` is what comes after it."""
    if turn.person.consents.get(DOSSIER) or (turn.person.help and DOSSIER not in turn.person.consents):
        return True  # what an officer types waits for the producer: see `withholding.py`
    if DOSSIER in turn.person.consents:
        turn.tell("consent.needed", turn.button("consent", "menu.consent"), turn.button("menu", "menu.back"))
    else:
        await consent.ask(turn, then=then)
    return False
