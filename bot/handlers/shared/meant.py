"""Which plan's duty a button means: two plans may have duties of the same id, as one made from another has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.conversations.form import Draft
from bot.handlers.turn import Turn
from bot.messages import Choice
from ocop_domain.duties.model import Occurrence
from ocop_domain.programme_collection import MARK
from ocop_domain.programmes import Programme


def button_of(turn: Turn, here: Occurrence) -> str:
    """The button that opens a duty at one of its times."""
    return f"duty:{here.duty.id}:{here.id}{turn.programmes.mark(here.duty)}"


def means_plan_of(turn: Turn, draft: Draft) -> None:
    """A form that was begun from a duty means, to its end, the plan under which it was begun."""
    turn.meant = turn.programmes.find(draft.programme)


def carry(turn: Turn) -> None:
    """What is answered about a duty of the plan that was meant names this plan again."""
    if plan := turn.meant:
        turn.replies[:] = [
            replace(reply, choices=_marked(turn, plan, reply.choices), nav=_marked(turn, plan, reply.nav))
            for reply in turn.replies
        ]


def _marked(turn: Turn, plan: Programme, choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(replace(choice, data=choice.data + _mark(turn, plan, choice.data)) for choice in choices)


def _mark(turn: Turn, plan: Programme, data: str) -> str:
    """The mark that is missing behind the data; "" where they name no duty of the plan, or one of a plan already."""
    named = data.split(":")[1:2]
    duty = plan.duty(named[0]) if named and MARK not in data else None
    return turn.programmes.mark(duty) if duty else ""
