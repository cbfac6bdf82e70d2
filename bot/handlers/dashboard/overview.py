"""The first page: how many products there are, where each is, what holds a star, what is late and with whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.handlers.dashboard import rows
from bot.handlers.dashboard.asked import STARS, ListQuery
from bot.handlers.dashboard.page import Bar, Card, Cell, Chart, DashboardPage, Link, Table, TableColumn
from bot.handlers.dashboard.products import step
from bot.handlers.dashboard.rows import ProductLine
from bot.handlers.office import above
from bot.handlers.shared.territory import units_of
from bot.handlers.turn import Turn
from ocop_domain.applications import TO_CHECK, ApplicationState
from ocop_domain.areas import LEVELS
from ocop_domain.rights import SPECS, Act, grants_for
from ocop_domain.text import natural_key

NAME = "overview"
PRODUCTS, WAITING = "products", "waiting"
"""The pages to which the numbers lead."""
Counts = tuple[str, int, Link | None]
"""What is counted, how often, and the page that shows it."""
_UNITS = 15
"""Bars of a chart of units: those with the most; the table has all."""


async def page(turn: Turn, asked: ListQuery) -> DashboardPage:
    """All of it, counted once."""
    t = turn.t
    found = await rows.counted(turn)
    checks = await _to_check(turn, found)
    unclaimed = await turn.reads.unclaimed_stars(units_of(turn, Act.IMPORT), turn.today)
    beside = [t("progress.unclaimed", count=t.number(unclaimed))] if unclaimed else []
    return DashboardPage(
        name=NAME,
        title=t("dashboard.overview"),
        lines=[t("dashboard.today", day=t.day(turn.today)), *beside],
        cards=_cards(turn, found, len(checks), sum(line.late(turn.today) for line in checks)),
        charts=[_steps(turn, found), _whose(turn, found), _stars(turn, found), *_by_unit(turn, found)],
        tables=[_late(turn, found)],
    )


async def _to_check(turn: Turn, found: Iterable[ProductLine]) -> list[ProductLine]:
    """What waits for this person: in the own communes, and where nobody may check but the level above."""
    here, left = set(units_of(turn, Act.CHECK)), set(await above.left(turn))
    own = turn.person.speaks_for
    waiting = [line for line in found if line.one.state in TO_CHECK and line.one.closed != "ended"]
    theirs = [line for line in waiting if line.one.area in here or line.one.id in left]
    return [line for line in theirs if line.one.owner not in own]


def _cards(turn: Turn, found: Sequence[ProductLine], checks: int, late_checks: int) -> list[Card]:
    t = turn.t
    late = sum(line.late(turn.today) for line in found)
    starred = sum(line.one.star > 0 for line in found)
    return [
        Card(t("dashboard.card.all"), t.number(len(found)), Link(PRODUCTS)),
        Card(t("dashboard.card.checks"), t.number(checks), Link(WAITING)),
        Card(t("dashboard.card.late_checks"), t.number(late_checks), Link(WAITING), late=late_checks > 0),
        Card(t("dashboard.card.late"), t.number(late), Link(PRODUCTS, {"late": "1"}), late=late > 0),
        Card(t("dashboard.card.starred"), t.number(starred), Link(PRODUCTS, {"sort": "star", "back": "1"})),
    ]


# Charts, each with its table


def _steps(turn: Turn, found: Sequence[ProductLine]) -> Chart:
    counts = Counter(line.one.state for line in found)
    lines: list[Counts] = [
        (step(turn, state), counts[state], Link(PRODUCTS, {"state": state.value}))
        for state in ApplicationState
        if counts[state]
    ]
    return _chart(turn, "steps", turn.t("dashboard.by_step"), turn.t("dashboard.column.step"), lines)


def _whose(turn: Turn, found: Sequence[ProductLine]) -> Chart:
    """Whom everything waits for that is on its way."""
    t = turn.t
    counts = Counter(line.actor for line in found if line.actor)
    ordered = sorted(counts, key=lambda actor: (-counts[actor], actor))
    lines: list[Counts] = [(t(f"role.{actor}"), counts[actor], None) for actor in ordered]
    return _chart(turn, "whose", t("dashboard.by_whose"), t("dashboard.column.whose"), lines)


def _stars(turn: Turn, found: Sequence[ProductLine]) -> Chart:
    t = turn.t
    counts = Counter(str(line.one.star) for line in found if not line.one.closed or line.one.star)
    named = {star: t("dashboard.star", star=star) for star in STARS} | {"0": t("dashboard.no_star")}
    lines: list[Counts] = [(named[star], counts[star], Link(PRODUCTS, {"star": star})) for star in STARS]
    return _chart(turn, "stars", t("dashboard.by_star"), t("dashboard.column.star"), lines)


def _by_unit(turn: Turn, found: Sequence[ProductLine]) -> list[Chart]:
    """One bar a unit right below the own one; a commune has none below."""
    areas = Counter(line.one.area for line in found)
    counts: Counter[str] = Counter()
    for area, count in areas.items():
        counts[_below(turn, area)] += count
    del counts[""]
    if not counts:
        return []
    ordered = sorted(counts, key=lambda code: (-counts[code], natural_key(rows.place(turn, code))))
    lines: list[Counts] = [(rows.place(turn, code), counts[code], Link(PRODUCTS, {"unit": code})) for code in ordered]
    return [_chart(turn, "units", turn.t("dashboard.by_unit"), turn.t("dashboard.column.unit"), lines)]


def _below(turn: Turn, area: str) -> str:
    """The unit right below the own one in which something lies today; "" for a commune's own."""
    held = [grant for grant in grants_for(turn.person.grants, Act.SEE) if turn.reaches(grant.area, area)]
    unit = turn.areas.find(turn.areas.continued(area, turn.today))
    if not held or unit is None:
        return ""
    own = min(LEVELS.index(level) for grant in held for level in SPECS[grant.role].levels)
    below = [one for one in turn.areas.path(unit.code) if LEVELS.index(one.level) > own]
    return below[0].code if below else ""


