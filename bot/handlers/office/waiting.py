"""What waits for this officer, in the order in which it must be checked: by the last day, what is late first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.handlers.office import above
from bot.handlers.office.groups import group_id, group_of
from bot.handlers.shared import dossier_office
from bot.handlers.shared.dates import holding
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.records.registration import Waiting
from ocop_domain.applications import Application, ApplicationState, Holds, upcoming
from ocop_domain.programmes import Programme
from ocop_domain.recipients import taker
from ocop_domain.rights import Act, roles_for
from ocop_domain.roles import duties_of
from ocop_domain.text import natural_key
from ocop_domain.working_days import working_days_left

CHECKERS = duties_of(roles_for(Act.CHECK))
SOON = 2
"""Working days before the last one from which something is told as urgent."""


@dataclass(frozen=True, slots=True)
class DatedWaiting:
    """One that waits, with the last day on which it must be checked; None where neither law nor plan names one."""

    one: Waiting
    last_day: date | None

    def late(self, today: date) -> bool:
        return self.last_day is not None and self.last_day < today

    def soon(self, today: date) -> bool:
        """Whether the last day is near, and not over."""
        if self.last_day is None or self.last_day < today:
            return False
        return working_days_left(today, self.last_day) <= SOON


class LastDays:
    """The last days of what waits: worked out once for each programme, place, state and day.

    `offices`: also of the dossiers that an office above the commune takes.
    """

    def __init__(self, turn: Turn, *, offices: bool = False) -> None:
        self._turn = turn
        self._offices = offices
        self._holds: dict[tuple[str, str], Holds] = {}
        self._days: dict[tuple[str, str, str, date], date | None] = {}

    async def of(self, programme: Programme, area: str, state: ApplicationState, since: date) -> date | None:
        key = (programme.id, area, state.value, since)
        if key not in self._days:
            where = (programme.id, area)
            if where not in self._holds:
                self._holds[where] = await holding(self._turn, (area,), programme)
            step = upcoming(programme, state, since, self._holds[where])
            theirs = step and (step.actor in CHECKERS or (self._offices and step.actor == taker(programme)))
            self._days[key] = step.last_day if step and theirs else None
        return self._days[key]


async def last_day_of(turn: Turn, application: Application) -> date | None:
    """The last day on which the commune must have checked it."""
    return await LastDays(turn, offices=True).of(
        turn.programme_of(application), application.area, application.state, since(application)
    )


def since(application: Application) -> date:
    """Since when it waits: a dossier since it was handed in, however long ago the product was registered."""
    return application.updated_on if application.state is ApplicationState.FILED else application.sent_on


async def in_order(turn: Turn) -> list[DatedWaiting]:
    """All that waits for whoever acts, what must be done first first."""
    communes = units_of(turn, Act.CHECK)
    also = await above.left(turn)
    found = await turn.reads.waiting_in(communes, but=turn.person.id, also=also)
    places = {(one.programme, one.area, one.state) for one in found}
    elsewhere = {place for place in places if await _elsewhere(turn, *place)}
    found = [one for one in found if (one.programme, one.area, one.state) not in elsewhere]
    found += await _at_office(turn, {one.id for one in found})
    days = LastDays(turn, offices=True)
    dated = []
    for one in found:
        programme = turn.programmes.find(one.programme) or turn.programme
        dated.append(DatedWaiting(one, await days.of(programme, one.area, one.state, one.since)))
    return sorted(dated, key=_order)


def is_told(turn: Turn) -> bool:
    """Whether what comes in is told to this person: as who checks, as who stands above, or as the office for it."""
    return bool(units_of(turn, Act.CHECK) or above.units(turn) or dossier_office.units_below(turn))


async def _at_office(turn: Turn, known: Collection[str]) -> list[Waiting]:
    """The dossiers that the programme sends to this person's office."""
    units = dossier_office.units_below(turn)
    every = await turn.reads.waiting_in(units, but=turn.person.id) if units else []
    return [one for one in every if one.id not in known and dossier_office.takes(turn, one.programme, one.state)]


async def _elsewhere(turn: Turn, programme_id: str, area: str, state: ApplicationState) -> bool:
    """Whether an office above takes such a dossier, and somebody of it is here: the commune does not check it."""
    programme = turn.programmes.find(programme_id)
    mine = dossier_office.takes(turn, programme_id, state)
    if state is not ApplicationState.FILED or programme is None or mine:
        return False
    return await dossier_office.seated(turn, programme, area)


def _order(due: DatedWaiting) -> tuple[object, ...]:
    return due.last_day or date.max, due.one.since, natural_key(due.one.name), due.one.id


def days_left(turn: Turn, last_day: date | None) -> str:
    """How much time is left, in working days; "" where nobody set an end."""
    if last_day is None:
        return ""
    left = working_days_left(turn.today, last_day)
    day = turn.t.day(last_day)
    if last_day < turn.today:
        return turn.t("queue.due_late", day=day, days=max(1, -left))
    return turn.t("queue.due_today") if not left else turn.t("queue.due_left", day=day, days=left)


ONLY = ("late", "ideas", "dossiers")
"""What the queue can be narrowed to beside a group of products."""


def only(turn: Turn, found: Sequence[DatedWaiting], which: str) -> list[DatedWaiting]:
    """Those that fit what was chosen; all where nothing was."""
    if not which:
        return list(found)
    return [due for due in found if _fits(turn, due, which)]


def _fits(turn: Turn, due: DatedWaiting, which: str) -> bool:
    if which == "late":
        return due.late(turn.today)
    if which == "ideas":
        return due.one.state is ApplicationState.SENT
    if which == "dossiers":
        return due.one.state is ApplicationState.FILED
    return group_id(group_of(turn, due.one.programme, due.one.product_set)) == which
