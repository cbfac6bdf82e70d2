"""Members of a council look at what is on the agenda of their round, and at nothing else."""

from __future__ import annotations

from bot.handlers.turn import Turn
from ocop_domain.applications import Application
from ocop_domain.rights import Act, Subject, grants_for


async def may_look(turn: Turn, act: Act, application: Application) -> bool:
    """Whether this person may see or print a dossier: by their role, or because their council judges it now."""
    if turn.may_on(act, application):
        return True
    if not grants_for(turn.person.grants, Act.JUDGE):
        return False
    rounds = await turn.reads.judged_now(application.id)
    return any(turn.may(Act.JUDGE, Subject(here.unit, application.owner)) for here in rounds)
