"""A sheet as it was read: cells in rows, merged ones filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

Cell = str | int | float | date | None
"""What a cell holds; a moment is its day, an error its sign ("#REF!"), a formula without a value begins with "="."""

FORMULA = "="
Merge = tuple[int, int, int, int]
"""Rows from–to and columns from–to of a merged area, counted from 0, both ends included."""


@dataclass(frozen=True)
class Grid:
    """One sheet; rows and columns are counted from 0."""

    name: str
    cells: Sequence[Sequence[Cell]]
    merges: Sequence[Merge] = ()

    @cached_property
    def rows(self) -> list[list[Cell]]:
        """All rows of one width; each cell of a merged area holds what its first one holds."""
        width = max((len(row) for row in self.cells), default=0)
        filled = [[*row, *[None] * (width - len(row))] for row in self.cells]
        for top, bottom, left, right in self.merges:
            if top >= len(filled) or left >= width:
                continue
            value = filled[top][left]
            for row in filled[top : bottom + 1]:
                row[left : right + 1] = [value] * (min(right + 1, width) - left)
        return filled

    @cached_property
    def joined(self) -> set[tuple[int, int]]:
        """The cells that are filled from the row above by a merged area."""
        return {
            (row, column)
            for top, bottom, left, right in self.merges
            for row in range(top + 1, bottom + 1)
            for column in range(left, right + 1)
        }


def letter(column: int) -> str:
    """How a spreadsheet calls a column: 0 is A, 26 is AA."""
    name, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def shown(cell: Cell) -> str:
    """A cell as a text on one line: whole numbers without a point, days as people write them."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return str(int(cell)) if cell == int(cell) else str(cell)
    return " ".join(str(cell).split())


def empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip(" \t\r\n\xa0-–—.…"))
