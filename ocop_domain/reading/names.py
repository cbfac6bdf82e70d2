"""A name as it is said: without "dạ em tên là" in front and "nha em" behind."""

from __future__ import annotations

from functools import cache

from ocop_domain.reading.vocabulary import vocabulary
from ocop_domain.text import fold
from ocop_domain.writing import several_lines

_EDGES = " ,:.-–"


def said_name(raw: str) -> str:
    """The name itself; the whole text where nothing else would be left of it."""
    text = several_lines(raw).strip()
    marked = text.casefold() != fold(text)
    begun = text
    while (shorter := _without(begun, _phrases("before_names", marked), before=True)) != begun:
        begun = shorter
    ended = begun
    while (shorter := _without(ended, _phrases("behind_names", marked), before=False)) != ended:
        ended = shorter
    return ended if any(c.isalnum() for c in ended) else text


@cache
def _phrases(name: str, marked: bool) -> tuple[str, ...]:
    """The longest first; without diacritics only those of two words: one of them may be the name."""
    spelled = vocabulary()[name].spelled
    plain = [fold(phrase) for phrase in spelled if len(phrase.split()) > 1]
    return tuple(sorted(spelled if marked else plain, key=len, reverse=True))


def _without(text: str, phrases: tuple[str, ...], *, before: bool) -> str:
    low = text.casefold()
    for phrase in phrases:
        rest = text[len(phrase) :] if before else text[: -len(phrase)]
        at_edge = low.startswith(phrase) if before else low.endswith(phrase)
        edge = rest[:1] if before else rest[-1:]
        if at_edge and edge and not edge.isalnum() and not _is_title(text[: len(phrase)], before=before):
            return rest.strip(_EDGES) or text
    return text


def _is_title(words: str, *, before: bool) -> bool:
    """Whether the words themselves are written as a name: "Mình Bán Mắm" is a brand."""
    return before and " " in words and all(word[0].isupper() for word in words.split()) and not words.isupper()
