"""Which of several things a text names, as people call them; what it denies or asks about is apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ocop_domain.data import read_yaml
from ocop_domain.spelling import left_out, syllables
from ocop_domain.text import fold


@dataclass(frozen=True)
class Wordings:
    """Phrases as they are written rightly, by how they are written without diacritics, each with what it names."""

    phrases: Mapping[str, tuple[tuple[str, ...], str]]
    longest: int

    @staticmethod
    def of(called: Mapping[str, Iterable[str]]) -> Wordings:
        """From the phrases of each thing."""
        known = {
            fold(phrase): (tuple(syllables(phrase)), name) for name, phrases in called.items() for phrase in phrases
        }
        return Wordings(known, max((len(words) for words, _ in known.values()), default=0))

    def named(self, text: str) -> set[str]:
        """All that a text names; nothing where it asks about it."""
        return self._found(text)[0]

    def denied(self, text: str) -> set[str]:
        """All that a text names only to say that it is not meant: "chưa xuất khẩu"."""
        named, denied = self._found(text)
        return denied - named

    def _found(self, text: str) -> tuple[set[str], set[str]]:
        named: set[str] = set()
        denied: set[str] = set()
        if _asks(text):
            return named, denied
        words = syllables(text)
        at = 0
        while at < len(words):
            name, length = self._at(words[at:])
            if name:
                (denied if _is_denied(words[:at]) else named).add(name)
            at += length
        return named, denied

    def _at(self, words: Sequence[str]) -> tuple[str, int]:
        """What the longest phrase that begins here names, and its length."""
        for length in range(min(self.longest, len(words)), 0, -1):
            typed = words[:length]
            meant, name = self.phrases.get(fold(" ".join(typed)), ((), ""))
            if name and _is_written(typed, meant):
                return name, length
        return "", 1


def _is_written(typed: Sequence[str], meant: Sequence[str]) -> bool:
    """Marks may be left out but not changed; a single word has all of them ("ho" may be they)."""
    lost = [left_out(one, other) for one, other in zip(typed, meant, strict=True)]
    return None not in lost and (len(typed) > 1 or lost == [0])


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    raw = read_yaml("wordings.yaml")
    return frozenset(map(fold, raw["denied"])), frozenset(map(fold, raw["asked"]))


def _asks(text: str) -> bool:
    _, asked = _words()
    return text.rstrip().endswith("?") or any(f" {words} " in f" {fold(text)} " for words in asked)


def _is_denied(before: Sequence[str]) -> bool:
    denied, _ = _words()
    return any(fold(" ".join(before[-count:])) in denied for count in (1, 2, 3))
