"""Where in a sheet the list stands: its heading, wherever it begins and however many rows it has, and its rows."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ocop_domain.imports.columns import LEFT_OUT, OF_RECOGNITION, Field, Meant, meant, plain, words
from ocop_domain.imports.grid import Cell, Grid, empty, letter, shown

_HIGHEST = 4
"""Rows of a heading."""
_LOOKED_AT = 200
"""Rows in which a heading is looked for."""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: how it is headed, what it was taken for, and the first thing that stands in it."""

    index: int
    heading: str
    meant: Meant | None
    sample: str = ""

    @property
    def letter(self) -> str:
        return letter(self.index)


@dataclass(frozen=True)
class Layout:
    """The heading is the rows from `top` to before `first`, the list what follows."""

    top: int
    first: int
    columns: tuple[SheetColumn, ...]

    def with_(self, chosen: dict[int, Meant | None]) -> Layout:
        """The same where somebody said what some columns are."""
        taken = {one for one in chosen.values() if one}
        columns = []
        for column in self.columns:
            if column.index in chosen:
                columns.append(replace(column, meant=chosen[column.index]))
            elif column.meant in taken:
                columns.append(replace(column, meant=None))
            else:
                columns.append(column)
        return replace(self, columns=tuple(columns))

    def at(self, field: Field, series: int = 0) -> int | None:
        """The column of a field; None where there is none."""
        return self._places.get((field, series))

    @cached_property
    def _places(self) -> dict[tuple[Field, int], int]:
        """Where the fields stand, each the first time: asked for every cell of a list."""
        meant = [(column.meant, column.index) for column in reversed(self.columns) if column.meant]
        return {(one.field, one.series): index for one, index in meant}

    @property
    def series(self) -> list[int]:
        """The recognitions for which there are columns, the first one first."""
        return sorted({c.meant.series for c in self.columns if c.meant and c.meant.field in OF_RECOGNITION})


def layout_of(grid: Grid) -> Layout | None:
    """The heading that says most; None where no row names a product and who makes it."""
    best: tuple[tuple[int, int], Layout] | None = None
    for top in range(min(len(grid.rows), _LOOKED_AT)):
        if not _could_head(grid.rows[top]):
            continue
        for height in range(1, _HIGHEST + 1):
            block = grid.rows[top : top + height]
            if len(block) < height or not _could_head(block[-1]):
                break
            found = _headed(grid, top, height)
            worth = _worth(found), -height
            if best is None or worth > best[0]:
                best = worth, found
    if best is None or best[0][0] < _FEWEST or best[1].at(Field.PRODUCT) is None:
        return None
    return best[1]


def _could_head(row: Sequence[Cell]) -> bool:
    """A heading has words: no number and no day stands in it."""
    filled = [cell for cell in row if not empty(cell)]
    return bool(filled) and all(isinstance(cell, str) and len(cell) < 120 for cell in filled)


def _worth(found: Layout) -> int:
    return len({column.meant for column in found.columns if column.meant and column.meant.field not in LEFT_OUT})


def _headed(grid: Grid, top: int, height: int) -> Layout:
    rows, columns, taken = grid.rows, [], set[Meant]()
    first = top + height
    while first < len(rows) and _numbers_columns(rows[first]):
        first += 1
    for index in range(len(rows[top])):
        parts = list(dict.fromkeys(shown(row[index]) for row in rows[top : top + height] if not empty(row[index])))
        what = meant(parts)
        if what in taken:  # a second one of the kind is shown, and a person may say what it is
            what = None
        if what:
            taken.add(what)
        sample = next((shown(row[index]) for row in rows[first : first + 20] if not empty(row[index])), "")
        if parts or sample:
            columns.append(SheetColumn(index, " / ".join(parts), what, sample[:60]))
    return Layout(top, first, tuple(columns))


def _numbers_columns(row: Sequence[Cell]) -> bool:
    """The row below many headings: (1), (2), (3) … or A, B, 1, 2."""
    filled = [shown(cell).strip("()[] ") for cell in row if not empty(cell)]
    if len(filled) < 3 or any(len(text) > 2 for text in filled):
        return False
    numbers = [int(text) for text in filled if text.isdecimal()]
    letters = [text for text in filled if not text.isdecimal()]
    return numbers == list(range(1, len(numbers) + 1)) and all(text.isalpha() and text.isupper() for text in letters)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One row below the heading: of a product, or left out and why."""

    row: int
    cells: Sequence[Cell]
    skipped: str = ""
    """ "empty", "sum", "heading", "section", "text": why nothing is taken from it; "" for a row of the list."""
    text: str = ""


def lines_of(grid: Grid, layout: Layout) -> list[SheetLine]:
    """Every row below the heading, and which of them are no products."""
    heads = {tuple(plain(shown(cell)) for cell in row) for row in grid.rows[layout.top : layout.first]}
    return [_line(grid, layout, row, heads) for row in range(layout.first, len(grid.rows))]


def _line(grid: Grid, layout: Layout, row: int, heads: set[tuple[str, ...]]) -> SheetLine:
    cells = grid.rows[row]
    filled = [(index, cell) for index, cell in enumerate(cells) if not empty(cell)]
    texts = list(dict.fromkeys(shown(cell) for _, cell in filled))
    told = " · ".join(texts)[:120]
    if not filled:
        return SheetLine(row, cells, "empty")
    if tuple(plain(shown(cell)) for cell in cells) in heads or (len(filled) > 2 and _numbers_columns(cells)):
        return SheetLine(row, cells, "heading", told)
    if _is_sum(grid, layout, row, filled):
        return SheetLine(row, cells, "sum", told)
    at = {column.index for column in layout.columns if column.meant and column.meant.field not in LEFT_OUT}
    said = [index for index, cell in filled if index in at and (row, index) not in grid.joined]
    if _is_section(layout, [index for index, _ in filled], texts):
        return SheetLine(row, cells, "section", texts[-1])
    if not said:
        return SheetLine(row, cells, "text", told)
    return SheetLine(row, cells)


def _is_section(layout: Layout, at: Sequence[int], texts: Sequence[str]) -> bool:
    """A line of text over the rows that follow: "I. Huyện Ngọc Hiển". A name in its own column is a product."""
    if len(texts) == 1:
        return len(at) > 1 or at[0] != layout.at(Field.PRODUCT)
    mark = texts[0].strip(" .)")
    return len(texts) == 2 and len(mark) <= 5 and mark.isalpha() and mark.isupper()


def _is_sum(grid: Grid, layout: Layout, row: int, filled: Sequence[tuple[int, Cell]]) -> bool:
    """Whether a row adds up what stands above it: "Tổng cộng", "Cộng huyện …"; nobody makes it."""
    label = next((shown(cell) for _, cell in filled[:3] if isinstance(cell, str) and _adds_up(shown(cell))), "")
    if not label:
        return False
    producer = layout.at(Field.PRODUCER)
    told = None if producer is None or (row, producer) in grid.joined else grid.rows[row][producer]
    return empty(told) or shown(told) == label


def _adds_up(text: str) -> bool:
    """With its marks, as "cộng" is no "công ty"; capitals without any are understood where they cannot be that."""
    said = unicodedata.normalize("NFC", text).casefold()
    return any(said == word or said.startswith((f"{word} ", f"{word}:")) for word in words().sums)
