"""Who called, and what they said: "bà Tư gọi điện nói đi được", as an officer types it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ocop_domain.activities import FILE, Attendance, Coming
from ocop_domain.data import read_yaml
from ocop_domain.text import fold

_CLAUSE = re.compile(r"[,.;:!\n]+")
_DIGITS = re.compile(r"\d(?:[ .\-]?\d){2,}")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class CallerFound:
    """The guests who fit best; `surely`: nothing that was typed of the person is left over."""

    guests: tuple[Attendance, ...] = ()
    surely: bool = False


def said_by_caller(text: str) -> Coming | None:
    """Whether somebody comes, by the words of another; None where it is not said clearly: a question is no answer."""
    words = _words()
    clauses = [" ".join(_plain(token) for token in _tokens(clause)) for clause in _CLAUSE.split(text)]
    said = ", ".join(filter(None, clauses))  # "không bận, đi được": what is denied ends with its clause
    in_doubt = words["unclear"] + (words["unsigned"] if text.isascii() else [])
    if "?" in text or _has(said, in_doubt):
        return None
    if _has(said, words["away"]):
        return Coming.NO
    return Coming.YES if _has(said, words["comes"]) else None


def meant(text: str, guests: Sequence[Attendance], place: Callable[[Attendance], str]) -> CallerFound:
    """Whom of the guests the text names: by the number of a phone, else by name; the place tells apart who is left."""
    digits = [re.sub(r"\D", "", found).lstrip("0") for found in _DIGITS.findall(text)]
    if digits:
        by_phone = [one for one in guests if one.phone and any(part in one.phone for part in digits)]
        return CallerFound(tuple(by_phone), surely=len(digits) == 1 and len(digits[0]) > _SHORT)
    asked = _named(text)
    names = {one.person: _tokens(one.name) for one in guests}
    rare = Counter(token for tokens in names.values() for token in {fold(each) for each in tokens})
    score = {one.person: sum(1 / rare[fold(w)] for w in asked if _stands(w, names[one.person])) for one in guests}
    best = max(score.values(), default=0)
    if not best:
        return CallerFound()
    hits = [one for one in guests if score[one.person] >= best - _SAME]
    there = [one for one in hits if any(_stands(w, _tokens(place(one))) for w in asked)]
    chosen = there or hits
    known = [*names[chosen[0].person], *_tokens(place(chosen[0]))]
    return CallerFound(tuple(chosen), surely=all(_stands(word, known) for word in asked))


_SHORT = 5
"""Digits from which a number names one phone surely."""
_SAME = 1e-9


def _named(text: str) -> list[str]:
    """What is left of the text when what was said, and how the person is addressed, are taken away."""
    words = _words()
    tokens = _tokens(text)
    plain = " ".join(_plain(token) for token in tokens)
    for phrase in (*words["talk"], *words["away"], *words["comes"], *words["unclear"]):
        plain = re.sub(rf"\b(?:{phrase})\b", lambda found: re.sub(r"\w+", "-", found[0]), plain)
    kept = [token for token, left in zip(tokens, plain.split(), strict=True) if left != "-"]
    while len(kept) > 1 and fold(kept[0]) in words["titles"]:
        kept = kept[1:]
    return kept


def _tokens(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _plain(token: str) -> str:
    """The word without its signs, unless they make another word of it: "Hồng" is a name, "hổng" says no."""
    plain = fold(token)
    signs = _words()["signs"].get(plain)
    return plain if signs is None or token in {plain, *signs} else token


def _stands(word: str, among: Iterable[str]) -> bool:
    """Whether the word is one of these; signs that only one of both has are left aside."""
    plain = fold(word)
    return any(each == word or (plain == fold(each) and plain in {word, each}) for each in among)


def _has(said: str, phrases: Iterable[str]) -> bool:
    return re.search(rf"\b(?:{'|'.join(phrases)})\b", said) is not None


@cache
def _words() -> dict[str, Any]:
    return dict(read_yaml(FILE)["callers"])
