"""The rounds of the councils that somebody runs, the latest first."""

from __future__ import annotations

from bot.handlers.dashboard.asked import ListQuery
from bot.handlers.dashboard.page import Cell, DashboardPage, NotThere, Table, TableColumn
from bot.handlers.rounds import found
from bot.handlers.turn import Turn
from bot.records.rounds import RoundLine
from ocop_domain.rights import Act, grants_for
from ocop_domain.rounds import RoundState

NAME = "rounds"


def admits(turn: Turn) -> bool:
    return bool(grants_for(turn.person.grants, Act.HOLD_ROUND))


async def page(turn: Turn, asked: ListQuery) -> DashboardPage:
    """Each with its day, place, state and how much it judges."""
    if not admits(turn):
        raise NotThere
    t = turn.t
    lines = await turn.reads.rounds_in(found.rounds_where(turn, Act.HOLD_ROUND), tuple(RoundState))
    heads = [
        TableColumn(t("dashboard.column.held_on")),
        TableColumn(t("dashboard.column.council")),
        TableColumn(t("dashboard.column.held_at")),
        TableColumn(t("dashboard.column.round_state")),
        TableColumn(t("dashboard.column.agenda"), number=True),
        TableColumn(t("dashboard.column.decision")),
    ]
    table = Table("rounds", t("rounds.title"), heads, [_row(turn, line) for line in lines], t("rounds.none"))
    openings = (("rounds", t("dashboard.open_rounds")),)
    return DashboardPage(name=NAME, title=t("rounds.title"), tables=[table], openings=openings)


def _row(turn: Turn, line: RoundLine) -> list[Cell]:
    here, t = line.round, turn.t
    unit = turn.areas.find(here.unit)
    return [
        Cell(f"{here.held_on:%d/%m/%Y}", opening=f"round:{here.id}"),
        Cell(unit.name if unit else "–"),
        Cell(here.place),
        Cell(t(f"rounds.state_{here.state}")),
        Cell(t.number(line.products), number=True),
        Cell(here.decision or "–"),
    ]
