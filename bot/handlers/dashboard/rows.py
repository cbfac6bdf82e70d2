"""The products that somebody looks after, each with its next step: narrowed and ordered as was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.handlers.dashboard.asked import ListQuery
from bot.handlers.dashboard.page import NotThere
from bot.handlers.office.groups import groups_in
from bot.handlers.shared.dates import holding
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.records.dashboard import Chosen, TrackedProduct
from ocop_domain.applications import TO_CHECK, ApplicationState, Holds, Upcoming, upcoming
from ocop_domain.product_sets import KeptSet
from ocop_domain.rights import Act
from ocop_domain.text import natural_key


@dataclass(frozen=True, slots=True)
class ProductLine:
    """One application with what comes next: who acts, until when; None where nothing comes or nobody set an end."""

    one: TrackedProduct
    actor: str = ""
    last_day: date | None = None

    def late(self, today: date) -> bool:
        return self.last_day is not None and self.last_day < today


class _NextSteps:
    """What comes next of each: worked out once for each programme, place, state and day."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._holds: dict[tuple[str, str], Holds] = {}
        self._steps: dict[tuple[str, str, str, date], Upcoming | None] = {}

    async def of(self, one: TrackedProduct) -> ProductLine:
        if one.closed:
            return ProductLine(one)
        # The commune's time runs since it has it; everybody else is told of what comes from today on.
        since = one.since if one.state in TO_CHECK else max(one.since, self._turn.today)
        key = (one.programme, one.area, one.state.value, since)
        if key not in self._steps:
            self._steps[key] = await self._upcoming(one, since)
        step = self._steps[key]
        return ProductLine(one, step.actor, step.last_day) if step else ProductLine(one)

    async def _upcoming(self, one: TrackedProduct, since: date) -> Upcoming | None:
        programme = self._turn.programmes.find(one.programme) or self._turn.programme
        where = (programme.id, one.area)
        if where not in self._holds:
            self._holds[where] = await holding(self._turn, (one.area,), programme)
        return upcoming(programme, one.state, since, self._holds[where])


async def lines(turn: Turn, asked: ListQuery) -> list[ProductLine]:
    """All that fit, in the order that was asked for."""
    areas = units(turn, asked.unit)
    chosen = Chosen(
        words=asked.words,
        state=asked.state,
        programme=asked.programme,
        legal_form=asked.form,
        kind=asked.kind,
        sets=await _sets(turn, asked.group),
    )
    steps = _NextSteps(turn)
    found = [await steps.of(one) for one in await turn.reads.tracked(areas, turn.today, chosen)]
    return _ordered(turn, _narrowed(turn, found, asked), asked)


async def counted(turn: Turn) -> list[ProductLine]:
    """All of the own units, in no order: to be counted."""
    steps = _NextSteps(turn)
    return [await steps.of(one) for one in await turn.reads.tracked(units(turn, ""), turn.today, Chosen())]


def units(turn: Turn, unit: str) -> list[str]:
    """All that is a matter of the own units, or of one of them; what lies elsewhere is not there."""
    own = units_of(turn, Act.SEE)
    if not unit:
        return own
    if unit not in own:
        raise NotThere
    inside = turn.areas.within([unit], turn.today).units
    return [code for code in own if code in inside]


async def _sets(turn: Turn, group: str) -> tuple[KeptSet, ...]:
    if not group:
        return ()
    known = await groups_in(turn, units_of(turn, Act.SEE))
    if group not in known:
        raise NotThere
    return known[group].sets


def place(turn: Turn, code: str) -> str:
    """A unit by its name, with a district above that is not the own one; a dash where it is not known."""
    unit = turn.areas.find(code)
    if unit is None:
        return "–"
    own = {grant.area for grant in turn.person.grants}
    above = [area.name for area in turn.areas.path(code)[1:-1] if area.code not in own]
    return ", ".join([unit.name, *above])


def _narrowed(turn: Turn, found: Iterable[ProductLine], asked: ListQuery) -> list[ProductLine]:
    fitting = list(found)
    if asked.star:
        fitting = [line for line in fitting if line.one.star == int(asked.star)]
    if asked.late:
        fitting = [line for line in fitting if line.late(turn.today)]
    return fitting


def _ordered(turn: Turn, found: list[ProductLine], asked: ListQuery) -> list[ProductLine]:
    """By what was asked, then always in the same order."""
    order, places = list(ApplicationState), {line.one.area: "" for line in found}
    if asked.sort == "unit":
        places = {area: place(turn, area) for area in places}
    keys: dict[str, Callable[[ProductLine], Any]] = {
        "product": lambda line: natural_key(line.one.name),
        "producer": lambda line: natural_key(line.one.producer),
        "unit": lambda line: natural_key(places[line.one.area]),
        "step": lambda line: order.index(line.one.state),
        "star": lambda line: (line.one.star, line.one.declared),
        "day": lambda line: line.last_day or date.max,
    }
    found = sorted(found, key=lambda line: (line.one.folded, line.one.id))
    return sorted(found, key=keys[asked.sort], reverse=bool(asked.back))
