"""Annex 2 of Cà Mau 2022 beside the lists that the communes handed up in the play, column by column.

Left out: the names of representatives, and the numbers, which the annex counts by district and a list by commune.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from openpyxl import load_workbook

from bot.papers.lists.model import COLUMNS, PRINTED, printed
from bot.papers.lists.table import list_table
from bot.rehearsal.to_stars.house import PlayedHouse
from bot.texts import REFERENCE, Texts
from ocop_domain.text import fold
from rehearsal.cast import FORMS, LIST
from rehearsal.cast import PRINTED as OF_ANNEX

COMPARED = ("address", "legal_form", "sector", "group", "subgroup")
_TEXTS = Texts()
AS_DECIDED = {
    **OF_ANNEX,
    "Thực phẩm thô sơ, sơ chế": "Thực phẩm thô, sơ chế",
}
"""Words of the annex that Decision 1048 writes otherwise; the list prints the Decision's."""


async def rows_of(house: PlayedHouse) -> list[tuple[str, Mapping[str, str]]]:
    """Every row of every list as its workbook prints it, with the district of its commune."""
    store, t = house.assistant.store, house.texts[REFERENCE]
    ids = await store.database.fetch("SELECT id FROM product_list WHERE taken_back_at = '' ORDER BY unit, number")
    found: list[tuple[str, Mapping[str, str]]] = []
    for (id_,) in ids:
        one = await store.product_list(str(id_))
        assert one is not None
        district = house.areas.path(one.unit)[-2].name
        programme = house.programmes.find(one.programme) or house.programme
        book = list_table(printed(one, programme, house.areas, t))
        found += [(district, row) for row in _read(book)]
    return found


def _read(book: bytes) -> Iterator[Mapping[str, str]]:
    """The table of a workbook: what stands below its head."""
    lines = list(load_workbook(io.BytesIO(book)).active.iter_rows(values_only=True))  # type: ignore[union-attr]
    head = next(n for n, line in enumerate(lines) if line[0] == PRINTED["columns"]["number"])
    for line in lines[head + 1 :]:
        if not str(line[0] or "").isdecimal():
            return
        yield {name: str(value or "") for name, value in zip(COLUMNS, line, strict=False)}


def annex(path: Path = LIST) -> list[Mapping[str, str]]:
    """The annex as it was printed."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


async def differences(house: PlayedHouse, take: int = 0) -> list[str]:
    """What the lists have otherwise than the first rows of the annex: nothing, when all is well."""
    wanted = annex()[: take or None]
    new = [(district, row) for district, row in await rows_of(house) if row["kind"] == PRINTED["kinds"]["first"]]
    made = {(district, row["product"], row["producer"]): row for district, row in new}
    known = {(row["district"], row["product"], row["subject"]) for row in wanted}
    wrong = [f"not in the annex: {key}" for key in made if key not in known]
    for row in wanted:
        found = made.get((row["district"], row["product"], row["subject"]))
        if found is None:
            wrong.append(f"{row['id']}: missing")
            continue
        wrong += [
            f"{row['id']} {name}: {found[name]!r}, not {row[name]!r}"
            for name in COMPARED
            if not _same(name, found[name], row)
        ]
    return wrong


def _same(name: str, found: str, row: Mapping[str, str]) -> bool:
    """Whether a column says the same: what the annex leaves open is anything."""
    wanted = row[name]
    if name == "address":
        return fold(found).startswith(fold(wanted))
    if name == "legal_form":
        return found == _TEXTS[REFERENCE](f"q.legal_form.option.{FORMS[wanted]}")
    return not wanted or found in {wanted, AS_DECIDED.get(wanted, wanted)}
