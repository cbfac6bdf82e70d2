"""A plan to edit: for a unit and a year, on top of the law, with what may be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ocop_domain.areas import Area, Areas
from ocop_domain.law import law_on
from ocop_domain.programme_rows import UNNAMED
from ocop_domain.programmes import Programme
from ocop_domain.text import fold


def template(unit: Area, year: int, areas: Areas, new_id: str = "") -> str:
    """The text of a plan file without a mistake, in which nothing is decided yet."""
    first = date(year, 1, 1)
    law, path = law_on(first), areas.path(unit.code)
    return "\n".join([*_head(unit, year, path, law, new_id), *_dates(law, year), *_rest(law, year), ""])


def plan_id(path: tuple[Area, ...], year: int) -> str:
    """ "camau-2028" for a province; the units below come before it."""
    names = (re.sub(r"[^a-z0-9]", "", fold(area.bare)) for area in reversed(path))
    return f"{'-'.join(names)[:35]}-{year}"


def _head(unit: Area, year: int, path: tuple[Area, ...], law: Programme, new_id: str) -> Iterator[str]:
    lines = [
        f"# The plan of {unit.name} for {year}, on top of the law ({law.decision}).",
        "# What is not said here follows from the law: criteria, forms, levels, who may take part, national rounds.",
        f"# Put the document's own words where {UNNAMED} stands, then: ocop-bot check FILE",
        f"id: {new_id or plan_id(path, year)}",
        f'name: "OCOP {unit.inline} năm {year}"',
        f'document: "Kế hoạch số {UNNAMED}/KH-UBND ngày {UNNAMED} của UBND {unit.inline}"',
        "# issued: the day of the document; of two plans for the same unit and time the later one leads.",
        f"# issued: {year}-01-15",
        f"valid_from: {year}-01-01",
        f"valid_to: {year}-12-31",
        f'province: "{path[0].bare}"',
    ]
    yield from lines
    if unit.level != "province":
        yield f'unit: "{unit.name}"'
    yield "# at_end: what becomes of applications not handed in when the plan ends: carry (to the next one) or close."
    yield "at_end: carry"


def _dates(law: Programme, year: int) -> Iterator[str]:
    yield "# moves: other last days for the law's duties, within what the law allows. Those of this year:"
    for here in law.around(date(year, 7, 1)):
        if here.last_day.year == year:
            bounds = here.duty.bounds
            until = f", at the latest {bounds.latest(here.last_day)} ({bounds.source})" if bounds else ""
            yield f"#   {here.duty.id} {here.id}: {here.last_day}{until}"
    yield "# Written so:"
    yield f'#   - {{programme: {law.id}, duty: ID, occurrence: "{year}-1", due: {year}-03-31, source: "II.3"}}'
    yield "moves: []"
    yield "# replaces: duties of the law or of another plan for which this plan has its own:"
    yield f'#   - {{programme: {law.id}, duty: ID, source: "II.3"}}'
    yield "replaces: []"


def _rest(law: Programme, year: int) -> Iterator[str]:
    yield "# targets: what the plan wants to reach; quotas: how many products each unit is to bring."
    yield '#   - {what: "Sản phẩm mới đạt 3 sao", value: 20, unit: "sản phẩm", source: "I"}'
    yield "targets: []"
    yield '#   - {area: "Xã Đất Mũi", new: 1, upgrade: 0}'
    yield "quotas: []"
    yield "# notes: what a reader of the plan should know, for instance where it contradicts itself."
    yield "notes: []"
    yield "# duties: the plan's own work. role: producer, commune_officer, province_staff, council; step: 0 to 6."
    yield "#   - id: x-1"
    yield "#     step: 5"
    yield "#     kind: deadline"
    yield '#     title: "Gửi danh sách sản phẩm của xã"'
    yield "#     role: commune_officer"
    yield "#     level: commune"
    yield f"#     opens: {year}-03-01"
    yield f"#     due: {year}-03-31"
    yield '#     source: "II.4"'
    yield f"# Levels of this law: {', '.join(law.levels)}."
    yield "duties: []"
