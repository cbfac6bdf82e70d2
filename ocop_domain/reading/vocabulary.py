"""The words of `data/reading/words.yaml`, looked up as people spell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ocop_domain.data import read_yaml
from ocop_domain.text import fold

LONGEST = 3
"""Words in the longest phrase."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases with their values: in full spelling, and without diacritics for texts that have none at all."""

    spelled: Mapping[str, Any] = field(default_factory=dict)
    plain: Mapping[str, Any] = field(default_factory=dict)

    def get(self, phrase: str, *, marked: bool) -> Any:
        """The value of a phrase (lower case); `marked`: the text it stands in has diacritics, so that they count."""
        found = self.spelled.get(phrase)
        return found if found is not None or marked else self.plain.get(phrase)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every list of the file by its name; `units` gives the name under which a unit is shown."""

    lists: Mapping[str, Phrases]
    spelled: Mapping[str, Mapping[str, Any]]
    """By phrase: its value in each list that has it."""
    plain: Mapping[str, Mapping[str, Any]]
    sizes: frozenset[str]
    weights: Mapping[str, int]
    attached: frozenset[str]
    beginnings: frozenset[str]
    """The first words of all phrases: where another word stands, nothing need be looked up."""

    def __getitem__(self, name: str) -> Phrases:
        return self.lists[name]


@cache
def vocabulary() -> Vocabulary:
    """Read once."""
    raw = read_yaml("reading", "words.yaml")
    sizes, weights, attached = raw.pop("sizes"), raw.pop("weights"), raw.pop("attached_scales")
    units = {word: name for name, words in raw.pop("units").items() for word in words}
    things = {word: word for word in (*raw["containers"], *raw["pieces"])}
    lists = {name: _phrases(_pairs(words)) for name, words in raw.items()}
    lists["units"] = _phrases((*things.items(), *units.items()))
    spelled: dict[str, dict[str, Any]] = {}
    plain: dict[str, dict[str, Any]] = {}
    for name, phrases in lists.items():
        for phrase, value in phrases.spelled.items():
            spelled.setdefault(phrase, {})[name] = value
        for phrase, value in {**phrases.plain, **phrases.spelled}.items():
            plain.setdefault(phrase, {})[name] = value
    beginnings = frozenset(phrase.partition(" ")[0] for phrase in (*spelled, *plain))
    return Vocabulary(lists, spelled, plain, frozenset(sizes), weights, frozenset(attached), beginnings)


def _pairs(words: Mapping[str, Any] | Iterable[str]) -> list[tuple[str, Any]]:
    if isinstance(words, Mapping):
        return list(words.items())
    return [(word, word) for word in words]


def _phrases(pairs: Iterable[tuple[str, Any]]) -> Phrases:
    """Two phrases that are one without diacritics have no value there: can (jerrycan) is not cân (kilogram)."""
    spelled = {phrase.casefold(): value for phrase, value in pairs}
    plain: dict[str, Any] = {}
    twice = set()
    for phrase, value in spelled.items():
        bare = fold(phrase) or phrase
        if plain.setdefault(bare, value) != value:
            twice.add(bare)
    return Phrases(spelled, {bare: value for bare, value in plain.items() if bare not in twice})
