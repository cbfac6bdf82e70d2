"""How far a plan is: its quotas by unit, its goals, and what was registered and recognised by unit, form and group."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.dashboard import rows
from bot.handlers.dashboard.asked import Asked
from bot.handlers.dashboard.page import Bar, Cell, Chart, Column, Filter, NotThere, Option, Page, Table
from bot.handlers.office.waiting import group_of
from bot.handlers.shared import dates
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from ocop_domain.planned import Places
from ocop_domain.programmes import Goal, Programme
from ocop_domain.progress import Entry, QuotaProgress, Row, TakingPart, counted, quota_progress, row_of, rows_by
from ocop_domain.rights import Act
from ocop_domain.territories import unit_of
from ocop_domain.text import natural_key

NAME = "goals"


async def page(turn: Turn, asked: Asked) -> Page:
    """One plan of those that hold here, counted as the chat counts it."""
    t = turn.t
    plans = await _plans(turn)
    chosen = _chosen(plans, asked.programme)
    units = units_of(turn, Act.OVERSEE)
    entries = await turn.reads.progress_in(units, turn.counted(chosen))
    options = [Option(plan.id, plan.name) for plan in plans]
    filters = [Filter("programme", t("dashboard.programme"), chosen.id, options)] if plans[1:] else []
    tables = [_by_unit(turn, entries), _by_form(turn, entries), _by_group(turn, chosen, entries)]
    return Page(
        name=NAME,
        title=t("dashboard.goals"),
        lines=[chosen.name],
        filters=filters,
        charts=_quotas(turn, chosen, entries, units),
        tables=[*await _goals(turn, chosen, entries, units), *tables],
    )


async def _plans(turn: Turn) -> list[Programme]:
    """Those that count something here, whichever leads first."""
    asking = await dates.asking(turn)
    counting = [plan for plan in asking if plan.quotas or plan.targets]
    return sorted(counting, key=lambda plan: plan.id != turn.programme.id) or [turn.programme]


def _chosen(plans: Sequence[Programme], wanted: str) -> Programme:
    found = [plan for plan in plans if wanted in {"", plan.id}]
    if not found:
        raise NotThere
    return found[0]


# Quotas


def _quotas(turn: Turn, plan: Programme, entries: Sequence[Entry], units: Sequence[str]) -> list[Chart]:
    """What each unit is to bring this year, and how much of it there is."""
    t, own = turn.t, set(units)
    years = sorted({plan.quota_year(quota) for quota in plan.quotas})
    if not years:
        return []
    year = max((one for one in years if one <= turn.today.year), default=years[0])
    places = Places(turn.areas, unit_of(plan, turn.areas), plan.issued or plan.valid_from)
    found = quota_progress(plan, places, entries, year, lambda code: turn.areas.reach(code, turn.today))
    here = [one for one in found if one.unit in own]
    if not here:
        return []
    heads = [
        Column(t("dashboard.column.unit")),
        Column(t("dashboard.column.quota"), number=True),
        Column(t("dashboard.column.registered"), number=True),
        Column(t("dashboard.column.recognised"), number=True),
    ]
    title = t("dashboard.quotas", year=year)
    table = Table("quotas", title, heads, [_quota_row(turn, one) for one in here])
    bars = [Bar(one.quota.area, one.registered, _of(turn, one), goal=one.wanted) for one in here]
    told = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars)
    return [Chart(title, told, bars, table)]


def _of(turn: Turn, one: QuotaProgress) -> str:
    return f"{turn.t.number(one.registered)}/{turn.t.number(one.wanted)}"


def _quota_row(turn: Turn, one: QuotaProgress) -> list[Cell]:
    t, quota = turn.t, one.quota
    wanted = t("dashboard.new_and_upgrade", new=quota.new, upgrade=quota.upgrade)
    registered = t("dashboard.new_and_upgrade", new=one.new, upgrade=one.upgrade)
    recognised = t("dashboard.new_and_upgrade", new=one.recognised_new, upgrade=one.recognised_upgrade)
    return [Cell(quota.area), Cell(wanted, number=True), Cell(registered, number=True), Cell(recognised, number=True)]


# Goals


async def _goals(turn: Turn, plan: Programme, entries: Sequence[Entry], units: Sequence[str]) -> list[Table]:
    """The plan's goals, for who looks after all of its unit: of a part nobody can say how far the whole is."""
    if not plan.targets or unit_of(plan, turn.areas) not in units:
        return []
    t = turn.t
    people = await turn.reads.taking_part(units, turn.counted(plan), turn.today)
    heads = [Column(t("dashboard.column.goal"))]
    heads += [Column(t("dashboard.column.wanted"), number=True), Column(t("dashboard.column.reached"), number=True)]
    lines = [_goal_row(turn, goal, entries, people) for goal in plan.targets]
    return [Table("goals", t("dashboard.plan_goals"), heads, lines)]


