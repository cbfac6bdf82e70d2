"""Text as people type it: without diacritics, in any case, with any punctuation."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_LONGEST_NAME = 60
D = str.maketrans("đðɖ", "ddd")
"""Đ, and what old keyboards and other alphabets have in its place: it looks the same."""
_NUMBER_OR_WORD = re.compile(r"\d+|[^\W\d_]+")


class _Bare(dict[int, int | None]):
    """What becomes of each character: marks go, Đ is D. Filled as they are met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else D.get(code, code)
        return self[code]


_BARE = _Bare()


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The same words without diacritics, case and punctuation: "Xã Đất  Mũi," gives "xa dat mui"."""
    if text.isascii():
        return " ".join(_WORD.findall(text.lower()))
    marked = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
    return " ".join(_WORD.findall(marked.translate(_BARE)))


@lru_cache(maxsize=8192)
def natural_key(text: str) -> tuple[tuple[bool, int, str], ...]:
    """A sort key that puts numbers before words and 2 before 10."""
    return tuple(
        (False, int(token), "") if token.isdecimal() else (True, 0, token)
        for token in _NUMBER_OR_WORD.findall(fold(text))
    )


def file_name(*parts: str) -> str:
    """What a file is called that every machine can write: ("Mẫu 02", "Tôm khô") gives "mau-02-tom-kho".

    Without an ending: that is told by the content.
    """
    words = "".join(c if c.isascii() else " " for c in fold(" ".join(parts))).split()
    return "-".join(words)[:_LONGEST_NAME].rstrip("-")
