"""What a page of the dashboard is made of: words and numbers, ready to be shown; how it looks is the channel's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Query = Mapping[str, str]
"""What stands behind the "?" of an address."""


@dataclass(frozen=True, slots=True)
class Link:
    """Another page of the dashboard, with what it is narrowed to."""

    page: str
    query: Query = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `opening` opens the chat at this thing, `link` another page; `late` is told by more than a colour."""

    text: str
    opening: str = ""
    link: Link | None = None
    late: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class TableColumn:
    """The head of a column. `sorts`: the page can be ordered by it; `sorted` is "ascending", "descending" or ""."""

    label: str
    number: bool = False
    sorts: Link | None = None
    sorted: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads; the first cell of a row names it. `empty` is said where there is no row, `note` below them."""

    id: str
    title: str
    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[Cell]]
    empty: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart; `goal` is where it should reach, 0 for nowhere."""

    label: str
    value: int
    shown: str
    goal: int = 0


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars over one table that says the same in numbers; `told` is the chart in words."""

    title: str
    told: str
    bars: Sequence[Bar]
    table: Table


@dataclass(frozen=True, slots=True)
class Card:
    """One number that matters, and the page that shows what it counts."""

    label: str
    value: str
    link: Link | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class FilterOption:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One choice of a form: from `options` (the first means everything), or free words where there are none."""

    name: str
    label: str
    value: str
    options: Sequence[FilterOption] = ()


@dataclass(frozen=True, slots=True)
class Paging:
    """Which rows of how many are shown, in words, and the pages around."""

    told: str
    earlier: Link | None = None
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class DashboardPage:
    """One page, from top to bottom. `exports` are addresses of the same rows as files, by the label of the link."""

    name: str
    title: str
    lines: Sequence[str] = ()
    cards: Sequence[Card] = ()
    filters: Sequence[Filter] = ()
    clear: Link | None = None
    exports: Sequence[tuple[str, Link]] = ()
    charts: Sequence[Chart] = ()
    tables: Sequence[Table] = ()
    paging: Paging | None = None
    openings: Sequence[tuple[str, str]] = ()
    """Screens of the chat that do what this page only shows, by label."""


class NotThere(Exception):  # noqa: N818 - an answer, not a fault
    """There is no such page, or not for this person: both are told alike."""
