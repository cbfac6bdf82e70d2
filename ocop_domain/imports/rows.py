"""Reads the rows of a list: what each says of a product, and what is wrong with it or worth telling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ocop_domain.areas import Area, Areas
from ocop_domain.imports.columns import OF_PRODUCER, Field, words
from ocop_domain.imports.findings import Code, RowFinding, Severity
from ocop_domain.imports.grid import FORMULA, Cell, Grid, empty, shown
from ocop_domain.imports.identity import certificate_key, product_key
from ocop_domain.imports.layout import Layout, SheetLine, lines_of
from ocop_domain.imports.recognised import Given, given_of
from ocop_domain.imports.units import Units
from ocop_domain.imports.values import Unread, phones_of, set_of
from ocop_domain.legal_forms import legal_form_named
from ocop_domain.product_sets import ProductSets
from ocop_domain.writing import one_line

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """What a row says: a product, who makes it and where, and every recognition, the oldest first."""

    product: str
    producer: str
    area: str
    legal_form: str = ""
    address: str = ""
    representative: str = ""
    phone: str = ""
    product_set: str = ""
    certificate: str = ""
    province: str = ""
    recognitions: tuple[Given, ...] = ()

    @property
    def key(self) -> str:
        return product_key(self.product, self.producer, self.area)

    @property
    def certificate_key(self) -> str:
        """A number counts within a province: each begins with 1."""
        number = certificate_key(self.certificate)
        return f"{self.province}|{number}" if number else ""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of the sheet (counted from 0) with its findings; `record` is None where it is not taken."""

    sheet: str
    row: int
    cells: Sequence[Cell]
    record: ImportedRow | None
    findings: tuple[RowFinding, ...] = ()
    section: str = ""
    """The heading above that says where it is, where no column does."""

    @property
    def failed(self) -> bool:
        return any(finding.level is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """What a sheet came to: its heading, its rows, and what was left out and why; `layout` None: no list was found."""

    name: str
    layout: Layout | None
    rows: tuple[ReadRow, ...] = ()
    skipped: tuple[SheetLine, ...] = ()


@dataclass(frozen=True)
class RowReader:
    """What the rows are read with: the units of the day, inside `within`, and the sets of all decisions."""

    areas: Areas
    today: date
    decisions: Sequence[ProductSets]
    within: Sequence[str] = ()
    units: Units = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "units", Units(self.areas, self.today, tuple(self.within)))


def read_sheet(grid: Grid, layout: Layout, reading: RowReader) -> ReadSheet:
    """All rows of a sheet, in their order."""
    rows, skipped = [], []
    before: _Values | None = None
    section = ""
    for line in lines_of(grid, layout):
        if not line.skipped and (place := _place_alone(line, layout, reading)):
            line = replace(line, skipped="section", text=place)  # noqa: PLW2901 - the same line, understood
        if line.skipped:
            if line.skipped == "section":
                section = line.text if reading.units.is_named(line.text) else section
            if line.skipped != "empty":
                skipped.append(line)
            continue
        values = _Values(grid, layout, line, section)
        inherited = values.inherit(before)
        rows.append(_read(values, reading, inherited=inherited))
        before = values
    return ReadSheet(grid.name, layout, tuple(rows), tuple(skipped))


def _place_alone(line: SheetLine, layout: Layout, reading: RowReader) -> str:
    """The name of a unit that stands alone in the column of products, as a heading of what follows; else ""."""
    filled = [shown(cell) for cell in line.cells if not empty(cell)]
    at = layout.at(Field.PRODUCT)
    alone = filled[-1] if len(filled) <= 2 and at is not None and shown(line.cells[at]) == filled[-1] else ""
    return alone if alone and reading.units.is_named(alone, kind=True) else ""


