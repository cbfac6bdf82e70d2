"""What an office waits for from this producer: it stands above all else on the main screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.handlers.registration import show
from bot.handlers.shared.naming import called
from bot.handlers.turn import Turn
from bot.messages import Choice
from ocop_domain.applications import Application, ApplicationState

_BACK = {ApplicationState.SUPPLEMENT: "supplement", ApplicationState.RETURNED: "fix"}
"""What has come back to the producer: the button that goes on with it."""
SHOWN = 2
"""So many are told at once; the others stand among the own products."""


@dataclass(frozen=True, slots=True)
class Urgent:
    """One thing that an office waits for, and until when."""

    line: str
    door: Choice
    day: date


async def urgent(turn: Turn) -> list[Urgent]:
    """What came back and what was asked, the earliest last day first."""
    applications = [one for one in await turn.reads.applications_over_years(turn.person.id) if not one.closed]
    asked = {one.application: one.id for one in await turn.reads.asked_of(turn.person.id)}
    found = [_asked(turn, one, asked[one.id]) for one in applications if one.id in asked]
    found += [await _came_back(turn, one) for one in applications if one.state in _BACK]
    return sorted(found, key=lambda one: one.day)[:SHOWN]


def _asked(turn: Turn, application: Application, clarification: str) -> Urgent:
    """A question of the office: nothing goes on before it is answered."""
    line = turn.t("urgent.asked", product=called(turn.t, application))
    return Urgent(line, turn.button(f"explain:{clarification}", "clarify.answer"), date.min)


async def _came_back(turn: Turn, application: Application) -> Urgent:
    t, door = turn.t, _BACK[application.state]
    step = await show.step_of(turn, application)
    line = t(f"urgent.{door}_line", product=called(t, application))
    day = step.last_day if step else None
    if day is None or day < turn.today:
        return Urgent(line, turn.button(f"{door}:{application.id}", f"urgent.{door}"), day or date.max)
    label = t(f"urgent.{door}_until", day=f"{day:%d/%m}")
    return Urgent(line, Choice(f"{door}:{application.id}", label), day)
