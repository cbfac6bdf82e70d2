"""A question to the assistant, inside a form and outside."""

from __future__ import annotations

from bot.handlers.knowledge import door
from bot.handlers.turn import Turn
from ocop_domain.knowledge.asking import Certainty, Where, find
from ocop_domain.rights import SPECS, Role

_LEVELS = frozenset({"commune", "district", "province"})


class QuestionsOfToday:
    """What can be answered for this person today: asked by the understanding."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn

    def knows(self, text: str) -> bool:
        return find(text, where(self._turn)).certainty is Certainty.SURE


def where(turn: Turn) -> Where:
    """Who asks, in which programme, and when."""
    grants = [(SPECS[Role(grant.role)], grant.area) for grant in turn.person.grants]
    level = next((level for spec, _ in grants for level in spec.levels if level in _LEVELS), "")
    area = next((area for _, area in grants), "")
    return Where(turn.programme, turn.today, level or "producer", area)


async def answer(turn: Turn, text: str) -> bool:
    """Answers it with its source; else asks back, or offers to send it to who can answer, and is False."""
    return await door.ask(turn, text)