class _Values:
    """The cells of a row by field, with what it has from the row above."""

    def __init__(self, grid: Grid, layout: Layout, line: SheetLine, section: str) -> None:
        self.sheet, self.row, self.cells, self.section = grid.name, line.row, line.cells, section
        self.layout = layout
        self.findings: list[RowFinding] = []
        self._above: Mapping[Field, Cell] = {}

    def inherit(self, before: _Values | None) -> bool:
        """A row without a producer is of the one above: all that is said of a producer goes down."""
        if before is None or not empty(self._own(Field.PRODUCER)) or empty(before.cell(Field.PRODUCER)):
            return False
        if self.layout.at(Field.PRODUCER) is None or empty(self._own(Field.PRODUCT)):
            return False
        self._above = {one: before.cell(one) for one in OF_PRODUCER}
        self.section = self.section or before.section
        return True

    def _own(self, field: Field, series: int = 0) -> Cell:
        at = self.layout.at(field, series)
        return self.cells[at] if at is not None and at < len(self.cells) else None

    def filled(self) -> list[Cell]:
        """The cells with what the row has from the one above: so that it can stand alone."""
        cells = list(self.cells)
        for one, value in self._above.items():
            at = self.layout.at(one)
            if at is not None and empty(cells[at]):
                cells[at] = value
        return cells

    def cell(self, field: Field, series: int = 0) -> Cell:
        own = self._own(field, series)
        return self._above.get(field) if empty(own) and not series else own

    def text(self, field: Field, series: int = 0, *, needed: bool = False) -> str:
        """The cell as text; an error of the spreadsheet or a formula without a value is said, and is nothing."""
        said = shown(self.cell(field, series))
        code = Code.FORMULA if said.startswith(FORMULA) else Code.BROKEN if said.upper() in words().broken else None
        if code:
            self.note(code, field, series, mild=not needed)
            return ""
        return one_line(said)[:_LONGEST] if said.strip(" -–—.…") else ""

    def value(self, field: Field, series: int = 0) -> Cell:
        """The cell, "" where it says nothing."""
        own = self.cell(field, series)
        return self.text(field, series) if isinstance(own, str) else own

    def note(
        self,
        code: Code,
        field: Field | None = None,
        series: int = 0,
        *,
        mild: bool = False,
        params: Mapping[str, str] | None = None,
        **more: str,
    ) -> None:
        """Something to tell of a cell, or of the whole row."""
        at = self.layout.at(field, series) if field else None
        said = shown(self.cells[at]) if at is not None and at < len(self.cells) else ""
        self.findings.append(RowFinding(code, at, said, {**(params or {}), **more}, mild))


def _read(values: _Values, reading: RowReader, *, inherited: bool) -> ReadRow:
    """One row: each thing it says, then whether it is taken."""
    product = _needed(values, Field.PRODUCT, Code.NO_PRODUCT)
    producer = _needed(values, Field.PRODUCER, Code.NO_PRODUCER)
    if inherited:
        values.note(Code.PRODUCER_ABOVE, said_of=producer)
    area = _area(values, reading)
    recognitions = tuple(given_of(values, reading.today))
    record = ImportedRow(
        product=product,
        producer=producer,
        area=area.code if area else "",
        legal_form=_legal_form(values, producer),
        address=values.text(Field.ADDRESS),
        representative=values.text(Field.REPRESENTATIVE),
        phone=_phone(values),
        product_set=_set(values, product, reading.decisions),
        certificate=recognitions[-1].number if recognitions else values.text(Field.CERTIFICATE),
        province=reading.areas.path(area.code)[0].code if area else "",
        recognitions=recognitions,
    )
    row = ReadRow(values.sheet, values.row, values.filled(), record, tuple(values.findings), values.section)
    return replace(row, record=None) if row.failed else row


def _needed(values: _Values, field: Field, code: Code) -> str:
    before = len(values.findings)
    text = values.text(field, needed=True)
    if not text and len(values.findings) == before:
        values.note(code, field)
    return text


