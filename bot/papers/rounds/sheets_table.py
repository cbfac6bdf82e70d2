"""The council's sheets as a workbook to fill in: a sheet for each set of criteria, a column for each member."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from bot.papers.tables.cells import cell, head_cell
from bot.texts import Translator
from ocop_domain.council_table import JudgedProduct
from ocop_domain.criteria.model import CriteriaSet

COLUMNS = ("mark", "product", "producer", "item", "wording", "allowed")
_WIDTHS = (14, 28, 28, 10, 48, 16)
_MEMBER = 18
_BARRED = "–"


def sheets_table(products: Sequence[JudgedProduct], members: Mapping[str, Collection[str]], t: Translator) -> bytes:
    """Every item of every product, then its total; the cells of a member are empty, "–" at what they must not score."""
    book = Workbook(write_only=True)
    for criteria, own in _by_set(products):
        name = t("rounds.table_set", number=criteria.num) if criteria else t("rounds.table_totals")
        sheet = book.create_sheet(name)
        for number, width in enumerate([*_WIDTHS, *[_MEMBER] * len(members)], 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.freeze_panes = f"{get_column_letter(len(COLUMNS) + 1)}2"
        heads = [t(f"rounds.column_{name}") for name in COLUMNS]
        sheet.append([head_cell(sheet, said) for said in [*heads, *members]])
        for row in _rows(criteria, own, t):
            theirs = [_BARRED if row[0] in barred else "" for barred in members.values()]
            sheet.append([cell(sheet, said) if said else None for said in (*row, *theirs)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _by_set(products: Sequence[JudgedProduct]) -> list[tuple[CriteriaSet | None, list[JudgedProduct]]]:
    """The products by what they are judged by, in the order of the agenda."""
    found: dict[tuple[str, str], tuple[CriteriaSet | None, list[JudgedProduct]]] = {}
    for one in products:
        key = (one.decision, one.criteria.id if one.criteria else "")
        found.setdefault(key, (one.criteria, []))[1].append(one)
    return list(found.values())


def _rows(criteria: CriteriaSet | None, products: Sequence[JudgedProduct], t: Translator) -> Iterator[tuple[str, ...]]:
    for one in products:
        head = (one.id, one.name, one.producer)
        for item in criteria.items if criteria else ():
            yield (*head, item.code, item.label, ", ".join(str(points) for points in item.points))
        yield (*head, t("rounds.table_total"), t("rounds.table_total_how") if criteria else "", "0–100")
