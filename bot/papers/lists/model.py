"""What a list prints: its heading, and a row for each product in the columns of the plans' annexes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from bot.conversations.form import Context
from bot.conversations.forms.registration import QUESTIONS
from bot.papers.dossier.model import WORDS, printable
from bot.records.lists import ListedProduct, ProductList
from bot.texts import Translator
from ocop_domain.areas import Areas
from ocop_domain.eligibility import RECOGNISED
from ocop_domain.product_sets import ProductSet, load_product_sets
from ocop_domain.programmes import Programme

PRINTED: Mapping[str, Any] = WORDS["list"]


@dataclass(frozen=True, slots=True)
class ListRow:
    """One product: number, product, producer, who represents it, address, legal form, sector, group, subgroup, whether
    it is new or an upgrade, star."""

    number: str
    product: str
    producer: str
    representative: str
    address: str
    legal_form: str
    sector: str
    group: str
    subgroup: str
    kind: str
    star: str


COLUMNS = tuple(field.name for field in fields(ListRow))


@dataclass(frozen=True, slots=True)
class PrintedList:
    """A list with its official heading; number and date are left open for the hand."""

    title: str
    unit: str
    place: str
    to: str
    programme: str
    document: str
    rows: tuple[ListRow, ...]


def printed(one: ProductList, programme: Programme, areas: Areas, t: Translator) -> PrintedList:
    """The list in words, as it was when it went up."""
    unit = areas.get(one.unit)
    above = areas.path(one.unit)[:-1]
    context = Context(programme, one.at.date(), areas, t)
    return PrintedList(
        title=str(PRINTED["title"]),
        unit=unit.name,
        place=unit.bare,
        to=above[-1].inline if above else "",
        programme=programme.name,
        document=programme.document,
        rows=tuple(_row(number, line, context) for number, line in enumerate(one.products, 1)),
    )


def _row(number: int, line: ListedProduct, context: Context) -> ListRow:
    chosen = _set(line, context.programme)
    return ListRow(
        number=str(number),
        product=printable(line.name) or str(PRINTED["erased"]),
        producer=_text(line, "producer_name"),
        representative=_text(line, "representative"),
        address=_address(line, context),
        legal_form=_shown(line, "legal_form", context),
        sector=chosen.sector if chosen else "",
        group=chosen.group if chosen else "",
        subgroup=chosen.name if chosen else "",
        kind=_kind(line),
        star=_star(line),
    )


def _text(line: ListedProduct, question: str) -> str:
    return printable(str(line.said.get(question) or ""))


def _shown(line: ListedProduct, question: str, context: Context) -> str:
    """The answer in the words of its question."""
    value = line.said.get(question)
    known = QUESTIONS[question]
    return known.kind.show(value, known, context) if value is not None else ""


def _address(line: ListedProduct, context: Context) -> str:
    """The address with its commune, once."""
    said, unit = _text(line, "address"), context.areas.find(str(line.said.get("area") or ""))
    place = unit.inline if unit else ""
    if place and place.casefold() in said.casefold():
        return said
    return ", ".join(part for part in (said, place) if part)


def _set(line: ListedProduct, programme: Programme) -> ProductSet | None:
    """Its product set, by the decision under which it was registered."""
    decision = str(line.said.get("product_sets") or programme.product_sets_id)
    return load_product_sets(decision).find(str(line.said.get("product_set") or ""))


def _kind(line: ListedProduct) -> str:
    kind = line.said.get("registration_kind")
    return str(PRINTED["kinds"].get(kind or "first", "")) if line.name else ""


def _star(line: ListedProduct) -> str:
    """The star that it has and, of an upgrade, the next one; of a new product none is known yet."""
    kind, star = line.said.get("registration_kind"), str(line.said.get("current_star") or "")
    if kind not in RECOGNISED or not star.isdigit():
        return ""
    return str(PRINTED["rises"]).format(star=star, next=int(star) + 1) if kind == "upgrade" else star
