"""Agencies and where to ask them as a table: written out to be filled in, and read back whole or not at all."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from bot.bootstrap import clock_of, open_store
from bot.papers.tables.cells import cell, head_cell
from bot.records.agencies import AgencyContact
from bot.settings.config import BadSettings, Settings
from bot.settings.plans import programmes_of
from bot.storage.files.workbooks import UnusableTable, read_table
from bot.storage.writes import By, statements
from bot.writes.agencies import PutAgencyContact
from ocop_domain.agencies import Agency, AgencyKind
from ocop_domain.areas import Area, load_areas
from ocop_domain.errors import Refusal
from ocop_domain.programme_collection import Programmes
from ocop_domain.reading.contacts import read_phone

HEAD = ("unit", "unit_name", "agency", "agency_name", "post", "phone", "place")
_LONGEST = {"post": 120, "place": 160}


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one row of the table."""

    row: int
    text: str


class UnusableRows(BadSettings):
    """Rows that cannot be taken: nothing of the table was."""


async def agencies(settings: Settings, *, out: Path | None, taken: Path | None) -> list[str]:
    """Takes a table, writes one, or both; what was done, in lines."""
    if out is None and taken is None:
        raise BadSettings("Name a file: --out FILE to write the table, --in FILE to take it")
    wanted = list(_wanted(programmes_of(settings)))
    lines = []
    store = await open_store(settings)
    try:
        if taken:
            contacts = await asyncio.to_thread(contacts_of, taken, {(unit.code, one.id) for unit, one in wanted})
            by = By(0, "", "", clock_of(settings)())
            await store.database.write([s for c in contacts for s in statements(PutAgencyContact(c), by)])
            lines.append(f"{len(contacts)} contacts were taken from {taken}")
        known = {(c.area, c.agency): c for c in await store.agency_contacts([unit.code for unit, _ in wanted])}
    finally:
        await store.close()
    if out:
        await asyncio.to_thread(_write, out, [_row(unit, one, known.get((unit.code, one.id))) for unit, one in wanted])
        lines.append(f"{len(wanted)} agencies: {out}")
    return lines


def _write(out: Path, table: Sequence[Sequence[str]]) -> None:
    out.write_bytes(_workbook(table) if out.suffix.lower() == ".xlsx" else _csv(table))


def contacts_of(table: Path, known: set[tuple[str, str]]) -> list[AgencyContact]:
    """All rows of a table that was filled in; `UnusableRows` tells each mistake by its row, and nothing is taken."""
    try:
        grids = read_table(table.read_bytes(), table.name)
    except UnusableTable as error:
        raise UnusableRows(f"{table}: {error}") from None
    contacts, found = _read(grids[0].cells if grids else (), known)
    if found:
        raise UnusableRows("\n".join(f"{table}:{one.row}: {one.text}" for one in found))
    return contacts


def _wanted(programmes: Programmes) -> Iterator[tuple[Area, Agency]]:
    """Each agency once in each unit of its level: those of a plan's own unit and of the units above and below."""
    areas, seen = load_areas(), set()
    for plan in sorted(programmes, key=lambda one: one.id):
        own = programmes.territory(plan)
        units = [*areas.path(own), *areas.below(own)] if own else []
        for agency in plan.agencies:
            for unit in units if agency.kind is AgencyKind.AGENCY else ():
                key = unit.code, agency.id
                if unit.level == agency.level and key not in seen:
                    seen.add(key)
                    yield unit, agency


def _row(unit: Area, agency: Agency, contact: AgencyContact | None) -> tuple[str, ...]:
    said = contact or AgencyContact(unit.code, agency.id)
    return (unit.code, unit.name, agency.id, agency.name, said.post, said.phone, said.place)


def _csv(table: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *table])
    return out.getvalue().encode("utf-8-sig")


def _workbook(table: Sequence[Sequence[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("agencies")
    sheet.append([head_cell(sheet, name) for name in HEAD])
    for row in table:
        sheet.append([cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _read(cells: Sequence[Sequence[object]], known: set[tuple[str, str]]) -> tuple[list[AgencyContact], list[RowFault]]:
    contacts, found = list[AgencyContact](), list[RowFault]()
    head = [str(value or "").strip().casefold() for value in cells[0]] if cells else []
    if missing := [name for name in HEAD if name not in head and not name.endswith("_name")]:
        return [], [RowFault(1, f"columns are missing: {', '.join(missing)}")]
    for number, values in enumerate(cells[1:], 2):
        row = {
            name: _text(values[head.index(name)]) for name in HEAD if name in head and head.index(name) < len(values)
        }
        if not any(row.values()):
            continue
        mistakes = list(_mistakes(row, known))
        found += [RowFault(number, text) for text in mistakes]
        if not mistakes and (row.get("post") or row.get("phone") or row.get("place")):
            contacts.append(_contact(row))
    return contacts, found


def _text(value: object) -> str:
    return " ".join(str(value).split()) if value is not None else ""


def _mistakes(row: dict[str, str], known: set[tuple[str, str]]) -> Iterator[str]:
    if (row.get("unit", ""), row.get("agency", "")) not in known:
        yield f"no plan names the agency “{row.get('agency', '')}” in the unit “{row.get('unit', '')}”"
    for name, most in _LONGEST.items():
        if len(row.get(name, "")) > most:
            yield f"{name} has at most {most} letters"
    if phone := row.get("phone"):
        try:
            read_phone(phone)
        except Refusal:
            yield f"“{phone}” is no phone number"


def _contact(row: dict[str, str]) -> AgencyContact:
    phone = row.get("phone", "")
    kept = str(read_phone(phone)) if phone else ""
    return AgencyContact(row["unit"], row["agency"], row.get("post", ""), kept, row.get("place", ""))
