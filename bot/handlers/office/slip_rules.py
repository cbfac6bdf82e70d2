"""Whether a decision may be taken back as a slip: within a day, by who may check, while nobody has acted on it."""

from __future__ import annotations

from datetime import timedelta

from bot.handlers.turn import Turn
from bot.records.registration import LastDecision
from ocop_domain.applications import DECIDED, Application, ApplicationState, before

WITHIN = timedelta(days=1)


async def slip(turn: Turn, application: Application) -> ApplicationState | None:
    """The state to which the last decision on it leads back; None where it stands."""
    if application.state not in DECIDED:
        return None
    decision = await turn.reads.decision_on(application.id)
    if decision is None or not _recent(turn, decision) or decision.became != application.state:
        return None
    if decision.was not in DECIDED[application.state]:
        return None  # the level above decided: that is no slip of the commune
    if application.state is ApplicationState.CHECKED and await _at_council(turn, application):
        return None
    return before(application.state, decision.was)


async def _at_council(turn: Turn, application: Application) -> bool:
    """Whether a council judges it, or has: that is acting on what the commune decided."""
    return bool(await turn.reads.judged_now(application.id) or await turn.reads.results_of(application.id))


def _recent(turn: Turn, decision: LastDecision) -> bool:
    return turn.now - decision.at <= WITHIN
