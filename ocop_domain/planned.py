"""The lists of a plan: which products it expects, of whom and where; and what of them was registered.

A list is a CSV file beside the plan's own file, under its name (`camau-2022.yaml`, `camau-2022.csv`). It says what the
annexes print, with the names of producers and without those of their representatives. Places are names of units of the
day on which the plan was issued.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ocop_domain.areas import Areas

NEW, UPGRADE = "new", "upgrade"


@dataclass(frozen=True, slots=True)
class PlannedProduct:
    """One row of a list: in which `year` it is expected, of a new product or of an `upgrade` from `star` to `target`.

    `area` is the district (or province) whose row it is, `commune` the one of its address where that names one.
    `recognised` is the year of the star that it has. `number` is the one that the annex prints.
    """

    id: str
    year: int
    kind: str
    area: str
    commune: str
    number: str
    product: str
    producer: str
    legal_form: str
    address: str
    star: int
    target: int
    recognised: int
    sector: str
    group: str
    subgroup: str
    source: str


def of_year(planned: Iterable[PlannedProduct], year: int) -> tuple[PlannedProduct, ...]:
    """What is expected in one year."""
    return tuple(one for one in planned if one.year == year)


class PlannedUnits:
    """The units that the rows of a plan name: found by name below the plan's unit, as it was when it was issued."""

    def __init__(self, areas: Areas, unit: str | None, day: date) -> None:
        self._areas, self._day, self._unit = areas, day, unit
        self._below: dict[str, dict[str, str]] = {}

    def unit_of(self, area: str, commune: str = "") -> str:
        """The code of the commune where it is known, else of the district or of the plan's own unit; "" for none."""
        outer = self._named(area)
        return (outer and commune and self._children(outer).get(commune)) or outer

    def _named(self, area: str) -> str:
        if not self._unit:
            return next((unit.code for unit in self._areas.provinces(self._day) if unit.name == area), "")
        for unit in self._areas.path(self._unit):
            if unit.name == area:
                return unit.code
        return self._children(self._unit).get(area, "")

    def _children(self, code: str) -> dict[str, str]:
        if code not in self._below:
            self._below[code] = {unit.name: unit.code for unit in self._areas.children(code, self._day)}
        return self._below[code]
