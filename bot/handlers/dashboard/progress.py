"""How far a unit is: against quotas, goals and the plan's list, and by unit, step, star, set, form and kind.

The figures and their words are those of the chat, the picture and the reports (`bot/handlers/progress`).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.dashboard.asked import ListQuery
from bot.handlers.dashboard.page import (
    Bar,
    Cell,
    Chart,
    DashboardPage,
    Filter,
    FilterOption,
    NotThere,
    Table,
    TableColumn,
)
from bot.handlers.progress.figures import gather, plans_over
from bot.handlers.progress.home import headline, units
from bot.handlers.progress.tables import ProgressTable, Value, all_tables, number_of, step_words
from bot.handlers.turn import Turn
from bot.records.progress import ProgressFigures
from ocop_domain.programmes import Programme

NAME = "progress"
_QUOTAS = "quotas"
_ROWS = 150
"""Rows of one table on the page: the whole is in the workbook of the chat, and products have a page of their own."""


async def page(turn: Turn, asked: ListQuery) -> DashboardPage:
    """One of the own units under one of the plans that hold there."""
    t, own = turn.t, units(turn)
    unit = _one_of(own, asked.unit)
    plans = plans_over(turn, unit)
    chosen = _one_of([plan.id for plan in plans], asked.programme)
    plan = next(one for one in plans if one.id == chosen)
    found = await gather(turn, turn.reads, unit, plan)
    tables = [_table(turn, one) for one in all_tables(found, turn, t)]
    charts = [_chart(turn, found, table) for table in tables if table.id == _QUOTAS]
    return DashboardPage(
        name=NAME,
        title=t("progress.title", unit=turn.areas.get(unit).name, year=found.year),
        lines=[plan.name, headline(turn, found), step_words(found, t)],
        filters=_filters(turn, own, unit, plans, chosen),
        charts=charts,
        tables=[table for table in tables if table.id != _QUOTAS],
        openings=((f"progress:{unit}:{plans.index(plan)}", t("dashboard.open_progress")),),
    )


def _one_of(known: Sequence[str], wanted: str) -> str:
    """What was asked for, else the first; what is not among them is not there."""
    if not known or (wanted and wanted not in known):
        raise NotThere
    return wanted or known[0]


def _filters(turn: Turn, own: Sequence[str], unit: str, plans: Sequence[Programme], chosen: str) -> list[Filter]:
    t = turn.t
    found = []
    if plans[1:]:
        options = [FilterOption(plan.id, plan.name) for plan in plans]
        found.append(Filter("programme", t("dashboard.programme"), chosen, options))
    if own[1:]:
        named = [FilterOption(code, turn.areas.get(code).name) for code in own]
        found.append(Filter("unit", t("dashboard.column.unit"), unit, named))
    return found


def _table(turn: Turn, made: ProgressTable) -> Table:
    lines = [[_cell(turn, value) for value in row] for row in made.rows[:_ROWS]]
    left = len(made.rows) - len(lines)
    note = turn.t("dashboard.more_rows", count=turn.t.number(left)) if left else ""
    numbers = [any(isinstance(row[n], int | float) for row in made.rows) for n in range(len(made.head))]
    columns = [TableColumn(label, number=number) for label, number in zip(made.head, numbers, strict=True)]
    return Table(made.id, made.title, columns, lines, note=note)


def _cell(turn: Turn, value: Value) -> Cell:
    if isinstance(value, str):
        return Cell(value or "–")
    return Cell(number_of(value, turn.t), number=True)


def _chart(turn: Turn, found: ProgressFigures, table: Table) -> Chart:
    """Registered against the quota of each unit."""
    t = turn.t
    bars = [
        Bar(one.quota.area, one.registered, f"{t.number(one.registered)}/{t.number(one.wanted)}", goal=one.wanted)
        for one in found.quotas
    ]
    told = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars)
    return Chart(t("progress.picture_quotas"), told, bars, table)
