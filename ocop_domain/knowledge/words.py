"""What somebody typed, as words that can be compared: each without and, where it has them, with its diacritics.

With its diacritics a word is written as the keyboards write it (Telex): "nộp" is "noopj". So the two places where a
tone may stand ("hòa", "hoà") are one, and what a keyboard left undone ("noopj") is the word that was meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from ocop_domain.data import read_yaml
from ocop_domain.text import fold

_TOKEN = re.compile(r"[^\W_]+(?:&[^\W_]+)?")
_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_SHAPES = {"\u0302": "", "\u0306": "w", "\u031b": "w"}
_LAST_Y = re.compile(r"^([bdghklmst]|th|ph|qu)y$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `plain` without diacritics, `marked` as the keyboards write it, "" when it was typed without any."""

    plain: str
    marked: str = ""
    weak: bool = False
    """It is in every question and decides nothing alone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was asked: the words that say something, in order, and the concepts that they name."""

    words: tuple[Word, ...]
    concepts: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    """Those of the concepts that say what kind of thing is asked for: a day, a person, a place."""
    specials: tuple[str, ...] = ()
    """The special cases that are named: what holds for them alone is not the answer when nobody named them."""

    spelled: bool = False
    """It was typed with diacritics: a word without any has none."""

    @property
    def plain(self) -> tuple[str, ...]:
        return tuple(word.plain for word in self.words)

    @property
    def pairs(self) -> tuple[str, ...]:
        """Neighbours taken together: a word of Vietnamese is often two syllables."""
        plain = self.plain
        return tuple(f"{first}_{second}" for first, second in pairwise(plain))


def read(text: str) -> Reading:
    """The words of a question as they are searched; nothing is left of what says nothing."""
    return _lexicon().read(text)


@lru_cache(maxsize=4096)
def telex(word: str) -> str:
    """A word as the keyboards write it; the same letters for every way to write its tone."""
    letters: list[str] = []
    tone = ""
    for char in unicodedata.normalize("NFD", word.casefold()):
        if char in _TONES:
            tone = _TONES[char]
        elif char == "\u0302":
            letters.append(letters[-1])
        else:
            letters.append(_SHAPES.get(char, "dd" if char in "đð" else char))
    return "".join(letters) + tone


Phrase = tuple[str, ...]


class _Phrases:
    """Names by phrases of one or more words; the longest that begins at a word is found."""

    def __init__(self, named: Iterable[tuple[Phrase, str]]) -> None:
        self._names: dict[Phrase, list[str]] = {}
        self._lengths: dict[str, list[int]] = {}
        for phrase, name in named:
            self._names.setdefault(phrase, []).append(name)
        for phrase in self._names:
            self._lengths.setdefault(phrase[0], []).append(len(phrase))
        for first, lengths in self._lengths.items():
            self._lengths[first] = sorted(set(lengths), reverse=True)

    def __contains__(self, phrase: Phrase) -> bool:
        return phrase in self._names

    def __iter__(self) -> Iterator[Phrase]:
        return iter(self._names)

    def at(self, words: Sequence[str], position: int) -> Iterator[tuple[int, list[str]]]:
        """The phrases that begin there, the longest first: how long, and what they stand for."""
        for length in self._lengths.get(words[position], ()):
            if found := self._names.get(tuple(words[position : position + length])):
                yield length, found

    def all_in(self, words: Sequence[str]) -> set[str]:
        """What all phrases in there stand for."""
        begins = [at for at, word in enumerate(words) if word in self._lengths]
        return {name for at in begins for _, names in self.at(words, at) for name in names}

    def longest(self, words: Sequence[str], position: int) -> tuple[int, str]:
        if words[position] not in self._lengths:
            return 0, ""
        return next(((length, found[0]) for length, found in self.at(words, position)), (0, ""))


class _Lexicon:
    """The data file, ready to be looked up."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._spellings = _Phrases([*_named({name: [name] for name in raw["spellings"]}), *_named(raw["spellings"])])
        self._concepts = _Phrases(_named(raw["concepts"]))
        self._kinds = frozenset(raw["kinds"])
        self._specials = _Phrases(_named(raw["specials"]))
        self._fillers = _Phrases((phrase, "") for phrase in _variants(raw["fillers"]))
        self._weak = _Phrases((phrase, "") for phrase in _variants(raw["weak"]))
        single = (phrase[0] for phrases in (self._weak, self._fillers) for phrase in phrases if len(phrase) == 1)
        self._weak_plain = {fold(word) for word in single}

    def read(self, text: str) -> Reading:
        spelt = self._written_over(_tokens(text))
        said = self._without_fillers(spelt) or spelt
        concepts = self._concepts.all_in(said)
        kinds, specials = concepts & self._kinds, self._specials.all_in(said)
        concepts_, kinds_, specials_ = (tuple(sorted(found)) for found in (concepts, kinds, specials))
        return Reading(tuple(self._words(said)), concepts_, kinds_, specials_, spelled=not text.isascii())

    def _written_over(self, typed: Sequence[str]) -> list[str]:
        found: list[str] = []
        position = 0
        while position < len(typed):
            length, becomes = self._spellings.longest(typed, position)
            found += becomes.split() if length else [typed[position]]
            position += length or 1
        return found

    def _without_fillers(self, words: Sequence[str]) -> list[str]:
        found: list[str] = []
        position = 0
        while position < len(words):
            length, _ = self._fillers.longest(words, position)
            if not length:
                found.append(words[position])
            position += length or 1
        return found

    def _words(self, said: Sequence[str]) -> Iterator[Word]:
        weak = set(self._weak_positions(said))
        for position, token in enumerate(said):
            if (word := _word(token, position in weak)).plain:
                yield word

    def _weak_positions(self, said: Sequence[str]) -> Iterator[int]:
        for position, token in enumerate(said):
            if token.isascii() and token in self._weak_plain:
                yield position
            length, _ = self._weak.longest(said, position)
            yield from range(position, position + length)


@lru_cache(maxsize=8192)
def _word(token: str, weak: bool) -> Word:
    """The same word is the same object: thousands of wordings say few words."""
    return Word(_even(fold(token)), "" if token.isascii() else telex(token), weak)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFC", text).casefold())


def _even(plain: str) -> str:
    """Ký and kí, lý and lí are one word."""
    return f"{plain[:-1]}i" if _LAST_Y.match(plain) else plain


def _named(raw: Mapping[str, Iterable[object]]) -> Iterator[tuple[Phrase, str]]:
    for name, variants in raw.items():
        for phrase in _variants(variants):
            yield phrase, str(name)


def _variants(raw: Iterable[object]) -> Iterator[Phrase]:
    """Each phrase as typed; several words together also without diacritics."""
    for text in raw:
        yield (typed := tuple(_tokens(str(text))))
        if len(typed) > 1:
            yield tuple(_even(fold(word)) for word in typed)
            yield tuple(fold(word) for word in typed)


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon(read_yaml("asking.yaml"))
