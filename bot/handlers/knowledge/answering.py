"""Who answers: the units whose inquiries wait for somebody, and the nearest one above that has anybody."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.shared.territory import sitting_for
from bot.handlers.turn import Turn
from bot.messages import Choice
from bot.records.inquiries import Inquiry
from bot.records.people import Recipient
from ocop_domain.rights import SPECS, Act, Grant, Subject, grants_for


def own_units(turn: Turn) -> list[str]:
    """The units of every era whose inquiries wait for this person: those of the own level.

    What waits in a unit below waits for somebody there; what a level had that is no more waits for the one above.
    """
    found = [unit for grant in grants_for(turn.person.grants, Act.ANSWER) for unit in _of(turn, grant)]
    return list(dict.fromkeys(found))


def _of(turn: Turn, grant: Grant) -> list[str]:
    levels = SPECS[grant.role].levels
    inside = turn.areas.within([grant.area], turn.today).units
    return [code for code in inside if _is_own(turn, code, levels)]


def _is_own(turn: Turn, code: str, levels: Sequence[str]) -> bool:
    unit = turn.areas.find(code)
    if unit is None:
        return False
    ended = unit.level == "district" and not unit.in_force(turn.today) and "province" in levels
    return unit.level in levels or ended


async def count(turn: Turn) -> int:
    """How much waits for this officer."""
    if not grants_for(turn.person.grants, Act.ANSWER):
        return 0
    found, _ = await turn.reads.inquiries_in(own_units(turn), 1, but=turn.person.id)
    return found


async def door(turn: Turn) -> tuple[Choice, ...]:
    """The button that leads to it, where anything waits."""
    found = await count(turn)
    return (turn.button("inquiries", "ask.waiting", count=found),) if found else ()


async def nearest(turn: Turn, area: str, *, above: bool) -> tuple[str, list[Recipient]]:
    """The unit that takes it, with who answers there: the own one, or (`above`) one above; "" where nobody is above."""
    path = [unit.code for unit in reversed(turn.areas.path(area))]
    for code in path[1:] if above else path:
        people = await turn.reads.officers_of(sitting_for(turn, code), Act.ANSWER)
        others = [each for each in people if each.person != turn.person.id]
        if others:
            return code, others
    return ("", []) if above else (area, [])


async def waiting(turn: Turn, inquiry_id: str) -> Inquiry | None:
    """The inquiry, if it is this officer's and still waits; else says so."""
    one = await turn.reads.inquiry(inquiry_id)
    if one is None:
        turn.tell("ask.no_question", turn.button("inquiries", "ask.more"), turn.button("menu", "menu.back"))
        return None
    if not turn.may(Act.ANSWER, Subject(one.unit, one.person)):
        turn.tell("error.not_yours", turn.button("menu", "menu.back"))
        return None
    if one.answered:
        turn.tell("ask.already", turn.button("inquiries", "ask.more"), turn.button("menu", "menu.back"))
        return None
    return one
