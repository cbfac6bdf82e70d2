"""The table that the bench prints: a line for each measurement, with its aim where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Line:
    """One measured thing: the values of all runs, and the aim that their median is held against."""

    name: str
    values: Sequence[float]
    unit: str
    least: float | None = None
    most: float | None = None
    digits: int = 0
    note: str = ""

    @property
    def middle(self) -> float:
        return median(self.values)

    @property
    def reached(self) -> bool | None:
        """Whether the aim is reached; None where there is none."""
        if self.least is not None:
            return self.middle >= self.least
        return self.middle <= self.most if self.most is not None else None


def printed(lines: Sequence[Line]) -> str:
    """The lines as a table: smallest, middle and largest value, aim, verdict."""
    head = ("", "min", "median", "max", "unit", "aim", "", "")
    rows = [head, *(_cells(line) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(_row(row, widths) for row in rows)


def _cells(line: Line) -> tuple[str, ...]:
    numbers = (min(line.values), line.middle, max(line.values))
    aim = "" if line.reached is None else f">= {line.least:,g}" if line.least is not None else f"< {line.most:,g}"
    verdict = {None: "", True: "reached", False: "not reached"}[line.reached]
    return (line.name, *(f"{n:,.{line.digits}f}" for n in numbers), line.unit, aim, verdict, line.note)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    right = {1, 2, 3}
    padded = [c.rjust(w) if n in right else c.ljust(w) for n, (c, w) in enumerate(zip(cells, widths, strict=True))]
    return "  ".join(padded).rstrip()
