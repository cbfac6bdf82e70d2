"""What an officer should notice about a product before deciding: what the law says of it, and what looks odd."""

from __future__ import annotations

from bot.handlers.turn import Turn
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.eligibility import check
from ocop_domain.text import fold


async def attention(turn: Turn, application: Application) -> list[str]:
    """A line each; nothing of what was decided already."""
    if application.state is not ApplicationState.SENT:
        return []
    t = turn.t
    lines = [
        t(finding.code, **finding.params) for finding in check(application.answers, turn.programme_of(application))
    ]
    if await doubles(turn, application):
        lines.append(t("item.double"))
    return lines


async def doubles(turn: Turn, application: Application) -> list[Application]:
    """Others of the same producer under the same name that are on their way."""
    own = await turn.reads.applications_of(application.owner)
    return [one for one in own if one.id != application.id and one.open and _same(one, application)]


def _same(one: Application, other: Application) -> bool:
    return fold(one.name) == fold(other.name) and fold(one.producer_name) == fold(other.producer_name)
