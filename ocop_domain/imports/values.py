"""What single cells of a list say: stars, days, phones, product sets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from ocop_domain.errors import Refusal
from ocop_domain.imports.columns import words
from ocop_domain.imports.findings import Code
from ocop_domain.imports.grid import Cell, shown
from ocop_domain.product_sets import ProductSets, same_under
from ocop_domain.reading.contacts import read_phone
from ocop_domain.reading.dates import read_date
from ocop_domain.reading.doubt import Unsure
from ocop_domain.text import fold

_SERIAL = range(15_000, 80_000)
"""Days since 1899-12-30, as a spreadsheet counts them: 1941 to 2119."""
_STARS = "★☆*⭐"
_DAY = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}|\d{4}\s*-\s*\d{1,2}\s*-\s*\d{1,2}")


class Unread(Exception):  # noqa: N818 - an ordinary answer
    """A cell says nothing that can be taken: what to tell of it."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code


def star_of(cell: Cell) -> int:
    """ "4 sao", "4*", "★★★", "ba sao", 3.0: the number of stars, 1 to 5."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        found = int(cell) if cell == int(cell) else 0
    else:
        found = _star_in(shown(cell))
    if not 1 <= found <= 5:
        raise Unread(Code.STAR)
    return found


def _star_in(text: str) -> int:
    numbers = re.findall(r"\d+(?:[.,]\d+)?", text)
    if len(numbers) == 1:
        whole = float(numbers[0].replace(",", "."))
        return int(whole) if whole == int(whole) else 0
    if numbers:
        return 0
    if marks := sum(text.count(mark) for mark in _STARS):
        return marks
    found = {number for word, number in words().stars.items() if word in fold(text).split()}
    return found.pop() if len(found) == 1 else 0


def day_of(cell: Cell, today: date) -> date | None:
    """A day however it is written; None where the cell has none, `Unread` where it has one that cannot be."""
    if isinstance(cell, date):
        return cell
    text = shown(cell)
    if not text:
        return None
    if text.isdecimal() and int(text) in _SERIAL:
        return date(1899, 12, 30) + timedelta(days=int(text))
    return _read_day(text, today)


@lru_cache(maxsize=4096)
def _read_day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(read_date(text, today))
    except Unsure as doubt:
        found = {day for day in doubt.candidates if isinstance(day, str)}
        written = _DAY.findall(text)
        if len(found) == 1 and len(written) == 1 and doubt.code != "error.date_none":
            return date.fromisoformat(found.pop())  # words beside a day that is written out
        raise Unread(Code.DATE_NONE if doubt.code == "error.date_none" else Code.DATE) from None
    except Refusal as refusal:
        raise Unread(Code.DATE_NONE if refusal.code == "error.date_none" else Code.DATE) from None


def day_within(text: str, today: date) -> tuple[str, date | None]:
    """ "112/QĐ-UBND ngày 14/3/2024": the words without the day, and the day."""
    found = _DAY.search(text)
    if not found:
        return text, None
    try:
        day = _read_day(found[0], today)
    except Unread:
        return text, None
    rest = re.sub(r"[\s,;()]*(?:ngày|ngay|ng\.?)?\s*$", "", text[: found.start()], flags=re.IGNORECASE)
    return f"{rest}{text[found.end() :].rstrip(' )')}".strip(), day


def year_of(cell: Cell) -> int | None:
    """The year; None where the cell has none."""
    found = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", shown(cell))
    return int(found[0]) if len(found) == 1 else None


def phones_of(cell: Cell) -> tuple[list[str], bool]:
    """The numbers, in international form, and whether the zero before one was lost; `Unread` where there is none."""
    text = shown(cell)
    lost = bool(re.fullmatch(r"[2-9]\d{8,9}", text.replace(" ", "").replace(".", "")))
    try:
        return [read_phone(f"0{text}" if lost else text)], lost
    except Unsure as doubt:
        found = [number for number in doubt.candidates if isinstance(number, str)]
        if found:
            return found, lost
    except Refusal:
        pass
    raise Unread(Code.PHONE)


def set_of(text: str, decisions: Sequence[ProductSets]) -> str | None:
    """The set of the first decision that a cell names by number, by name or by both; or as a decision before had it."""
    found = re.match(r"\s*(?:bộ(?: sản phẩm)?(?: số)?\s*)?(\d{1,2})(?:[.):\s-]+(.*))?$", text, re.IGNORECASE)
    name = fold(found[2] or "") if found else fold(text)
    for sets in decisions:
        named = [one for one in sets.sets if name and fold(one.name) == name]
        became = same_under(named[0], sets, decisions[0].id) if len(named) == 1 else None
        if became:
            return became.id
    if not found:
        return None
    number = int(found[1])
    return next((one.id for one in decisions[0].sets if one.num == number), None)
