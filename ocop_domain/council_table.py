"""The council's sheets as one table: rows of products and their items, a column for each member.

A cell gives the points of an item, of a part, or in all. A sheet counts by its items where they are there, else by its
parts, else by its total; what stands beside must agree. Nothing is guessed: what does not fit is said with its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cache

from ocop_domain.criteria.model import CriteriaSet
from ocop_domain.criteria.score import Score, score
from ocop_domain.data import read_yaml
from ocop_domain.errors import Refusal
from ocop_domain.imports.grid import Grid, empty, shown
from ocop_domain.rounds import read_total
from ocop_domain.text import fold

FILE = "council_table.yaml"
TOTAL = ""
"""The code under which a total stands among items and parts."""
_NUMBER = re.compile(r"\((\d{1,18})\)\s*$")


@dataclass(frozen=True, slots=True)
class JudgedProduct:
    """A product of the round, and by what it is judged (None: by a total alone)."""

    id: str
    name: str
    producer: str
    decision: str = ""
    criteria: CriteriaSet | None = None


@dataclass(frozen=True, slots=True)
class GivenSheet:
    """What a member gives a product; `score` where items were given. The sheet and row say where it began."""

    sheet: str
    row: int
    product: JudgedProduct
    member: int
    total: Decimal
    answers: Mapping[str, int] = field(default_factory=dict)
    score: Score | None = None
    name: str = ""

    @property
    def of(self) -> str:
        """Which sheet this is, in words."""
        return _named(self.product, self.name)


class TableTrouble(StrEnum):
    """What may be wrong with a table, or speak against a sheet in it."""

    HEAD = "head"
    PRODUCT = "product"
    MEMBER = "member"
    ITEM = "item"
    POINTS = "points"
    TWICE = "twice"
    UNFINISHED = "unfinished"
    SUM = "sum"
    INVOLVED = "involved"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class TableFault:
    """What must be mended first: `said` stands there, `right` may; `of` says whose sheet of what it is."""

    sheet: str
    row: int
    what: TableTrouble
    said: str = ""
    of: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class ReadSheets:
    """All of a table: its sheets, what must be mended, which column is whose, and which were left out."""

    sheets: tuple[GivenSheet, ...]
    faults: tuple[TableFault, ...]
    columns: Mapping[str, int]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the head of a sheet stands, and what its columns are."""

    row: int
    fields: Mapping[str, int]
    members: Mapping[int, int]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """The points in one cell."""

    sheet: str
    row: int
    code: str
    points: Decimal


def read_sheets(grids: Sequence[Grid], products: Sequence[JudgedProduct], members: Mapping[int, str]) -> ReadSheets:
    """Every sheet of a table; `members` are the names of those who sit in the council."""
    reading = _Reading(products, members)
    for grid in grids:
        reading.grid(grid)
    if not reading.columns:
        reading.faults.append(TableFault(grids[0].name if grids else "", 1, TableTrouble.HEAD))
    return reading.done()


