"""Cuts a name into the longest phrases of data/product_words, from the left; a slip of the finger is forgiven."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ocop_domain.product_names.words import InName, Phrase, ProductForm, ProductWords
from ocop_domain.spelling import left_out, syllables
from ocop_domain.text import fold

_LONG = 5
"""A shorter text is too near to others to be taken for one of them."""
_SLIP_WORDS = 3
_MOST_WORDS = 24
"""More words than that are a story; the name of a product stands at its beginning."""


@dataclass(frozen=True)
class NameToken:
    """A phrase of the text and what it may be; nothing where it is not known."""

    entries: tuple[Phrase, ...] = ()
    slip: bool = False
    alone: bool = False
    """One syllable, in a text without diacritics: many words are written so."""

    def has(self, part: InName) -> bool:
        return any(entry.part == part for entry in self.entries)

    @property
    def is_product(self) -> bool:
        return self.has(InName.FORM) or self.has(InName.MATERIAL)

    @property
    def is_only_talk(self) -> bool:
        return bool(self.entries) and all(entry.part == InName.TALK for entry in self.entries)

    @property
    def is_short(self) -> bool:
        return all(len(entry.words) == 1 for entry in self.entries)

    @property
    def forms(self) -> list[ProductForm]:
        return [entry.form for entry in self.entries if entry.form]

    @property
    def is_strong(self) -> bool:
        """Whether it decides behind other words too."""
        return not self.slip and any(form.anywhere for form in self.forms)


def tokens_of(text: str, known: ProductWords, *, plain: bool) -> Iterator[NameToken]:
    """The longest phrases from the left."""
    words = syllables(text)[:_MOST_WORDS]
    at, met = 0, False
    while at < len(words):
        token, length = _longest(words[at : at + known.longest], known, plain=plain)
        slips = not token.entries or not _is_known(words[at + length :], known, plain=plain)
        if slips and not met and not token.is_product:
            token, length = _nearest(words[at : at + _SLIP_WORDS], known) or (token, length)
        met = met or token.is_product
        at += length
        yield token


def _is_known(words: Sequence[str], known: ProductWords, *, plain: bool) -> bool:
    """Whether what begins here is a phrase, or nothing is left."""
    return not words or bool(_longest(words[: known.longest], known, plain=plain)[0].entries)


def _longest(words: Sequence[str], known: ProductWords, *, plain: bool) -> tuple[NameToken, int]:
    for length in range(len(words), 0, -1):
        typed = words[:length]
        entries = known.by_folded.get(fold(" ".join(typed)), ())
        fitting = [(lost, e) for e in entries if (lost := _lost(typed, e.words, plain=plain)) is not None]
        if fitting:
            least = min(lost for lost, _ in fitting)
            entries = tuple(e for lost, e in fitting if lost == least or plain)
            return NameToken(entries, alone=plain and length == 1), length
    return NameToken(), 1


def _lost(typed: Sequence[str], meant: Sequence[str], *, plain: bool) -> int | None:
    """How many marks were left out; one word alone may lack them only where the whole text has none."""
    lost = [left_out(one, other) for one, other in zip(typed, meant, strict=True)]
    missing = [count for count in lost if count is not None]
    if len(missing) < len(lost):
        return None
    if sum(missing) and len(typed) == 1 and not plain:
        return None
    return sum(missing)


def _nearest(words: Sequence[str], known: ProductWords) -> tuple[NameToken, int] | None:
    """What is meant by a slip of the finger, and of how many words."""
    for length in range(len(words), 0, -1):
        typed = fold(" ".join(words[:length]))
        if len(typed) < _LONG or (length == 1 and typed != words[0]):
            continue
        phrases = known.product_phrases.get((typed[0], length), ())
        hit = process.extractOne(typed, phrases, scorer=OSA.distance, score_cutoff=1)
        if hit:
            return NameToken(known.by_folded[hit[0]], slip=True), length
    return None
