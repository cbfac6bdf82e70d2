"""Points by their number and nothing else: which star they make."""

from __future__ import annotations

import re
from functools import cache

from ocop_domain.data import read_yaml
from ocop_domain.errors import Refusal
from ocop_domain.reading.counts import read_integer
from ocop_domain.text import fold

BANDS = "bands"
"""The fact that tells which star so many points make."""
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)?")
_POINTS = "diem"
_LONGEST_FIRST = (4, 3, 2, 1)
"""Words that a number may have: "sáu mươi hai"."""
_MOST = 100


def asked_of_points(text: str) -> int | None:
    """The points of a question such as "75 điểm được mấy sao"; None where it asks for anything else, too."""
    words = _WORD.findall(text.casefold())
    plain = [fold(word) for word in words]
    at = next((number for number, word in enumerate(plain) if word == _POINTS), 0)
    for length in _LONGEST_FIRST:
        start = at - length
        points = _number(" ".join(words[start:at])) if start >= 0 else None
        if points is not None:
            rest = {*plain[:start], *plain[at + 1 :]}
            return points if rest <= _beside() and rest & _STARS else None
    return None


def _number(text: str) -> int | None:
    try:
        return read_integer(text, 0, _MOST)
    except Refusal:
        return None


_STARS = frozenset({"sao", "hang"})


@cache
def _beside() -> frozenset[str]:
    """What people say beside the number, and nothing else is asked by it."""
    return frozenset(fold(word) for word in read_yaml("asking.yaml")["of_points"])
