"""Tables that people send, XLSX, XLS and CSV: looked at before they are opened, then read as grids."""

from __future__ import annotations

import csv
import html
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import IO

from ocop_domain.imports.grid import FORMULA, Cell, Grid

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 50_000, 200, 20
_MOST_UNPACKED = 200 * 1024 * 1024
_MOST_PACKED = 300
"""How many times smaller a part may be packed: text of a sheet comes to 30, a bomb to 1,000."""
_MOST_PARTS = 2_000
_OLD = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_PIECE = 1024 * 1024


class UnusableTable(Exception):  # noqa: N818 - an ordinary answer; the text is the key of what to say
    """A table that cannot be read."""


def is_workbook(data: bytes) -> bool:
    """Whether these are the bytes of a workbook of today."""
    if not data.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return any(name.startswith("xl/") for name in packed.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def is_text(data: bytes) -> bool:
    """Whether these bytes can be text with separators."""
    try:
        return bool(_csv(data, "").cells)
    except UnusableTable:
        return False


def read_table(data: bytes, name: str) -> list[Grid]:
    """Every sheet with something in it; `UnusableTable` says why nothing can be read."""
    if data.startswith((_ZIP, _OLD)):
        return _workbook(data)
    return [_csv(data, name)]


def readable(data: bytes, name: str) -> list[Grid]:
    """The same; none where nothing can be read."""
    try:
        return read_table(data, name)
    except UnusableTable:
        return []


def _workbook(data: bytes) -> list[Grid]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    parts = _parts(data) if data.startswith(_ZIP) else {}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet][:MOST_SHEETS]
        found = []
        for name in sheets:
            sheet = book.get_sheet_by_name(name)
            cells = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            _refuse_large(len(cells), max(map(len, cells), default=0))
            _mark_errors(cells, parts.get(name, {}))
            merges = [(a[0], b[0], a[1], b[1]) for a, b in sheet.merged_cell_ranges or ()]
            found.append(Grid(name, cells, merges))
    except UnusableTable:
        raise
    except Exception as error:
        # The library has a kind of error for each format; whatever it cannot open, a person can mend in one way.
        raise UnusableTable("import.unreadable") from error
    return [grid for grid in found if any(cell is not None for row in grid.cells for cell in row)]


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, int | float | date):
        return value
    return str(value) if value is not None and value != "" else None


def _refuse_large(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise UnusableTable("import.too_large")


def _parts(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """What the library does not tell, by sheet: errors, and formulas without a value. Refuses what would be too much.

    Each part is unpacked piece by piece and counted: what the archive says of its size is not believed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            infos = packed.infolist()
            if len(infos) > _MOST_PARTS or sum(one.file_size for one in infos) > _MOST_UNPACKED:
                raise UnusableTable("import.too_large")
            left = _MOST_UNPACKED
            texts: dict[str, bytes] = {}
            for info in infos:
                with packed.open(info) as part:
                    read = _unpacked(part, min(left, max(info.compress_size, 1024) * _MOST_PACKED))
                left -= len(read)
                if info.filename.startswith("xl/") and info.filename.endswith((".xml", ".rels")):
                    texts[info.filename] = read
            return {name: _strange(texts.get(path, b"")) for name, path in _sheets(texts)}
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnusableTable("import.unreadable") from error


def _unpacked(part: IO[bytes], most: int) -> bytes:
    found = bytearray()
    while piece := part.read(_PIECE):
        found += piece
        if len(found) > most:
            raise UnusableTable("import.too_large")
    return bytes(found)


_SHEET = re.compile(rb'<sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
_TARGET = re.compile(rb"<Relationship [^>]*>")


def _sheets(texts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """The sheets by name, and the part of the archive where each stands."""
    targets = {}
    for found in _TARGET.findall(texts.get("xl/_rels/workbook.xml.rels", b"")):
        said = dict(re.findall(rb'(\w+)="([^"]*)"', found))
        target = said.get(b"Target", b"").decode(errors="replace").lstrip("/")
        targets[said.get(b"Id", b"")] = target if target.startswith("xl/") else f"xl/{target}"
    for name, number in _SHEET.findall(texts.get("xl/workbook.xml", b"")):
        yield _plain(name), targets.get(number, "")


def _plain(name: bytes) -> str:
    return html.unescape(name.decode(errors="replace"))


def _strange(text: bytes) -> dict[tuple[int, int], str]:
    """The cells with an error, or with a formula that was never reckoned. A cell far away makes the sheet too large."""
    found = {}
    for column, row, about, inner in _CELL.findall(text):
        at = int(row) - 1, _number(column)
        if at[0] >= MOST_ROWS or at[1] >= MOST_COLUMNS:
            if b"<v>" in inner or b"<is>" in inner:
                raise UnusableTable("import.too_large")
            continue
        if b't="e"' in about and (value := re.search(rb"<v>(.*?)</v>", inner)):
            found[at] = value[1].decode(errors="replace")
        elif b"<f" in inner and not re.search(rb"<v>.+?</v>", inner):
            formula = re.search(rb"<f[^>]*>(.*?)</f>", inner)
            found[at] = FORMULA + (_plain(formula[1]) if formula else "")
    return found


def _number(letters: bytes) -> int:
    number = 0
    for one in letters:
        number = number * 26 + one - 64
    return number - 1


def _mark_errors(cells: list[list[Cell]], strange: dict[tuple[int, int], str]) -> None:
    for (row, column), said in strange.items():
        if row < len(cells) and column < len(cells[row]):
            cells[row][column] = said


# Text with separators


def _csv(data: bytes, name: str) -> Grid:
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnusableTable("import.unreadable")
    text = _decoded(data)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error as error:
        raise UnusableTable("import.unreadable") from error
    _refuse_large(len(rows), max(map(len, rows), default=0))
    return Grid(name, [[value if value else None for value in row] for row in rows])


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1258"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnusableTable("import.unreadable")


def _separator(text: str) -> str:
    """The sign that divides most lines alike."""
    lines: Sequence[str] = [line for line in text.splitlines()[:50] if line.strip()]
    return max((",", ";", "\t", "|"), key=lambda sign: (sum(line.count(sign) for line in lines), sign == ","))
