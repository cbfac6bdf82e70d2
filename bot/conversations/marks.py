"""Numbers of a list as people type them, with the words that say why: "15, 16 và 19 thiếu ảnh bao bì"."""

from __future__ import annotations

import re
from typing import NamedTuple

_FILLER = r"(?:câu|cau|mục|muc|phần|phan|số|so|các|cac|cả|ca|từ|tu|trả|tra|lại|lai|items?|from|answers?)"
_JOIN = r"(?:,|;|\.(?=\s)|\+|&|/|và|va|với|voi|cùng|cung|and)"
_TO = r"(?:đến|den|tới|toi|->|-|–|—|to)"
_NUMBER = r"(?<!\d)\d{1,2}(?!\d)"
_ONE = rf"{_NUMBER}(?:\s*{_TO}\s*{_NUMBER})?"
_NUMBERS = rf"(?:{_FILLER}\s+)*{_ONE}(?:\s*(?:{_JOIN}\s*)*\s*(?:{_FILLER}\s+)*{_ONE})*"
_AHEAD = re.compile(rf"\s*(?P<numbers>{_NUMBERS})(?![\d.,]*\d|\w)(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_BEHIND = re.compile(
    rf"(?P<rest>.*?)(?:\bở|\bo|\btại|\btai|\bat)?\s*(?P<numbers>(?:{_FILLER}\s+)+{_ONE}(?:\s*(?:{_JOIN}\s*)*{_ONE})*)[\s.!]*",
    re.IGNORECASE | re.DOTALL,
)
_RANGE = re.compile(rf"(\d+)\s*{_TO}\s*(\d+)|(\d+)", re.IGNORECASE)


class Marked(NamedTuple):
    """The numbers, in the order in which they were named, and what was said beside them."""

    numbers: tuple[int, ...]
    words: str


def marked(text: str) -> Marked:
    """What was typed: numbers at the beginning with words behind, or words with "câu 15, 16" at the end."""
    found = _AHEAD.fullmatch(text.strip()) or _BEHIND.fullmatch(text.strip())
    if found is None:
        return Marked((), text.strip())
    return Marked(_numbers(found["numbers"]), found["rest"].strip(" \t\n,;:.-–—"))


def _numbers(text: str) -> tuple[int, ...]:
    numbers: dict[int, None] = {}
    for first, last, alone in _RANGE.findall(text):
        start, end = (int(alone), int(alone)) if alone else (int(first), int(last))
        low, high = sorted((start, end))
        numbers |= dict.fromkeys(range(low, high + 1))
    return tuple(numbers)
