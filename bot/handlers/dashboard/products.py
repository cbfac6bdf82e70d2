"""The products of the own units as a table: filtered, found by words, ordered, page by page to the end."""

from __future__ import annotations

from collections.abc import Sequence

from bot.handlers.activities.found import own_units
from bot.handlers.dashboard import rows
from bot.handlers.dashboard.asked import KINDS, SORTS, STARS, ListQuery
from bot.handlers.dashboard.page import Cell, DashboardPage, Filter, FilterOption, Link, Paging, Table, TableColumn
from bot.handlers.dashboard.rows import ProductLine
from bot.handlers.office.groups import groups_in
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from bot.records.dashboard import TrackedProduct
from ocop_domain.applications import ApplicationState
from ocop_domain.law import law_on
from ocop_domain.rights import Act
from ocop_domain.text import natural_key
from ocop_domain.writing import one_line

SHOWN = 25
NAME = "products"
CSV, XLSX = "csv", "xlsx"


async def page(turn: Turn, asked: ListQuery) -> DashboardPage:
    """One page of what was asked for."""
    t = turn.t
    found = await rows.lines(turn, asked)
    start = asked.start if asked.start < len(found) else 0
    shown = found[start : start + SHOWN]
    files = [(t("dashboard.csv"), Link(f"{NAME}.{CSV}", _from_first(asked)))]
    files += [(t("dashboard.xlsx"), Link(f"{NAME}.{XLSX}", _from_first(asked)))]
    return DashboardPage(
        name=NAME,
        title=t("dashboard.products"),
        filters=await _filters(turn, asked),
        clear=Link(NAME) if asked != ListQuery() else None,
        exports=files if found else (),
        tables=[table(turn, shown, asked)],
        paging=_paging(turn, asked, start, len(shown), len(found)),
        openings=(("showcase", t("showcase.title")),) if own_units(turn) else (),
    )


def _from_first(asked: ListQuery) -> dict[str, str]:
    return asked.query(start=0)


def _paging(turn: Turn, asked: ListQuery, start: int, shown: int, total: int) -> Paging:
    t = turn.t
    if not total:
        return Paging(t("dashboard.none_such"))
    first, last = t.number(start + 1), t.number(start + shown)
    earlier = Link(NAME, asked.query(start=max(0, start - SHOWN))) if start else None
    more = Link(NAME, asked.query(start=start + SHOWN)) if start + shown < total else None
    return Paging(t("dashboard.shown", first=first, last=last, total=t.number(total)), earlier, more)


# The table


def table(turn: Turn, shown: Sequence[ProductLine], asked: ListQuery | None = None) -> Table:
    """Each product with its producer, unit, step, star and next day; with `asked` the heads order it."""
    t = turn.t
    heads = {
        "product": t("dashboard.column.product"),
        "producer": t("dashboard.column.producer"),
        "unit": t("dashboard.column.unit"),
        "step": t("dashboard.column.step"),
        "star": t("dashboard.column.star"),
        "day": t("dashboard.column.day"),
    }
    columns = [_column(heads[sort], sort, asked) for sort in SORTS]
    lines = [_row(turn, line) for line in shown]
    return Table("products", t("dashboard.products"), columns, lines, t("dashboard.none_such"))


def _column(label: str, sort: str, asked: ListQuery | None) -> TableColumn:
    if asked is None:
        return TableColumn(label)
    if asked.sort != sort:
        return TableColumn(label, sorts=Link(NAME, asked.query(sort=sort, back="", start=0)))
    turned = asked.query(back="" if asked.back else "1", start=0)
    return TableColumn(label, sorts=Link(NAME, turned), sorted="descending" if asked.back else "ascending")


def _row(turn: Turn, line: ProductLine) -> list[Cell]:
    one, t = line.one, turn.t
    return [
        Cell(one_line(one.name) or t("draft.unnamed"), opening=f"p:{one.id}"),
        Cell(one_line(one.producer)),
        Cell(rows.place(turn, one.area)),
        Cell(step(turn, one.state)),
        Cell(star(turn, one)),
        Cell(day(turn, line), late=line.late(turn.today)),
    ]


