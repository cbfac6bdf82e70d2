"""What the list prints of each product."""

from __future__ import annotations

from dataclasses import dataclass

from bot.records.showcase import ShowcasePaper
from ocop_domain.areas import Areas


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One product in words."""

    number: int
    name: str
    set: str
    star: int
    producer: str
    phone: str
    place: str


def rows_of(paper: ShowcasePaper, areas: Areas) -> list[ShownRow]:
    """In the order of the paper."""
    rows = []
    for number, one in enumerate(paper.products, 1):
        rows.append(
            ShownRow(
                number=number,
                name=one.name,
                set=one.set_name,
                star=one.star,
                producer=one.producer,
                phone="0" + one.phone.removeprefix("+84") if one.phone else "",
                place=areas.label(one.area),
            )
        )
    return rows
