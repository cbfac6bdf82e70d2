"""A text in pieces: numbers, words and signs, with the spelling that counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from ocop_domain.errors import Refusal
from ocop_domain.reading.vocabulary import LONGEST, Vocabulary, vocabulary
from ocop_domain.text import fold
from ocop_domain.writing import one_line

_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:\s\d{3})+(?!\d)(?:[.,]\d+)?(?![.,]?\d)|(?<![\d.,])[.,]\d+|\d[\d.,]*)"
    r"|(?P<word>m[²2³3](?!\w)|[^\W\d_]+)|(?P<sign>[^\w\s]|_)",
    re.IGNORECASE,
)
_NONE: Mapping[str, Any] = {}
_SIGNS = frozenset({"đ", "vnđ", "âl"})
"""Written so also by who writes without diacritics."""
IGNORED = frozenset(".,;:()[]{}\"'!…“”‘’•*`´^_|\\")
"""Signs that say nothing about a number; `*` between two numbers does, and is looked for there."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece: `low` is it in lower case; `number` is set where it is digits."""

    text: str
    low: str
    start: int
    end: int
    number: Decimal | None = None
    digits: int = 0
    """How many digits were typed: "2 triệu 500" goes by them."""

    @property
    def is_word(self) -> bool:
        return self.number is None and self.low[:1].isalnum()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The pieces of a text; `marked`: it has diacritics somewhere, so that words are compared with them."""

    raw: str
    all: tuple[Token, ...]
    marked: bool
    words: Vocabulary
    known: dict[int, list[tuple[Mapping[str, Any], int]]] = field(default_factory=dict)
    """What begins at a place, looked up once: the lists that have it, and where it ends; the longest first."""

    def at(self, i: int) -> Token | None:
        return self.all[i] if 0 <= i < len(self.all) else None

    def value(self, i: int, name: str) -> Any:
        """The value of one word in a list of the vocabulary; None where it is not in it."""
        token = self.at(i)
        if token is None or token.number is not None:
            return None
        table = self.words.spelled if self.marked else self.words.plain
        return table.get(token.low, _NONE).get(name)

    def phrase(self, i: int, name: str) -> tuple[Any, int]:
        """The longest phrase of a list that begins here, and where it ends; (None, i) without one."""
        for lists, end in self._begins(i):
            if name in lists:
                return lists[name], end
        return None, i

    def says_nothing(self, i: int) -> bool:
        """Whether a word stands here that no list of the vocabulary begins with."""
        token = self.all[i]
        return token.number is None and token.low not in self.words.beginnings

    def _begins(self, start: int) -> list[tuple[Mapping[str, Any], int]]:
        """What the lists have that begins here, the longest first: looked up once."""
        if (known := self.known.get(start)) is not None:
            return known
        found: list[tuple[Mapping[str, Any], int]] = []
        if start < 0 or start >= len(self.all) or self.says_nothing(start):
            return found
        table = self.words.spelled if self.marked else self.words.plain
        text, end = "", start
        for token in self.all[start : start + LONGEST]:
            if token.number is not None:
                break
            end += 1
            text = f"{text} {token.low}" if text else token.low
            if lists := table.get(text):
                found.insert(0, (lists, end))
        self.known[start] = found
        return found

    def text(self, start: int, end: int) -> str:
        """What was typed from one piece up to another."""
        return self.raw[self.all[start].start : self.all[end - 1].end] if start < end else ""


@lru_cache(maxsize=64)
def tokens(raw: str) -> Tokens:
    """The pieces of what was typed; the kinds of a question look at the same answer one after the other."""
    text = one_line(raw)
    found = []
    for match in _TOKEN.finditer(text):
        low = match[0].casefold()
        number = read_number(match[0].rstrip(".,")) if match["number"] else None
        found.append(Token(match[0], low, match.start(), match.end(), number, sum(c.isdigit() for c in low)))
    marked = any(not t.low.isascii() and fold(t.low) != t.low for t in found if t.is_word and t.low not in _SIGNS)
    return Tokens(text, tuple(found), marked, vocabulary())


def read_number(raw: str) -> Decimal:
    """A number typed the Vietnamese or the English way: 1.234,5 and 1,234.5 and 1500."""
    text = re.sub(r"\s", "", raw)
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        decimal = max(text.rfind("."), text.rfind(","))
        text = re.sub(r"[.,]", "", text[:decimal]) + "." + text[decimal + 1 :]
    elif dots + commas == 1:
        mark = "." if dots else ","
        head, tail = text.split(mark)
        grouped = len(tail) == 3 and head.lstrip("+-") not in {"", "0"}
        text = head + tail if grouped else f"{head}.{tail}"
    else:
        text = re.sub(r"[.,]", "", text)
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Refusal("error.number") from None