def _goal_row(turn: Turn, goal: Goal, entries: Sequence[Entry], people: Sequence[TakingPart]) -> list[Cell]:
    t = turn.t
    reached = counted(goal, entries, people)
    shown = t("dashboard.not_counted") if reached is None else f"{t.number(str(reached))} {goal.unit}"
    return [Cell(goal.what), Cell(f"{t.number(str(goal.value))} {goal.unit}", number=True), Cell(shown, number=True)]


# By unit, legal form and group


def _by_unit(turn: Turn, entries: Sequence[Entry]) -> Table:
    names = {entry.area: rows.place(turn, entry.area) for entry in entries}
    found = rows_by(entries, lambda entry: names[entry.area])
    return _table(turn, "by_unit", (turn.t("dashboard.by_unit"), turn.t("dashboard.column.unit")), found, entries)


def _by_form(turn: Turn, entries: Sequence[Entry]) -> Table:
    t = turn.t
    found = rows_by(entries, lambda entry: _form(turn, entry.legal_form))
    return _table(turn, "by_form", (t("dashboard.by_form"), t("q.legal_form.label")), found, entries)


def _form(turn: Turn, form: str) -> str:
    key = f"q.legal_form.option.{form}"
    return turn.t(key) if turn.t.has(key) else "–"


def _by_group(turn: Turn, plan: Programme, entries: Sequence[Entry]) -> Table:
    t = turn.t
    groups = {entry.set_id: group_of(turn, plan.id, entry.set_id) or "–" for entry in entries}
    found = rows_by(entries, lambda entry: groups[entry.set_id])
    return _table(turn, "by_group", (t("dashboard.by_group"), t("dashboard.group")), found, entries)


def _table(turn: Turn, id_: str, named: tuple[str, str], found: list[Row], entries: Sequence[Entry]) -> Table:
    """One row each, and the sum; `named` are its title and the head of its first column."""
    t = turn.t
    title, head = named
    heads = (
        t("dashboard.column.registered"),
        t("dashboard.column.accepted"),
        t("dashboard.column.filed"),
        t("dashboard.column.checked"),
        t("dashboard.column.recognised"),
        t("dashboard.column.stars"),
        t("dashboard.column.out"),
    )
    columns = [Column(head), *(Column(label, number=True) for label in heads)]
    ordered = sorted(found, key=lambda row: natural_key(row.key))
    whole = [row_of(t("dashboard.sum"), entries)] if found[1:] else []
    return Table(id_, title, columns, [_cells(turn, row) for row in (*ordered, *whole)], t("dashboard.none_such"))


def _cells(turn: Turn, row: Row) -> list[Cell]:
    t = turn.t
    stars = ", ".join(t("dashboard.stars_of", count=count, star=star) for star, count in sorted(row.stars.items()))
    numbers = (row.registered, row.accepted, row.filed, row.checked, row.recognised)
    counts = [Cell(t.number(number), number=True) for number in numbers]
    return [Cell(row.key), *counts, Cell(stars or "–", number=True), Cell(t.number(row.out), number=True)]