def _area(values: _Values, reading: RowReader) -> Area | None:
    """The unit of the row, from its columns, the heading of its section and its address."""
    parts = [values.text(one) for one in (Field.COMMUNE, Field.DISTRICT, Field.PROVINCE)]
    field = next((one for one in (Field.COMMUNE, Field.ADDRESS, Field.DISTRICT) if values.text(one)), None)
    found = reading.units.find(parts, values.section, values.text(Field.ADDRESS))
    if found.code:
        values.note(found.code, field, params=found.params)
    return found.unit


def _legal_form(values: _Values, producer: str) -> str:
    said = values.text(Field.LEGAL_FORM)
    form = legal_form_named(said) if said else None
    if said and form is None:
        values.note(Code.LEGAL_FORM, Field.LEGAL_FORM)
    return form or legal_form_named(producer) or ""


def _phone(values: _Values) -> str:
    cell = values.value(Field.PHONE)
    if empty(cell):
        return ""
    try:
        found, lost = phones_of(cell)
    except Unread:
        values.note(Code.PHONE, Field.PHONE)
        return ""
    if lost:
        values.note(Code.PHONE_ZERO, Field.PHONE, phone="0" + found[0].removeprefix("+84"))
    if len(found) > 1:
        values.note(Code.PHONE_SEVERAL, Field.PHONE, phone="0" + found[0].removeprefix("+84"))
    return found[0]


def _set(values: _Values, product: str, decisions: Sequence[ProductSets]) -> str:
    said = values.text(Field.PRODUCT_SET)
    found = set_of(said, decisions) if said else None
    if found:
        return decisions[0].qualified(found)
    if values.layout.at(Field.PRODUCT_SET) is None:
        return ""
    offers = decisions[0].offers(product, limit=2) if product else []
    if offers and offers[0].sure:
        values.note(Code.SET_BY_NAME, Field.PRODUCT_SET, set=offers[0].set.name)
        return decisions[0].qualified(offers[0].set.id)
    if said:
        values.note(Code.SET, Field.PRODUCT_SET)
    return ""


def without_doubles(sheets: Sequence[ReadSheet]) -> Iterator[ReadSheet]:
    """The same where one product stands twice: it is taken once, a further recognition goes with it."""
    seen: dict[str, tuple[int, int]] = {}
    rows = [list(sheet.rows) for sheet in sheets]
    for n, sheet in enumerate(rows):
        for i, row in enumerate(sheet):
            if row.record is None:
                continue
            keys = [key for key in (row.record.certificate_key, row.record.key) if key]
            where = next((seen[key] for key in keys if key in seen), None)
            if where is None:
                seen.update(dict.fromkeys(keys, (n, i)))
                continue
            first = rows[where[0]][where[1]]
            joined = _joined(first, row)
            if joined:
                rows[where[0]][where[1]] = joined
                sheet[i] = replace(row, record=None, findings=row.findings)
            else:
                sheet[i] = _twice(first, row)
    for sheet_read, changed in zip(sheets, rows, strict=True):
        yield replace(sheet_read, rows=tuple(changed))


def _joined(first: ReadRow, again: ReadRow) -> ReadRow | None:
    """The first row with the other's recognitions, where these are further ones of the same product."""
    assert first.record is not None
    assert again.record is not None
    known = {(one.issued, one.decision) for one in first.record.recognitions}
    more = [one for one in again.record.recognitions if (one.issued, one.decision) not in known]
    if not known or not more or first.record.key != again.record.key or any(one.issued is None for one in more):
        return None
    every = sorted((*first.record.recognitions, *more), key=lambda one: one.issued or date.min)
    certificate = every[-1].number or first.record.certificate
    return replace(first, record=replace(first.record, recognitions=tuple(every), certificate=certificate))


def _twice(first: ReadRow, again: ReadRow) -> ReadRow:
    same = first.record and again.record and first.record.recognitions == again.record.recognitions
    params = {"row": str(first.row + 1), "sheet": first.sheet}
    finding = RowFinding(Code.TWICE if same else Code.TWICE_OTHER, None, "", params)
    return replace(again, record=None, findings=(*again.findings, finding))
