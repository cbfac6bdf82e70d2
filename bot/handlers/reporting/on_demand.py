"""A plan's duty to report when asked: it is open while something asked for waits, and done once all is answered."""

from __future__ import annotations

from bot.handlers.turn import Turn
from bot.records.reports import ReportRequest
from bot.writes.year import MarkDone
from ocop_domain.duties.model import Occurrence


def _times(turn: Turn, unit: str, whom: str) -> list[Occurrence]:
    """Each such duty of a role in what holds over a unit, with its time of this year."""
    return [
        one
        for programme in turn.programmes.asking({unit}, turn.today)
        for one in programme.around(turn.today)
        if one.duty.on_demand and one.duty.role == whom and one.opens <= turn.today <= one.last_day
    ]


async def opened(turn: Turn, request: ReportRequest) -> None:
    """Something is asked for: whoever has answered an earlier report has the duty again."""
    below = turn.areas.within([request.unit], turn.today)
    for here in _times(turn, request.unit, request.whom):
        duty = here.duty
        people = await turn.reads.holders(here, below, turn.programmes.counted(duty.programme))
        for scope in sorted({one.scope for one in people if one.done}):
            turn.do(MarkDone(duty.programme, duty.id, here.id, scope, undo=True))


def answered(turn: Turn, request: ReportRequest, scope: str, *, others: bool) -> None:
    """It was answered, and nothing else that was asked for waits (`others`): the duty is done."""
    if not others and turn.areas.find(scope):
        for here in _times(turn, scope, request.whom):
            turn.do(MarkDone(here.duty.programme, here.duty.id, here.id, scope, shown=True))
