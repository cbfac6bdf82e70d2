"""Which plan's duty a button means: two plans may have duties of the same id, as one made from another has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.conversations.form import Draft
from bot.handlers.shared.dates import own_units
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from ocop_domain.duties.model import Occurrence
from ocop_domain.programme_collection import MARK
from ocop_domain.programmes import Programme


def button_of(turn: Turn, here: Occurrence) -> str:
    """The button that opens a duty at one of its times."""
    return f"duty:{here.duty.id}:{here.id}{turn.programmes.mark(here.duty)}"


def means_plan_of(turn: Turn, draft: Draft) -> None:
    """A form that was begun from a duty means, to its end, the plan under which it was begun."""
    turn.meant = turn.programmes.find(draft.programme)


async def asks_which(turn: Turn, data: str) -> bool:
    """Whether it had to be asked which plan is meant: a button from before a second plan had its duty names none."""
    found = await _fitting(turn, data)
    if len(found) == 1:
        turn.meant = found[0]
    if len(found) < 2:
        return False
    choices = tuple(Choice(data + turn.programmes.mark_of(plan), plan.name) for plan in found)
    turn.say(Reply(turn.t("duty.which_plan"), choices=choices, nav=(turn.button("menu", "menu.back"),)))
    return True


async def _fitting(turn: Turn, data: str) -> list[Programme]:
    """The plans of this person's units, and of those below them, that have the duty which these data name."""
    duty, occurrence = [*data.split(":")[1:], "", ""][:2]
    several = () if turn.meant else turn.programmes.sharing(duty, occurrence, turn.today)
    units = await own_units(turn) if several else set()
    return [plan for plan in several if any(_concerns(turn, plan, unit) for unit in units)]


def _concerns(turn: Turn, plan: Programme, unit: str) -> bool:
    inner = turn.programmes.territory(plan)
    return turn.programmes.covers(plan, unit) or (inner is not None and turn.reaches(unit, inner))


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
