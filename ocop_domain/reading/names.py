"""A name as it is said: without "dạ em tên là" in front and "nha em" behind."""

from __future__ import annotations

from functools import cache

from ocop_domain.reading.vocabulary import vocabulary
from ocop_domain.text import fold
from ocop_domain.writing import several_lines

_EDGES = " ,:.-–"
_COURTESY = frozenset({"dạ", "vâng"})
_OF_SOMEBODY = frozenset({"của", "nhà", "bên", "thì", "này", "nó"})
_THINGS = frozenset({"sản", "phẩm", "sp", "cơ", "sở", "đơn", "vị", "hàng", "món"})


def said_name(raw: str) -> str:
    """The name itself; the whole text where nothing else would be left of it."""
    text = several_lines(raw).strip()
    marked = text.casefold() != fold(text)
    begun = _behind_somebody(_behind_courtesy(text))
    while (shorter := _without(begun, _phrases("before_names", marked), before=True)) != begun:
        begun = shorter
    ended = begun
    while (shorter := _without(ended, _phrases("behind_names", marked), before=False)) != ended:
        ended = shorter
    return ended if any(c.isalnum() for c in ended) else text


def _behind_courtesy(text: str) -> str:
    """Without "dạ" in front, but for the plants that are called so: "dạ cẩm", "Dạ Lan"; "dạ Lan ạ" is she."""
    first, _, rest = text.partition(" ")
    if first.casefold().strip(_EDGES) not in _COURTESY or not rest.strip(_EDGES):
        return text
    words = rest.casefold().split()
    is_plant = vocabulary()["plants_called_da"].get(words[0], marked=True) is not None
    is_polite = vocabulary()["behind_names"].get(words[-1], marked=True) is not None
    return text if is_plant and not is_polite else rest.strip(_EDGES)


def _behind_somebody(text: str) -> str:
    """Behind "chồng tui tên là" and "sản phẩm nhà em là", whoever is meant; else the whole text."""
    words = text.split()
    low = [word.casefold().strip(_EDGES) for word in words]
    persons = {word for phrase in vocabulary()["persons"].spelled for word in phrase.split()}
    at = next((n for n, word in enumerate(low) if word not in persons | _OF_SOMEBODY | _THINGS), 0)
    if not at:
        return text
    is_named = low[at] == "tên" or (low[at] == "là" and not _THINGS.isdisjoint(low[:at]))
    if not is_named or (words[0][:1].isupper() and words[at][:1].isupper()):
        return text
    behind = at + (2 if low[at : at + 2] == ["tên", "là"] else 1)
    return " ".join(words[behind:]).strip(_EDGES) or text


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
