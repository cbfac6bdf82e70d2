"""Who holds a role below, and the communes in which nobody does."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.account import summary
from bot.handlers.account.office import line
from bot.handlers.dashboard import rows
from bot.handlers.dashboard.asked import ListQuery
from bot.handlers.dashboard.page import Cell, DashboardPage, NotThere, Table, TableColumn
from bot.handlers.office import holders
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.kit.clock import day_of
from bot.records.offices import Holding
from ocop_domain.rights import Act, grants_for, role_at
from ocop_domain.text import natural_key

NAME = "staff"
_CHECKS = "commune"
"""The level whose officers check."""


def admits(turn: Turn) -> bool:
    return bool(grants_for(turn.person.grants, Act.APPOINT))


async def page(turn: Turn, asked: ListQuery) -> DashboardPage:
    """The units without an officer first: there nobody does what is to be done."""
    if not admits(turn):
        raise NotThere
    t = turn.t
    held = await holders.below(turn)
    openings = (("staff", t("dashboard.open_staff")),)
    return DashboardPage(
        name=NAME, title=t("people.title"), tables=[_empty(turn, held), _held(turn, held)], openings=openings
    )


def _empty(turn: Turn, held: Sequence[Holding]) -> Table:
    t = turn.t
    seated = {one.grant.area for one in held if one.grant.role is role_at(_CHECKS)}
    there = [turn.areas.get(code) for code in units_of(turn, Act.APPOINT)]
    empty = [unit for unit in there if unit.level == _CHECKS and unit.in_force(turn.today) and unit.code not in seated]
    named = sorted((rows.place(turn, unit.code) for unit in empty), key=natural_key)
    title = t("dashboard.without_officer", count=t.number(len(named)))
    return Table(
        "empty",
        title,
        [TableColumn(t("dashboard.column.unit"))],
        [[Cell(name)] for name in named],
        t("dashboard.all_seated"),
    )


def _held(turn: Turn, held: Sequence[Holding]) -> Table:
    t = turn.t
    heads = (
        t("dashboard.column.role"),
        t("dashboard.column.official"),
        t("dashboard.column.since"),
    )
    lines = sorted((_row(turn, one) for one in held), key=lambda row: natural_key(row[0].text))
    title = t("dashboard.officials", count=t.number(len(lines)))
    return Table("held", title, [TableColumn(head) for head in heads], lines, t("people.none"))


def _row(turn: Turn, one: Holding) -> list[Cell]:
    since = f"{day_of(one.since):%d/%m/%Y}" if one.since else "–"
    opening = f"holder:{one.person}:{one.grant.role}:{one.grant.area}"
    return [
        Cell(summary.office(turn, one.grant), opening=opening),
        Cell(line(one.official) or turn.t("people.nameless")),
        Cell(since),
    ]