def _chart(turn: Turn, id_: str, title: str, head: str, lines: Iterable[Counts]) -> Chart:
    t = turn.t
    counted = list(lines)
    table = Table(
        id_,
        title,
        [TableColumn(head), TableColumn(t("dashboard.column.count"), number=True)],
        [[Cell(label, link=link), Cell(t.number(count), number=True)] for label, count, link in counted],
        t("dashboard.none_such"),
    )
    bars = [Bar(label, count, t.number(count)) for label, count, _ in counted[:_UNITS]]
    told = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars)
    return Chart(title, told, bars, table)


# What is late


def _late(turn: Turn, found: Iterable[ProductLine]) -> Table:
    """Whose turn it is where something is late: how much, and for how many days already."""
    t = turn.t
    late: dict[tuple[str, str], list[int]] = {}
    for line in found:
        if line.late(turn.today) and line.last_day:
            late.setdefault((line.actor, line.one.area), []).append((turn.today - line.last_day).days)
    ordered = sorted(late.items(), key=lambda item: (-max(item[1]), item[0]))
    heads = [TableColumn(t("dashboard.column.unit")), TableColumn(t("dashboard.column.whose"))]
    heads += [
        TableColumn(t("dashboard.column.count"), number=True),
        TableColumn(t("dashboard.column.days"), number=True),
    ]
    lines = [_late_row(turn, actor, area, days) for (actor, area), days in ordered]
    return Table("late", t("dashboard.late_with"), heads, lines, t("dashboard.nothing_late"))


def _late_row(turn: Turn, actor: str, area: str, days: Sequence[int]) -> list[Cell]:
    query: Mapping[str, str] = {"unit": area, "late": "1"} if turn.areas.find(area) else {"late": "1"}
    t = turn.t
    return [
        Cell(rows.place(turn, area), link=Link(PRODUCTS, query)),
        Cell(t(f"role.{actor}")),
        Cell(t.number(len(days)), number=True),
        Cell(t.number(max(days)), number=True, late=True),
    ]
