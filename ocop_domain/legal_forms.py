"""Which legal form people mean when they write what they are: HKD, cơ sở, cty TNHH, HTX, "nhà em làm"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ocop_domain.data import read_yaml
from ocop_domain.spelling import left_out, syllables
from ocop_domain.text import fold

_LONGEST = 6


@dataclass(frozen=True)
class _Words:
    """Phrases as they are written rightly, by how they are written without diacritics; what denies, what asks."""

    forms: Mapping[str, tuple[tuple[str, ...], str]]
    denied: frozenset[str]
    asked: frozenset[str]


@cache
def _words() -> _Words:
    raw = read_yaml("legal_forms.yaml")
    forms = {
        fold(phrase): (tuple(syllables(phrase)), form) for form, phrases in raw["forms"].items() for phrase in phrases
    }
    return _Words(forms, frozenset(map(fold, raw["denied"])), frozenset(map(fold, raw["asked"])))


def legal_form_named(text: str) -> str | None:
    """The only legal form that a text names; None where it names none or several, denies it, or asks about it."""
    named = legal_forms_named(text)
    return named.pop() if len(named) == 1 else None


def legal_forms_named(text: str) -> set[str]:
    """All legal forms that a text names; none where it asks about them."""
    known = _words()
    if text.rstrip().endswith("?") or any(f" {asked} " in f" {fold(text)} " for asked in known.asked):
        return set()
    words = syllables(text)
    named: set[str] = set()
    at = 0
    while at < len(words):
        form, length = _longest(words[at:], known)
        if form and not _is_denied(words[:at], known):
            named.add(form)
        at += length
    return named


def _longest(words: Sequence[str], known: _Words) -> tuple[str, int]:
    """The form of the longest phrase that begins here, and its length."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        typed = words[:length]
        meant, form = known.forms.get(fold(" ".join(typed)), ((), ""))
        if form and _is_written(typed, meant):
            return form, length
    return "", 1


def _is_written(typed: Sequence[str], meant: Sequence[str]) -> bool:
    """Marks may be left out but not changed; a single word has all of them ("ho" may be they)."""
    lost = [left_out(one, other) for one, other in zip(typed, meant, strict=True)]
    return None not in lost and (len(typed) > 1 or lost == [0])


def _is_denied(before: Sequence[str], known: _Words) -> bool:
    return any(fold(" ".join(before[-count:])) in known.denied for count in (1, 2, 3))
