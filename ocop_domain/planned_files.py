"""Reads the list of a plan: a CSV file beside the plan's own, under its name (`camau-2022.yaml`, `camau-2022.csv`)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import fields
from typing import get_args

from ocop_domain.data.lined import Mistake
from ocop_domain.planned import NEW, UPGRADE, PlannedProduct
from ocop_domain.programme_rows import LegalForm

_NUMBERS = ("year", "star", "target", "recognised")
_NEEDED = ("product", "area")
_ALLOWED = {"kind": (NEW, UPGRADE), "legal_form": ("", *get_args(LegalForm))}
COLUMNS = tuple(field.name for field in fields(PlannedProduct))


def read_planned(text: str, year: int) -> tuple[tuple[PlannedProduct, ...], list[Mistake]]:
    """The rows of a list, and what is wrong in it by line; `year` holds where a row names none."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    head = [name.strip() for name in reader.fieldnames or ()]
    wrong = [Mistake(1, f"There is no column “{name}”.") for name in _NEEDED if name not in head]
    wrong += [Mistake(1, f"“{name}” is no column of a list of products.") for name in head if name not in COLUMNS]
    if wrong:
        return (), wrong
    found: list[PlannedProduct] = []
    for row in reader:
        said = {name.strip(): (value or "").strip() for name, value in row.items() if name}
        mistakes = list(_mistakes(said, reader.line_num))
        wrong += mistakes
        if not mistakes:
            found.append(_row(said, year, len(found) + 1))
    return tuple(found), wrong


def _mistakes(said: dict[str, str], line: int) -> Iterable[Mistake]:
    yield from (Mistake(line, f"“{name}” is empty.") for name in _NEEDED if not said[name])
    for name in _NUMBERS:
        if said.get(name) and not said[name].isdecimal():
            yield Mistake(line, f"“{said[name]}” is no whole number ({name}).")
    for name, allowed in _ALLOWED.items():
        if said.get(name, allowed[0]) not in allowed:
            yield Mistake(line, f"“{said[name]}” cannot stand here ({name}): {', '.join(filter(None, allowed))}.")


def _row(said: dict[str, str], year: int, position: int) -> PlannedProduct:
    numbers = {name: int(said.get(name) or 0) for name in _NUMBERS}
    words = {name: said.get(name, "") for name in COLUMNS if name not in _NUMBERS}
    words["id"] = words["id"] or str(position)
    words["kind"] = words["kind"] or NEW
    return PlannedProduct(**{**words, **numbers, "year": numbers["year"] or year})  # type: ignore[arg-type]
