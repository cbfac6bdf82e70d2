"""Takes out of a question what is about the one who asked it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ocop_domain.text import fold

_REACHED = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\+?\d(?:[ .-]?\d){8,14}")
"""An e-mail address, a phone, the number of an identity card."""
_WORD = re.compile(r"[^\W_]+")
LEFT_OUT = "…"


def without_personal(text: str, names: Iterable[str] = ()) -> str:
    """The text without addresses, long numbers and these names, each shown as left out."""
    said = _REACHED.sub(LEFT_OUT, text)
    for name in sorted(names, key=len, reverse=True):
        said = _without(said, [fold(word) for word in _WORD.findall(name)])
    return said


def _without(text: str, name: list[str]) -> str:
    """The text without each place where these words follow one another, with or without their diacritics."""
    found = list(_WORD.finditer(text))
    plain = [fold(word.group()) for word in found]
    for at in range(len(found) - len(name), -1, -1):
        if name and plain[at : at + len(name)] == name:
            text = f"{text[: found[at].start()]}{LEFT_OUT}{text[found[at + len(name) - 1].end() :]}"
    return text
