"""What in the answers of a form will hardly be meant as it would be printed: asked before a paper or a filing is made.

Nothing here blocks: whoever says that it is right prints it so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ocop_domain.text import fold

_SYLLABLE = re.compile(
    r"(?:b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_WORD = re.compile(r"[^\W\d_]+")
_PREFIX = re.compile(r"^(?:số|so|no|sô)\b[ .:]*(?=\S*\d)", re.IGNORECASE)
_WORDS = 3
"""Words from which on a text without any marks looks typed in a hurry: shorter ones are often names."""
_LONG_NAME = 60
CODES = ("bare", "prefix", "phone", "long", "price", "year", "far")
"""What can be strange."""
_LEAST_PRICE, _MOST_PRICE = 500, 20_000_000
_LEAST_YEAR = 1_000_000
"""Đồng: a year that brings or costs less is mostly one that was typed in thousands."""
_FAR = 5
"""Times by which two prices of one product may differ."""
_NUMBERS = ("registration_number", "paper_number")
_NAMES = ("product_name",)
_PHONE = 10


@dataclass(frozen=True, slots=True)
class Doubt:
    """One answer that should be looked at; `code` is what is strange, `question` whose answer it is."""

    code: str
    question: str


def doubts(answers: Mapping[str, Any]) -> list[Doubt]:
    """The answers of a registration, a plan or a paper that should be looked at, in their order; one for each."""
    found: dict[str, Doubt] = {}
    for question, value in answers.items():
        for code in (*_of_text(question, value), *_of_money(question, value, answers)):
            found.setdefault(question, Doubt(code, question))
    return list(found.values())


def _of_text(question: str, value: Any) -> Iterator[str]:
    if not isinstance(value, str):
        return
    if question in _NUMBERS and _PREFIX.match(value):
        yield "prefix"
    if question == "phone" and len(re.sub(r"\D", "", value.replace("+84", "0"))) != _PHONE:
        yield "phone"
    if question in _NAMES and len(value) > _LONG_NAME:
        yield "long"
    if _is_bare(value):
        yield "bare"


def _is_bare(text: str) -> bool:
    """Whether it is Vietnamese of several words without a single mark."""
    if not text.isascii() or "@" in text or "/" in text:
        return False
    words = [fold(word) for word in _WORD.findall(text)]
    return len(words) >= _WORDS and all(_SYLLABLE.fullmatch(word) for word in words)


def _of_money(question: str, value: Any, answers: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(value, Mapping) or not isinstance(value.get("dong"), int):
        return
    dong = value["dong"]
    if question.startswith(("plan_finance_revenue", "plan_finance_cost")):
        if 0 < dong < _LEAST_YEAR:
            yield "year"
    elif question in {"price", "plan_market_price"}:
        if not _LEAST_PRICE <= dong <= _MOST_PRICE:
            yield "price"
        elif question == "plan_market_price" and _is_far(value, answers.get("price")):
            yield "far"


def _is_far(one: Mapping[str, Any], other: Any) -> bool:
    """Whether two prices for the same amount are far from each other."""
    if not isinstance(other, Mapping) or not other.get("dong") or one.get("per") != other.get("per"):
        return False
    low, high = sorted((one["dong"], other["dong"]))
    return bool(low) and high > _FAR * low
