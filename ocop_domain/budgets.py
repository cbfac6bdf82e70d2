"""The money of a plan: what each unit and agency has for what, as the plan's own table prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ocop_domain.data import names, read_yaml
from ocop_domain.programmes import Programme
from ocop_domain.text import fold

_FOLDER = "budgets"
_NOT_PRINTED = "-"


@dataclass(frozen=True, slots=True)
class BudgetSum:
    """Million đồng: altogether, of the province, counterpart; None where the table prints none."""

    total: int | None
    province: int | None
    counterpart: int | None


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One line of a unit: what the money is for, and how much it is; `words` are how people ask for it."""

    kind: str
    what: str
    sum: BudgetSum
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitBudget:
    """What one unit or agency has."""

    name: str
    sum: BudgetSum
    lines: tuple[BudgetLine, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """The whole table; `source` is its place in the plan."""

    source: str
    sum: BudgetSum
    units: tuple[UnitBudget, ...]

    def of(self, name: str) -> UnitBudget | None:
        """What the unit of this name has."""
        wanted = fold(name)
        return next((unit for unit in self.units if fold(unit.name) == wanted), None)


def budget_of(programme: Programme) -> Budget | None:
    """The money of a plan, or of the one that it was made from; None where no table of it is known."""
    id_ = programme.based_on or programme.id
    return _read(id_) if id_ in names(_FOLDER) else None


@cache
def _read(id_: str) -> Budget:
    raw = read_yaml(_FOLDER, f"{id_}.yaml")
    units = tuple(_unit(row, raw["kinds"]) for row in raw["units"])
    return Budget(raw["source"], _sum(raw["sum"]), units)


def _unit(row: Mapping[str, Any], kinds: Mapping[str, Any]) -> UnitBudget:
    lines = tuple(_line(line, kinds[line["kind"]]) for line in row["lines"])
    return UnitBudget(row["name"], _sum(row["sum"]), lines, row.get("note", ""))


def _line(row: Mapping[str, Any], kind: Mapping[str, Any]) -> BudgetLine:
    return BudgetLine(row["kind"], kind["what"], _sum(row["sum"]), tuple(kind["words"]))


def _sum(row: list[int | str]) -> BudgetSum:
    total, province, counterpart = (None if cell == _NOT_PRINTED else int(cell) for cell in row)
    return BudgetSum(total, province, counterpart)
