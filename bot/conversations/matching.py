"""Typed words for a pressed button: a number, the label, with or without diacritics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.conversations.form import Option
from ocop_domain.text import fold


def match(text: str, options: Sequence[Option], shown: Sequence[Option]) -> Option | None:
    """The option that `text` names: its number among those shown, its label, or the only one it is in."""
    typed = text.strip().rstrip(".)")
    if typed.isdecimal():
        first = [(fold(o.label).split() or [""])[0] for o in options]
        named = [o for o, word in zip(options, first, strict=True) if word == typed]
        if len(named) == 1 and all(word.isdecimal() for word in first):  # "3" is "3 sao", wherever it stands
            return named[0]
        printed = [o for o in options if o.label.startswith(f"{typed}. ")]
        if len(printed) == 1:  # a list that is longer than a screen goes on counting on the next one
            return printed[0]
        number = int(typed)
        if len(typed) <= 3 and 1 <= number <= len(shown):
            return shown[number - 1]
    asked = fold(text)
    if not asked:
        return None
    labels = [(fold(o.label), o) for o in options]
    for test in (_equal, _first_words, _begins, _holds, _initials):
        found = [o for label, o in labels if test(asked, label)]
        if len(found) == 1:
            return found[0]
    return None


def says(text: str, words: Iterable[str]) -> bool:
    """Whether the text is one of the words, with or without diacritics."""
    asked = fold(text)
    return bool(asked) and any(asked == fold(word) for word in words)


def _equal(asked: str, label: str) -> bool:
    return asked == label


def _first_words(asked: str, label: str) -> bool:
    return label.startswith(f"{asked} ")  # "hộ" is "Hộ sản xuất", though "Hợp tác xã" begins with the letters too


def _begins(asked: str, label: str) -> bool:
    return len(asked) >= 2 and label.startswith(asked)


def _holds(asked: str, label: str) -> bool:
    """All words of the text stand in the label, or the whole label in the text."""
    words = label.split()
    return (len(asked) >= 3 and all(w in words for w in asked.split())) or (
        len(label) >= 3 and f" {label} " in f" {asked} "
    )


def _initials(asked: str, label: str) -> bool:
    """HTX is "Hợp tác xã", as everybody writes it."""
    return len(asked) >= 3 and asked == "".join(word[0] for word in label.split())
