"""What waits for a check, what must be checked first first, and the communes that are late with it."""

from __future__ import annotations

from bot.handlers.dashboard import rows
from bot.handlers.dashboard.asked import ListQuery
from bot.handlers.dashboard.page import Cell, DashboardPage, Filter, FilterOption, Link, Paging, Table, TableColumn
from bot.handlers.dashboard.products import SHOWN, step
from bot.handlers.office import waiting
from bot.handlers.office.waiting import DatedWaiting
from bot.handlers.turn import Turn
from bot.handlers.year import late
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.rights import Act, grants_for

NAME = "waiting"


async def page(turn: Turn, asked: ListQuery) -> DashboardPage:
    """The officer's queue; for who stands above also where checks are late, and how much nobody may check there."""
    t = turn.t
    every = await waiting.in_order(turn)
    found = [due for due in every if _fits(turn, due, asked)]
    start = asked.start if asked.start < len(found) else 0
    shown = found[start : start + SHOWN]
    known = await turn.reads.applications_by([due.one.id for due in shown])
    heads = (
        t("dashboard.column.product"),
        t("dashboard.column.producer"),
        t("dashboard.column.unit"),
        t("dashboard.column.step"),
        t("dashboard.column.since"),
        t("dashboard.column.until"),
    )
    lines = [_row(turn, due, known.get(due.one.id)) for due in shown]
    table = Table(
        "waiting", t("dashboard.waiting"), [TableColumn(head) for head in heads], lines, t("dashboard.no_checks")
    )
    opening = (("queue", t("dashboard.open_queue")),) if every else ()
    return DashboardPage(
        name=NAME,
        title=t("dashboard.waiting"),
        tables=[table, *await _late_units(turn)],
        filters=_filters(turn, asked, every),
        paging=_paging(turn, asked, start, len(shown), len(found)),
        openings=opening,
    )


def _fits(turn: Turn, due: DatedWaiting, asked: ListQuery) -> bool:
    """Whether it is of the step, of the unit, and as late as was asked for."""
    one = due.one
    of_step = asked.state in {"", one.state.value}
    of_unit = asked.unit in {"", one.area}
    return of_step and of_unit and (not asked.late or due.late(turn.today))


def _filters(turn: Turn, asked: ListQuery, found: list[DatedWaiting]) -> list[Filter]:
    """By step, unit and lateness, where what waits differs in it; none where nothing waits."""
    t, every = turn.t, FilterOption("", turn.t("dashboard.every"))
    states = sorted({due.one.state for due in found})
    units = sorted((rows.place(turn, area), area) for area in {due.one.area for due in found})
    if not found:
        return []
    return [
        Filter(
            "state",
            t("dashboard.column.step"),
            asked.state,
            [every, *(FilterOption(state.value, step(turn, state)) for state in states)],
        ),
        Filter("unit", t("dashboard.column.unit"), asked.unit, [every, *(FilterOption(a, name) for name, a in units)]),
        Filter("late", t("dashboard.late"), asked.late, [every, FilterOption("1", t("dashboard.only_late"))]),
    ]


def _paging(turn: Turn, asked: ListQuery, start: int, shown: int, total: int) -> Paging | None:
    t = turn.t
    if not total:
        return Paging(t("dashboard.none_such")) if asked.query(start=0) else None
    told = t("dashboard.shown", first=t.number(start + 1), last=t.number(start + shown), total=t.number(total))
    earlier = Link(NAME, asked.query(start=max(0, start - SHOWN))) if start else None
    more = Link(NAME, asked.query(start=start + SHOWN)) if start + shown < total else None
    return Paging(told, earlier, more)


def _row(turn: Turn, due: DatedWaiting, application: Application | None) -> list[Cell]:
    one = due.one
    screen = "filing" if one.state is ApplicationState.FILED else "p"
    left = waiting.days_left(turn, due.last_day)
    return [
        Cell(one.name or turn.t("draft.unnamed"), opening=f"{screen}:{one.id}"),
        Cell(application.producer_name if application else "–"),
        Cell(rows.place(turn, one.area)),
        Cell(step(turn, one.state)),
        Cell(f"{one.since:%d/%m/%Y}"),
        Cell(left or "–", late=due.late(turn.today)),
    ]


async def _late_units(turn: Turn) -> list[Table]:
    """The communes below that owe checks for too long; none for who stands above nobody."""
    if not grants_for(turn.person.grants, Act.MOVE_DATE):
        return []
    t = turn.t
    heads = [TableColumn(t("dashboard.column.unit")), TableColumn(t("dashboard.column.count"), number=True)]
    heads += [TableColumn(t("dashboard.column.days"), number=True)]
    lines = [
        [
            Cell(rows.place(turn, one.unit), opening=f"lateunit:{one.unit}"),
            Cell(t.number(one.count), number=True),
            Cell(t.number(one.days), number=True, late=True),
        ]
        for one in await late.units(turn)
    ]
    return [Table("late", t("dashboard.late_checks"), heads, lines, t("dashboard.nothing_late"))]