class _Reading:
    """Gathers the cells of all grids by product and member, then makes sheets of them."""

    def __init__(self, products: Sequence[JudgedProduct], members: Mapping[int, str]) -> None:
        self._products, self._members = products, members
        self._cells: dict[tuple[str, int], dict[str, _Cell]] = {}
        self._left_out: dict[str, None] = {}
        self.columns: dict[str, int] = {}
        self.faults: list[TableFault] = []

    def grid(self, grid: Grid) -> None:
        """One sheet of the workbook; one without a head is left out."""
        rows = [[shown(cell) if not empty(cell) else "" for cell in row] for row in grid.rows]
        head = _head(rows, self._members)
        if head is None:
            return
        self.columns |= {rows[head.row][column]: member for column, member in head.members.items()}
        self._left_out |= dict.fromkeys(head.left_out)
        self.faults += _wrong_columns(grid.name, rows[head.row], head)
        for number, row in enumerate(rows[head.row + 1 :], head.row + 2):
            self.faults += self._row(grid.name, number, row, head)

    def _row(self, sheet: str, number: int, row: Sequence[str], head: _Head) -> Iterator[TableFault]:
        """Puts the cells of a row to those of their product; yields what must be mended."""
        filled = {member: row[column] for column, member in head.members.items() if row[column]}
        if not filled:
            return
        product = _product(row, head, self._products)
        if product is None:
            yield TableFault(
                sheet, number, TableTrouble.PRODUCT, _said(row, head, "product") or _said(row, head, "mark")
            )
            return
        code = _code(_said(row, head, "item"), product.criteria)
        if code is None:
            yield TableFault(sheet, number, TableTrouble.ITEM, _said(row, head, "item"), product.name)
            return
        for member, said in filled.items():
            of = _named(product, self._members[member])
            points = _points(said, code, product.criteria)
            own = self._cells.setdefault((product.id, member), {})
            if points is None:
                yield TableFault(sheet, number, TableTrouble.POINTS, said, of, _allowed(code, product.criteria))
            elif code in own:
                yield TableFault(sheet, number, TableTrouble.TWICE, of)
            else:
                own[code] = _Cell(sheet, number, code, points)

    def done(self) -> ReadSheets:
        """All that was gathered."""
        known = {one.id: one for one in self._products}
        sheets = []
        for (product, member), cells in self._cells.items():
            given = _sheet(known[product], member, self._members[member], cells) if cells else None
            if isinstance(given, TableFault):
                self.faults.append(given)
            elif given:
                sheets.append(given)
        return ReadSheets(tuple(sheets), tuple(self.faults), self.columns, tuple(self._left_out))


# Columns


@cache
def _words() -> tuple[Mapping[str, str], frozenset[str], tuple[str, ...]]:
    """The folded words of columns, of a row with the total, and before the letter of a part."""
    raw = read_yaml(FILE)
    columns = {fold(word): name for name, words in raw["columns"].items() for word in words}
    return columns, frozenset(fold(word) for word in raw["total"]), tuple(fold(word) for word in raw["part"])


def _head(rows: Sequence[Sequence[str]], members: Mapping[int, str]) -> _Head | None:
    """The first row that names products and a member."""
    columns, _, _ = _words()
    for number, row in enumerate(rows):
        fields = {columns[fold(said)]: at for at, said in enumerate(row) if fold(said) in columns}
        if not {"mark", "product"} & fields.keys():
            continue
        others = {at: said for at, said in enumerate(row) if said and at not in fields.values()}
        theirs = {at: member for at, said in others.items() if (member := _member(said, members)) is not None}
        if theirs:
            left = tuple(said for at, said in others.items() if at not in theirs)
            return _Head(number, fields, theirs, left)
    return None


def _member(said: str, members: Mapping[int, str]) -> int | None:
    """By the number behind the name; else by the name, where one member alone has it."""
    number = _NUMBER.search(said)
    if number:
        return int(number[1]) if int(number[1]) in members else None
    named = [person for person, name in members.items() if fold(name) == fold(said)]
    return named[0] if len(named) == 1 else None


def _wrong_columns(sheet: str, row: Sequence[str], head: _Head) -> Iterator[TableFault]:
    """A member who sits here no more, or has two columns in one sheet."""
    for said in head.left_out:
        if _NUMBER.search(said):
            yield TableFault(sheet, head.row + 1, TableTrouble.MEMBER, said)
    seen: set[int] = set()
    for column, member in head.members.items():
        if member in seen:
            yield TableFault(sheet, head.row + 1, TableTrouble.TWICE, row[column])
        seen.add(member)


# Rows


def _said(row: Sequence[str], head: _Head, name: str) -> str:
    return row[head.fields[name]] if name in head.fields else ""


def _product(row: Sequence[str], head: _Head, products: Sequence[JudgedProduct]) -> JudgedProduct | None:
    """By its mark; else by its name, and its producer where several have that name."""
    mark, name, producer = (_said(row, head, field_) for field_ in ("mark", "product", "producer"))
    if mark:
        return next((one for one in products if one.id == mark), None)
    named = [one for one in products if fold(one.name) == fold(name)]
    if len(named) > 1:
        named = [one for one in named if fold(one.producer) == fold(producer)]
    return named[0] if len(named) == 1 else None


