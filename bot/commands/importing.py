"""Imports a list of products: read, checked row by row, taken in one step or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.bootstrap import clock_of, new_id, open_store
from bot.handlers.services import Conflict
from bot.kit.clock import day_of
from bot.papers.tables.findings_table import findings_table, told_of
from bot.settings.config import BadSettings, Settings
from bot.storage.files.workbooks import UnusableTable, read_table
from bot.storage.imports.taking import TakenList, Taking
from bot.texts import REFERENCE, Texts, Translator
from ocop_domain.areas import Areas, load_areas
from ocop_domain.areas.exact import named
from ocop_domain.areas.unit import LEVELS
from ocop_domain.imports.columns import Field, Meant
from ocop_domain.imports.grid import Grid, letter
from ocop_domain.imports.layout import Layout, layout_of
from ocop_domain.imports.rows import ImportedRow, ReadRow, ReadSheet, RowReader, read_sheet, without_doubles
from ocop_domain.law import law_on
from ocop_domain.product_sets import all_decisions, load_product_sets

_MOST_FILE = 30 * 1024 * 1024
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done with a list: for which units, with which columns, by whom; or it is only looked at."""

    file: Path
    units: Sequence[str] = ()
    columns: Mapping[str, str] | None = None
    by: int = 0
    import_id: str = ""
    dry_run: bool = False
    at: datetime | None = None
    findings: Path | None = None
    language: str = REFERENCE
    name: str = ""
    """What the file was called by whoever sent it; "" for its own name."""


async def import_list(settings: Settings, order: Order) -> dict[str, Any]:
    """What the list came to, as plain data; `BadSettings` says why nothing can be read."""
    now = order.at or clock_of(settings)()
    areas, today, t = load_areas(), day_of(now), Texts()[order.language]
    within = [_unit(areas, unit, today) for unit in order.units]
    try:
        data = await asyncio.to_thread(_bytes, order.file)
        grids = await asyncio.to_thread(read_table, data, order.name or order.file.name)
    except UnusableTable as error:
        raise BadSettings(f"{order.name or order.file.name}: {t(str(error))}") from None
    sheets = await asyncio.to_thread(_read, grids, order.columns or {}, _reading(areas, today, within))
    if not any(sheet.layout for sheet in sheets):
        raise BadSettings(f"{order.name or order.file.name}: {t('import.no_list')}")
    if order.findings:
        table = await asyncio.to_thread(findings_table, sheets, t)
        await asyncio.to_thread(order.findings.write_bytes, table)
    return await _told(settings, order, sheets, _Parts(areas, within, now, t))


@dataclass(frozen=True, slots=True)
class _Parts:
    areas: Areas
    within: Sequence[str]
    now: datetime
    t: Translator


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(_MOST_FILE + 1)
    except OSError as error:
        raise BadSettings(f"{file}: {error.strerror}") from None
    if len(data) > _MOST_FILE:
        raise UnusableTable("import.too_large")
    return data


def _unit(areas: Areas, said: str, today: date) -> str:
    found = named(areas, said, today, LEVELS)
    if found.unit is None:
        meant = "; ".join(areas.label(unit.code) for unit in found.candidates) or "no unit of this name"
        raise BadSettings(f"--for {said!r}: {meant}")
    return found.unit.code


def _reading(areas: Areas, today: date, within: Sequence[str]) -> RowReader:
    """The sets of today's law first, then those of the decisions before, the newest first."""
    own = law_on(today).product_sets
    others = [load_product_sets(name) for name in all_decisions() if name != own.id]
    others.sort(key=lambda sets: sets.id.rpartition("-")[2], reverse=True)
    return RowReader(areas, today, [own, *others], within)


def _read(grids: Sequence[Grid], columns: Mapping[str, str], reading: RowReader) -> list[ReadSheet]:
    found = []
    for number, grid in enumerate(grids):
        layout = layout_of(grid)
        if layout is None:
            found.append(ReadSheet(grid.name, None))
            continue
        found.append(read_sheet(grid, layout.with_(_chosen(columns, number, layout)), reading))
    return list(without_doubles(found))


