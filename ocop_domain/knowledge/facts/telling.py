"""What a fact says: sentences of `data/facts.yaml` by key, with their figures, and the place they were taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ocop_domain.areas import Areas
from ocop_domain.data import read_yaml
from ocop_domain.programmes import Programme

FILE = "facts.yaml"
MOST_LINES = 5
LONGEST = 420
"""Characters of an answer: more is no answer on a phone."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence by its key, and what is put into it: days, numbers, names."""

    key: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Told:
    """A whole answer; `source` names the section, and the document stands before it."""

    lines: tuple[Line, ...]
    source: str


@dataclass(frozen=True, slots=True)
class AskedFact:
    """What a fact may look at: the programme, the day, who asks and where, and the words of the question."""

    programme: Programme
    day: date
    areas: Areas
    text: str = ""
    role: str = ""
    area: str = ""
    about: str = ""
    """What stands behind the fact's name, for instance the id of a duty."""


def line(key: str, **params: object) -> Line:
    return Line(key, params)


def said(told: Told, language: str) -> str:
    """The answer in a language: as many of its lines as fit, the first always."""
    texts = _texts()
    lines = [texts[row.key][language].format(**_shown(row.params, language)) for row in told.lines]
    kept = [lines[0]]
    for text in lines[1:MOST_LINES]:
        if sum(map(len, kept)) + len(text) + len(kept) <= LONGEST:
            kept.append(text)
    return "\n".join(kept)


def keys() -> frozenset[str]:
    """Every sentence that there is."""
    return frozenset(_texts())


def word(kind: str, name: str) -> Line:
    """A word of the trade by its name in the data, to be put into another sentence."""
    return Line(f"{kind}-{name}", {})


def _shown(params: Mapping[str, object], language: str) -> dict[str, Any]:
    return {name: _one(value, language) for name, value in params.items()}


def _one(value: object, language: str) -> object:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"{value:g}".replace(".", "," if language == "vi" else ".")
    if isinstance(value, Line):
        return _texts()[value.key][language].format(**_shown(value.params, language))
    if isinstance(value, Mapping):  # a text by language
        return value[language]
    if isinstance(value, tuple):
        return ", ".join(str(_one(part, language)) for part in value)
    return value


@cache
def _texts() -> dict[str, dict[str, str]]:
    """Sentences and words by key."""
    return {str(key): row for key, row in read_yaml(FILE)["texts"].items()}