def _code(said: str, criteria: CriteriaSet | None) -> str | None:
    """What the row is: an item, a part ("A", "Phần A"), or the total; None where the set has no such item."""
    _, total, part = _words()
    plain = fold(said)
    if not plain or plain in total:
        return TOTAL
    if criteria is None:
        return None
    for word in part:
        plain = plain.removeprefix(f"{word} ")
    codes = {fold(code): code for code in (*criteria.by_code, *(one.code for one in criteria.parts))}
    return codes.get(plain)


def _points(said: str, code: str, criteria: CriteriaSet | None) -> Decimal | None:
    """The points of a cell; None where this item, part or total cannot have them."""
    try:
        points = read_total(said)
    except Refusal:
        return None
    if code == TOTAL or criteria is None:
        return points
    if code in criteria.by_code:
        return points if points in criteria.item(code).points else None
    most = next(part.max for part in criteria.parts if part.code == code)
    return points if points <= most else None


def _allowed(code: str, criteria: CriteriaSet | None) -> str:
    """Which points there may be, for who mends the cell."""
    if criteria and code in criteria.by_code:
        return ", ".join(str(points) for points in criteria.item(code).points)
    most = next((part.max for part in criteria.parts if part.code == code), 100) if criteria else 100
    return f"0–{most}"


# Sheets


def _named(product: JudgedProduct, member: str) -> str:
    """Whose sheet of what, for who mends it."""
    return f"{product.name} – {member}"


def _sheet(product: JudgedProduct, member: int, name: str, cells: Mapping[str, _Cell]) -> GivenSheet | TableFault:
    """One member's sheet of one product, where all that is said of it agrees."""
    first = min(cells.values(), key=lambda cell: cell.row)
    of = _named(product, name)
    criteria = product.criteria
    items = {code: int(cell.points) for code, cell in cells.items() if criteria and code in criteria.by_code}
    if criteria and items:
        counted = score(criteria, items)
        if counted.unanswered:
            return TableFault(first.sheet, first.row, TableTrouble.UNFINISHED, ", ".join(counted.unanswered), of)
        right = {**counted.parts, TOTAL: counted.total}
        return _disagrees(cells, right, of) or GivenSheet(
            first.sheet, first.row, product, member, Decimal(counted.total), items, counted, name
        )
    parts = {part.code for part in criteria.parts} if criteria else set()
    given = {code: cell.points for code, cell in cells.items() if code in parts}
    if given and given.keys() == parts:
        total = sum(given.values(), Decimal(0))
        return _disagrees(cells, {TOTAL: total}, of) or GivenSheet(
            first.sheet, first.row, product, member, total, name=name
        )
    if TOTAL not in cells:
        return TableFault(first.sheet, first.row, TableTrouble.UNFINISHED, ", ".join(sorted(parts - given.keys())), of)
    total = cells[TOTAL].points
    if sum(given.values(), Decimal(0)) > total:
        return _wrong_sum(cells[TOTAL], sum(given.values(), Decimal(0)), of)
    return GivenSheet(first.sheet, first.row, product, member, total, name=name)


def _disagrees(cells: Mapping[str, _Cell], right: Mapping[str, Decimal | int], of: str) -> TableFault | None:
    """The first part or total that is not the sum of what stands under it."""
    wrong = [cell for code, cell in cells.items() if code in right and cell.points != right[code]]
    return _wrong_sum(wrong[0], right[wrong[0].code], of) if wrong else None


def _wrong_sum(cell: _Cell, right: Decimal | int, of: str) -> TableFault:
    where = of if cell.code == TOTAL else f"{of}, {cell.code}"
    return TableFault(cell.sheet, cell.row, TableTrouble.SUM, str(cell.points), where, str(right))
