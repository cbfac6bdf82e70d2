"""Whether somebody tells of a difficulty, without asking anything."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ocop_domain.data import read_yaml
from ocop_domain.text import fold

_WORD = re.compile(r"[^\W_]+")
_MORE = 2
"""Words that say what the difficulty is, where the phrase alone does not."""


def tells_trouble(text: str) -> bool:
    """Whether a difficulty is named: "đang kẹt vốn quá", but not "tôi gặp khó khăn" without what it is."""
    said = f" {_plain(text)} "
    plain, general, beside = _phrases()
    if any(f" {phrase} " in said for phrase in plain):
        return True
    told = next((phrase for phrase in general if f" {phrase} " in said), "")
    rest = said.replace(f" {told} ", " ").split() if told else []
    return sum(word not in beside for word in rest) >= _MORE


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


@cache
def _phrases() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """What tells a difficulty alone; what needs more words, the longest first; words that say nothing of it."""
    raw = read_yaml("asking.yaml")["troubles"]
    return _longest(raw["plain"]), _longest(raw["general"]), frozenset(map(_plain, raw["beside"]))


def _longest(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(map(_plain, phrases), key=lambda phrase: (-len(phrase), phrase)))
