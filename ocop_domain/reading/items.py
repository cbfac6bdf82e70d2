"""The pieces of an answer, named: numbers, units, words that change nothing, and those that nobody read."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ocop_domain.errors import Refusal
from ocop_domain.reading.numerals import Numeral, numeral_at
from ocop_domain.reading.tokens import IGNORED, Tokens

NUMBER, WORD, SIGN = "number", "word", "sign"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the answer; `name` is NUMBER, WORD, SIGN or the list of the vocabulary that it was found in."""

    name: str
    value: Any
    text: str
    numeral: Numeral | None = None

    def is_(self, *names: str) -> bool:
        return self.name in names


def items(pieces: Tokens, then: Sequence[str], first: Sequence[str] = ()) -> list[Item]:
    """The answer from left to right: lists of `first` are tried before numbers, those of `then` behind them."""
    found: list[Item] = []
    i = 0
    while i < len(pieces.all):
        item, end = _item(pieces, i, first, then, found)
        if item is not None:
            found.append(item)
        i = end
    return found


def _item(
    pieces: Tokens, i: int, first: Sequence[str], then: Sequence[str], before: list[Item]
) -> tuple[Item | None, int]:
    token = pieces.all[i]
    for name in first:
        value, end = pieces.phrase(i, name)
        if value is not None and not (name == "yearly" and end == i + 1 and not _may_be_year(token.low, before)):
            return Item(name, value, pieces.text(i, end)), end
    if numeral := numeral_at(pieces, i):
        return Item(NUMBER, numeral.value, pieces.text(i, numeral.end), numeral), numeral.end
    for name in then:
        value, end = pieces.phrase(i, name)
        if value is not None:
            return Item(name, value, pieces.text(i, end)), end
    if token.low in IGNORED or unicodedata.category(token.low[0]) in {"So", "Sk", "Mn", "Cf"}:
        return None, i + 1
    return Item(WORD if token.is_word else SIGN, token.low, token.text), i + 1


def _may_be_year(word: str, before: list[Item]) -> bool:
    """Whether "năm" is a year here and not five: behind a unit or a stroke."""
    return word not in {"năm", "nam"} or (bool(before) and before[-1].is_("units", SIGN, "each"))


def unread(found: Sequence[Item], *known: str) -> list[Item]:
    """What is neither a number nor in one of these lists."""
    return [item for item in found if not item.is_(NUMBER, *known)]


def refuse_span(found: Sequence[Item]) -> None:
    """Refuses "từ 80k đến 90k": taking one end of it would be a guess. Units and currency may stand between."""
    span = False
    seen = False
    for item in found:
        if item.is_(NUMBER):
            if span:
                raise Refusal("error.one_number")
            seen = True
        elif item.is_("span"):
            span = seen
        elif not item.is_("units", "currency", "per_cent", "about"):
            span = False