def _chosen(columns: Mapping[str, str], sheet: int, layout: Layout) -> dict[int, Meant | None]:
    """What a person said of the columns of a sheet: "0:B" to a field, with the number of the recognition ("star:2")."""
    by_letter = {column.letter: column.index for column in layout.columns}
    chosen: dict[int, Meant | None] = {}
    for key, said in columns.items():
        at, _, name = key.rpartition(":")
        if (at or "0") != str(sheet) or name not in by_letter:
            continue
        field, _, series = said.partition(":")
        if said and field not in set(Field):
            raise BadSettings(f"--column {name}={said}: choose one of {', '.join(Field)}, or nothing")
        chosen[by_letter[name]] = Meant(Field(field), int(series) if series.isdecimal() else 0) if said else None
    return chosen


async def _told(settings: Settings, order: Order, sheets: Sequence[ReadSheet], parts: _Parts) -> dict[str, Any]:
    rows = [row for sheet in sheets for row in sheet.rows]
    good = [row.record for row in rows if row.record]
    failed = sum(1 for row in rows if row.failed)
    warned = sum(1 for row in rows if row.findings and not row.failed)
    counts = {"rows": len(rows), "good": len(good), "errors": failed, "warnings": warned}
    outcome = await _taken(settings, order, good, counts, parts)
    return {
        "file": order.name or order.file.name,
        "taken": not order.dry_run,
        **counts,
        "new": outcome.new,
        "changed": outcome.changed,
        "same": outcome.same,
        "sheets": [_sheet(sheet) for sheet in sheets],
        "findings": [one for sheet in sheets for row in sheet.rows for one in _findings(row, parts.t)],
    }


async def _taken(
    settings: Settings, order: Order, good: Sequence[ImportedRow], counts: Mapping[str, int], parts: _Parts
) -> TakenList:
    area = parts.within[0] if len(parts.within) == 1 else ""
    name = order.name or order.file.name
    store = await open_store(settings)
    try:
        taking = Taking(
            store.database, by=order.by, import_id=order.import_id or new_id(), name=name, area=area, now=parts.now
        )
        if order.dry_run:
            return await taking.look(good)
        issuers = {row.area: parts.areas.path(row.area)[0].name for row in good}
        for left in reversed(range(_TRIES)):
            try:
                return await taking.take(good, counts, issuers)
            except Conflict:
                if not left:
                    raise
        raise AssertionError("the last try returns or raises")
    finally:
        await store.close()


def _sheet(sheet: ReadSheet) -> dict[str, Any]:
    if sheet.layout is None:
        return {"sheet": sheet.name, "list": False}
    return {
        "sheet": sheet.name,
        "list": True,
        "heading_rows": [row + 1 for row in range(sheet.layout.top, sheet.layout.first)],
        "columns": [
            {
                "column": column.letter,
                "heading": column.heading,
                "field": column.meant.field.value if column.meant else "",
                "series": column.meant.series if column.meant else 0,
                "sample": column.sample,
            }
            for column in sheet.layout.columns
        ],
        "left_out": [{"row": line.row + 1, "why": line.skipped, "text": line.text} for line in sheet.skipped],
    }


def _findings(row: ReadRow, t: Translator) -> Iterator[dict[str, Any]]:
    for one in row.findings:
        yield {
            "sheet": row.sheet,
            "row": row.row + 1,
            "column": letter(one.column) if one.column is not None else "",
            "level": one.level.value,
            "code": one.code.value,
            "said": one.said,
            "text": told_of(replace(one, column=None), t),
        }


def lines(told: Mapping[str, Any]) -> Iterator[str]:
    """What is shown on the screen: how the columns were read, each finding, the sums."""
    for sheet in told["sheets"]:
        if not sheet["list"]:
            yield f"{sheet['sheet']}: no list of products found"
            continue
        rows = sheet["heading_rows"]
        yield f"{sheet['sheet']}: heading in row{'s' if rows[1:] else ''} {', '.join(map(str, rows))}"
        for column in sheet["columns"]:
            what = f"{column['field']}{column['series'] or ''}" or "-"
            yield f"  {column['column']:<3} {what:<16} {column['heading']}"
        for left in sheet["left_out"]:
            yield f"  row {left['row']} left out ({left['why']}): {left['text']}"
    for one in told["findings"]:
        yield f"{one['level']:<8} {one['sheet']}!{one['column']}{one['row']}: {one['text']}"
    yield (
        f"{told['file']}: {told['rows']} rows, {told['good']} good, {told['errors']} with errors (left out),"
        f" {told['warnings']} with warnings"
    )
    verb = "imported" if told["taken"] else "would be imported (dry run)"
    yield f"{told['new']} new, {told['changed']} changed, {told['same']} known as they are: {verb}"