def step(turn: Turn, state: ApplicationState) -> str:
    """Where an application is, as the chat calls it."""
    said = turn.t(f"state.{state}")
    return said[:1].upper() + said[1:]


def star(turn: Turn, one: TrackedProduct) -> str:
    """What the state recognised; what only the producer says is marked so."""
    if one.star >= one.declared:
        return turn.t("dashboard.star", star=one.star) if one.star else "–"
    return turn.t("dashboard.star_declared", star=one.declared)


def day(turn: Turn, line: ProductLine) -> str:
    """Until when, and whose turn it is; by how many days it is late."""
    if not line.actor:
        return "–"
    who = turn.t(f"role.{line.actor}")
    if line.last_day is None:
        return who
    shown = f"{line.last_day:%d/%m/%Y}"
    if line.late(turn.today):
        return turn.t("dashboard.day_late", day=shown, who=who, days=(turn.today - line.last_day).days)
    return turn.t("dashboard.day", day=shown, who=who)


# The choices


async def _filters(turn: Turn, asked: ListQuery) -> list[Filter]:
    t = turn.t
    occurring = await turn.reads.occurring(units_of(turn, Act.SEE))
    every = FilterOption("", t("dashboard.every"))
    groups = await groups_in(turn, units_of(turn, Act.SEE))
    named = sorted(((group.name, key) for key, group in groups.items()), key=lambda one: natural_key(one[0]))
    forms = _forms(turn)
    kinds = [FilterOption(kind, t(f"q.registration_kind.option.{kind}")) for kind in KINDS]
    stars = [FilterOption(s, t("dashboard.star", star=s) if s != "0" else t("dashboard.no_star")) for s in STARS]
    return [
        Filter("words", t("dashboard.words"), asked.words),
        Filter("unit", t("dashboard.column.unit"), asked.unit, [every, *_units(turn, occurring)]),
        Filter("state", t("dashboard.column.step"), asked.state, [every, *_states(turn)]),
        Filter("star", t("dashboard.column.star"), asked.star, [every, *stars]),
        Filter("group", t("dashboard.group"), asked.group, [every, *(FilterOption(key, name) for name, key in named)]),
        Filter("form", t("q.legal_form.label"), asked.form, [every, *forms]),
        Filter("kind", t("dashboard.kind"), asked.kind, [every, *kinds]),
        Filter("programme", t("dashboard.programme"), asked.programme, [every, *_programmes(turn, occurring)]),
        Filter("late", t("dashboard.late"), asked.late, [every, FilterOption("1", t("dashboard.only_late"))]),
    ]


def _states(turn: Turn) -> list[FilterOption]:
    return [FilterOption(state.value, step(turn, state)) for state in ApplicationState]


def _forms(turn: Turn) -> list[FilterOption]:
    """Every legal form that a programme knows."""
    known = [*turn.programmes.plans, law_on(turn.today)]
    ids = dict.fromkeys(form for one in known for form in (*one.legal_forms, *one.tourism_legal_forms))
    return [FilterOption(form, turn.t(f"q.legal_form.option.{form}")) for form in ids]


def _programmes(turn: Turn, occurring: Sequence[tuple[str, str]]) -> list[FilterOption]:
    known = {programme: turn.programmes.find(programme) for _, programme in occurring}
    return [FilterOption(id_, found.name) for id_, found in sorted(known.items()) if found]


def _units(turn: Turn, occurring: Sequence[tuple[str, str]]) -> list[FilterOption]:
    """The units in which there is something, and those above them that are the person's own."""
    own = set(units_of(turn, Act.SEE))
    there = {area for area, _ in occurring if turn.areas.find(area)}
    above = {unit.code for area in there for unit in turn.areas.path(area)}
    codes = [code for code in there | above if code in own]
    named = sorted((natural_key(turn.areas.label(code)), code) for code in codes)
    return [FilterOption(code, rows.place(turn, code)) for _, code in named]
