"""A text as it is compared: with its diacritics if it has any, without them if it has none."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ocop_domain.text import fold

_WORD = re.compile(r"[^\W_]+")
_TONES = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ", "õe": "oẽ",
          "ọe": "oẹ", "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ"}  # fmt: skip
_TONE = re.compile("|".join(_TONES))
"""The tone on the first or the second vowel: both are written."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of a text, as spelled and without diacritics. `marked`: some word has diacritics."""

    words: tuple[str, ...]
    plain: tuple[str, ...]
    marked: bool

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def same(self, other: Spoken) -> bool:
        """Whether both are the same words: chưa is not chua, but chua may be chưa where nothing has diacritics."""
        return self.words == other.words if self.marked else self.plain == other.plain

    def since(self, start: int, end: int | None = None) -> Spoken:
        """A part of it; whether diacritics count stays as it is."""
        return Spoken(self.words[start:end], self.plain[start:end], self.marked)

    def spells(self, other: Spoken) -> bool:
        """Whether it is the same in full spelling."""
        return self.words == other.words


@lru_cache(maxsize=4096)
def spoken(text: str) -> Spoken:
    """The words of a text."""
    low = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    words = tuple(_WORD.findall(_TONE.sub(lambda found: _TONES[found[0]], low)))
    plain = tuple(fold(word) or word for word in words)
    return Spoken(words, plain, words != plain)
