"""The pieces of an answer, named: numbers, units, words that change nothing, and those that nobody read."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ocop_domain.reading.numerals import Numeral, numeral_at
from ocop_domain.reading.tokens import IGNORED, Tokens

NUMBER, WORD, SIGN = "number", "word", "sign"
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class SaidItem:
    """One thing in the answer; `name` is NUMBER, WORD, SIGN or the list of the vocabulary that it was found in."""

    name: str
    value: Any
    text: str
    numeral: Numeral | None = None

    def is_(self, *names: str) -> bool:
        return self.name in names


def items(pieces: Tokens, then: Sequence[str], first: Sequence[str] = ()) -> list[SaidItem]:
    """The answer from left to right: lists of `first` are tried before numbers, those of `then` behind them."""
    found: list[SaidItem] = []
    i = 0
    while i < len(pieces.all):
        item, end = _item(pieces, i, first, then, found)
        if item is not None:
            found.append(item)
        i = end
    return _either(found)


def _either(found: list[SaidItem]) -> list[SaidItem]:
    """Two numbers said in a row are a span: "bảy tám chục" is from 70 to 80, "hai ba tấn" two or three."""
    both: list[SaidItem] = []
    for item in found:
        last = both[-1] if both else None
        if last is not None and last.is_(NUMBER) and item.is_(NUMBER) and (factor := _steps(last, item)):
            both[-1] = SaidItem(NUMBER, last.value * factor, last.text, last.numeral)
            both.append(SaidItem("span", "-", ""))
        both.append(item)
    return both


def _steps(one: SaidItem, other: SaidItem) -> Decimal:
    """By how much the first digit counts what the second one does; 0 where they are two numbers."""
    if not one.text[:1].isalpha() or one.value not in range(1, 10):
        return Decimal(0)
    for more in (1, 2):
        factor = other.value / (one.value + more)
        if factor >= _HUNDREDTH and factor == Decimal(10) ** factor.adjusted():
            return Decimal(factor)
    return Decimal(0)


def _item(
    pieces: Tokens, i: int, first: Sequence[str], then: Sequence[str], before: list[SaidItem]
) -> tuple[SaidItem | None, int]:
    token = pieces.all[i]
    for name in first:
        value, end = pieces.phrase(i, name)
        if value is not None and not (name == "yearly" and end == i + 1 and not _may_be_year(pieces, i, before)):
            return SaidItem(name, value, pieces.text(i, end)), end
    if not pieces.says_nothing(i) and (numeral := numeral_at(pieces, i)):
        return SaidItem(NUMBER, numeral.value, pieces.text(i, numeral.end), numeral), numeral.end
    for name in then:
        value, end = pieces.phrase(i, name)
        if value is not None:
            return SaidItem(name, value, pieces.text(i, end)), end
    if token.low in IGNORED or unicodedata.category(token.low[0]) in {"So", "Sk", "Mn", "Cf"}:
        return None, i + 1
    return SaidItem(WORD if token.is_word else SIGN, token.low, token.text), i + 1


def _may_be_year(pieces: Tokens, i: int, before: list[SaidItem]) -> bool:
    """Whether "năm" is a year here and not five: behind a unit, a stroke, or the number of years."""
    if pieces.all[i].low not in {"năm", "nam"}:
        return True
    if not before:
        return False
    counted = before[-1].is_(NUMBER) and not any(
        pieces.value(i + 1, name) for name in ("scales", "tens", "hundred", "digits", "last_digits")
    )
    return counted or before[-1].is_("units", SIGN, "each")


def unread(found: Sequence[SaidItem], *known: str) -> list[SaidItem]:
    """What is neither a number nor in one of these lists."""
    return [item for item in found if not item.is_(NUMBER, *known)]


def span_of(found: Sequence[SaidItem]) -> tuple[Decimal, Decimal] | None:
    """Both ends of "từ 80k đến 90k": one of them is asked for. Units and currency may stand between.

    An end without a scale has that of the other one: "80-90k" is from 80,000.
    """
    low: SaidItem | None = None
    span = False
    for item in found:
        if item.is_(NUMBER):
            if span and low is not None:
                return _scaled(low, item), item.value
            low = item
        elif item.is_("span"):
            span = low is not None
        elif not item.is_("units", "currency", "per_cent", "about"):
            span = False
    return None


def _scaled(low: SaidItem, high: SaidItem) -> Decimal:
    low_scaled = low.numeral is not None and low.numeral.scaled
    if low_scaled or high.numeral is None or not high.numeral.scaled:
        return Decimal(low.value)
    factor = next((f for f in (10**9, 10**6, 10**3) if low.value * f < high.value), 1)
    return Decimal(low.value * factor)
