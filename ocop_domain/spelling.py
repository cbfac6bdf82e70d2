"""Whether typed words may mean others: their marks may be left out, never changed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ocop_domain.text import D, fold

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Grave, acute, tilde, hook, dot: they belong to the syllable, wherever they stand (hoà, hòa)."""
_WORD = re.compile(r"[^\W_]+")


def syllables(text: str) -> list[str]:
    """The words of a text in lower case, with their marks."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


@lru_cache(maxsize=16384)
def _marks(syllable: str) -> tuple[str, frozenset[tuple[int, str]]]:
    """The tone, and the marks of the letters: (place, mark)."""
    tone, shapes, place = "", set(), -1
    for sign in unicodedata.normalize("NFD", syllable):
        if not unicodedata.combining(sign):
            place += 1
            if sign.translate(D) != sign:
                shapes.add((place, "đ"))
        elif sign in _TONES:
            tone = sign
        else:
            shapes.add((place, sign))
    return tone, frozenset(shapes)


def left_out(typed: str, meant: str) -> int | None:
    """How many marks of `meant` were not typed; None where another mark stands (cảm is no cam, bơ no bò)."""
    if fold(typed) != fold(meant):
        return None
    (tone, shapes), (wanted_tone, wanted) = _marks(typed), _marks(meant)
    if tone not in ("", wanted_tone) or not shapes <= wanted:
        return None
    return (tone != wanted_tone) + len(wanted - shapes)


def is_plain(text: str) -> bool:
    """Whether a text has no diacritics at all."""
    return all(word == fold(word) for word in syllables(text))


def stands_in(text: str, name: str) -> bool:
    """Whether the words of a name stand in a text, with marks left out but none changed; numbers are not looked at."""
    typed, meant = syllables(text), syllables(name)
    if name.isdecimal():
        return True
    starts = range(len(typed) - len(meant) + 1)
    return any(all(left_out(typed[at + i], word) is not None for i, word in enumerate(meant)) for at in starts)
