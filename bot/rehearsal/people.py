"""Who plays: producers of a list, and the officials of every place that occurs in it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random

from ocop_domain.areas import Areas
from ocop_domain.programmes import Programme
from ocop_domain.rights import Role
from ocop_domain.text import fold

MADE_UP = 5
"""Producers where no list is given."""
_COLUMNS = {"district", "subject", "product"}
_EXPORTED = {"producer_name": "subject", "product_name": "product", "current_star": "star_in_words"}
"""Columns of `ocop-bot export` that have another name here; a star in words is none to count with."""
_STAFF = {"commune": Role.COMMUNE_OFFICER, "district": Role.DISTRICT_STAFF, "province": Role.PROVINCE_STAFF}
_COUNCIL = (Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.COUNCIL_MEMBER)


class UnusableList(Exception):  # noqa: N818 - named for what is wrong
    """A list of products that cannot be played; the text says why."""


class Habit(StrEnum):
    """When somebody does what must be done."""

    EARLY = "early"
    LATE = "late"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Good:
    """A product of the list; `recognised` is the year of its stars, 0 for a new one."""

    name: str
    area: str
    recognised: int = 0
    star: int = 0


@dataclass(frozen=True, slots=True)
class Actor:
    """One person. `area` is where the role holds, or where a producer's first product is made."""

    number: int
    role: str
    area: str
    name: str
    habit: Habit
    goods: tuple[Good, ...] = ()

    @property
    def address(self) -> str:
        return f"p{self.number}"

    @property
    def label(self) -> str:
        return f"{self.role} {self.number} ({self.name})"


def actors(
    programme: Programme, areas: Areas, *, lists: Sequence[Path] = (), take: int = 0, seed: int = 0
) -> list[Actor]:
    """Producers first, then communes, districts, the province and councils; `take` bounds the products."""
    goods = [pair for path in lists for pair in read_list(path, programme, areas)]
    by_producer: dict[tuple[str, str], tuple[str, list[Good]]] = {}
    for subject, good in goods[:take] if take else goods or list(_made_up(programme, areas)):
        key = (areas.path(good.area)[-2].code, fold(subject))
        by_producer.setdefault(key, (subject, []))[1].append(good)
    random = Random(seed)  # noqa: S311 - a play that can be repeated, no secret
    found: list[Actor] = []

    def enter(role: str, area: str, name: str, goods: Sequence[Good] = ()) -> None:
        habit = random.choices(list(Habit), (2, 1, 1))[0]
        found.append(Actor(len(found) + 1, role, area, name, habit, tuple(goods)))

    for subject, own in by_producer.values():
        enter("producer", own[0].area, subject, own)
    places = {unit for actor in found for good in actor.goods for unit in areas.path(good.area)}
    here = sorted((unit for unit in places if unit.level in programme.levels), key=lambda unit: unit.code)
    for level, role in _STAFF.items():
        for unit in (unit for unit in here if unit.level == level):
            enter(role.value, unit.code, unit.name)
    seats = {duty.level for duty in programme.duties if duty.role == "council"}
    for unit in here:
        if unit.level in seats:
            for role in _COUNCIL:
                enter(role.value, unit.code, unit.name)
    return found


def read_list(path: Path, programme: Programme, areas: Areas) -> Iterator[tuple[str, Good]]:
    """Producer and product of each row; a product with a year of recognition is one that wants to rise."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if "subject" not in (reader.fieldnames or ()):
                reader.fieldnames = [_EXPORTED.get(name, name) for name in reader.fieldnames or ()]
            if missing := _COLUMNS - set(reader.fieldnames or ()):
                raise UnusableList(f"{path}: no column {', '.join(sorted(missing))}")
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise UnusableList(f"{path} cannot be read: {why}.") from None
    for number, row in enumerate(rows, 2):
        area = _commune(row, programme, areas)
        if area is None:
            raise UnusableList(f"{path}, row {number}: no commune found for {row['district']}, {row.get('address')}")
        try:
            year, star = int(row.get("year_recognised") or 0), int(row.get("current_star") or 0)
        except ValueError as error:
            raise UnusableList(f"{path}, row {number}: {error}") from None
        yield row["subject"], Good(row["product"], area, year, star)


def _commune(row: dict[str, str], programme: Programme, areas: Areas) -> str | None:
    """The commune that the row names, or that its address names last."""
    day = programme.demo_date
    within = areas.search(programme.province, day, level="province", limit=1)[0].code if programme.province else None
    if row["district"]:
        districts = areas.search(row["district"], day, within=within, level="district", limit=1)
        within = districts[0].code if districts else within
    parts = [row["commune"]] if row.get("commune") else (row.get("address") or "").split(",")[::-1]
    parts = [part for part in parts if not row["district"] or fold(row["district"]) not in fold(part)]
    found = (areas.search(part, day, within=within, level="commune", limit=1) for part in parts)
    return next((hits[0].code for hits in found if hits), None)


def _made_up(programme: Programme, areas: Areas) -> Iterator[tuple[str, Good]]:
    """A handful of producers where the demonstration plays."""
    district, commune = programme.demo_commune["district"], programme.demo_commune["commune"]
    named = f"{commune}, {district}" if district else str(commune)
    area = areas.search(named, programme.demo_date, level="commune", limit=1)[0].code
    for number in range(1, MADE_UP + 1):
        for letter in "AB"[: 1 + number % 2]:
            yield f"Producer {number}", Good(f"Product {number}{letter}", area)
