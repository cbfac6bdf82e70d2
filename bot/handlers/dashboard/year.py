"""The programme year: the duties of those below that are open now, with how many have done each."""

from __future__ import annotations

from bot.handlers.dashboard.asked import ListQuery
from bot.handlers.dashboard.page import Bar, Cell, Chart, DashboardPage, Table, TableColumn
from bot.handlers.shared.naming import title
from bot.handlers.turn import Turn
from bot.handlers.year import who
from bot.handlers.year.who import Party
from ocop_domain.duties.model import Occurrence

NAME = "year"


async def page(turn: Turn, asked: ListQuery) -> DashboardPage:
    """Each with its last day, whose it is, how many have done it and how many have not."""
    t = turn.t
    found = [(here, parties) for here in await who.current(turn) if (parties := await who.parties(turn, here))]
    found.sort(key=lambda one: (one[0].announced, one[0].key))
    heads = [
        TableColumn(t("dashboard.column.duty")),
        TableColumn(t("dashboard.column.whose")),
        TableColumn(t("dashboard.column.until")),
        TableColumn(t("dashboard.column.done"), number=True),
        TableColumn(t("dashboard.column.not_done"), number=True),
    ]
    lines = [_row(turn, here, parties) for here, parties in found]
    table = Table("duties", t("dashboard.duties"), heads, lines, t("who.nothing"))
    bars = [_bar(turn, here, parties) for here, parties in found]
    told = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars)
    openings = (("overview", t("dashboard.open_year")),)
    charts = [Chart(t("dashboard.done_by_duty"), told, bars, table)] if bars else []
    tables = [] if bars else [table]
    return DashboardPage(name=NAME, title=t("dashboard.year"), charts=charts, tables=tables, openings=openings)


def _bar(turn: Turn, here: Occurrence, parties: list[Party]) -> Bar:
    done = sum(party.done for party in parties)
    return Bar(title(turn.t, here), done, f"{turn.t.number(done)}/{turn.t.number(len(parties))}", goal=len(parties))


def _row(turn: Turn, here: Occurrence, parties: list[Party]) -> list[Cell]:
    t, done = turn.t, sum(party.done for party in parties)
    left = len(parties) - done
    late = left > 0 and here.announced < turn.today
    return [
        Cell(title(t, here), opening=f"who:{here.duty.id}:{here.id}{turn.programmes.mark(here.duty)}"),
        Cell(t(f"role.{here.duty.role}")),
        Cell(f"{here.announced:%d/%m/%Y}", late=late),
        Cell(t.number(done), number=True),
        Cell(t.number(left), number=True, late=late),
    ]
