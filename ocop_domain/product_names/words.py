"""The words of product names, from data/product_words, found by how they are written without diacritics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache, cached_property
from typing import Any

from ocop_domain.data import read_yaml
from ocop_domain.spelling import syllables
from ocop_domain.text import fold


class InName(IntEnum):
    """What a phrase is in a name; of two phrases that are written alike the earlier one is meant."""

    FORM = 0
    MATERIAL = 1
    PROCESS = 2
    SHOWN = 3
    BESIDE = 4
    TALK = 5


@dataclass(frozen=True)
class ProductForm:
    """What makes the kind by itself, or with a material of a class."""

    kind: str
    also: tuple[str, ...] = ()
    ask: bool = False
    anywhere: bool = False
    rare: bool = False
    of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Material:
    """A class of what products are made of, and the kind of each state; "" for a state that it has not."""

    name: str
    fresh: str
    processed: str
    ornamental: str = ""
    ask: bool = False


@dataclass(frozen=True)
class Phrase:
    """A phrase as it is written rightly."""

    words: tuple[str, ...]
    part: InName
    form: ProductForm | None = None
    material: Material | None = None


@dataclass(frozen=True)
class ProductWords:
    """All phrases."""

    entries: tuple[Phrase, ...]
    introductions: tuple[str, ...]
    """Folded beginnings after which a person's name stands."""

    @cached_property
    def by_folded(self) -> Mapping[str, tuple[Phrase, ...]]:
        """Phrase without diacritics → what may be meant: forms first, rare ones ("đũa" beside "dừa") last."""
        found: dict[str, list[Phrase]] = defaultdict(list)
        for entry in sorted(self.entries, key=_rank):
            found[fold(" ".join(entry.words))].append(entry)
        return {folded: tuple(entries) for folded, entries in found.items()}

    @cached_property
    def longest(self) -> int:
        return max(len(entry.words) for entry in self.entries)

    @cached_property
    def product_phrases(self) -> Mapping[tuple[str, int], tuple[str, ...]]:
        """First letter and number of words → folded phrases that say what a product is."""
        found: dict[tuple[str, int], list[str]] = defaultdict(list)
        for folded, entries in self.by_folded.items():
            if entries[0].part <= InName.MATERIAL:
                found[folded[0], len(entries[0].words)].append(folded)
        return {key: tuple(phrases) for key, phrases in found.items()}


def _rank(entry: Phrase) -> tuple[bool, InName]:
    return entry.form is not None and entry.form.rare, entry.part


def _several(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _form(row: Mapping[str, Any]) -> ProductForm:
    of = {material: _several(kinds) for material, kinds in row.get("from", {}).items()}
    flags = {name: row.get(name, False) for name in ("ask", "anywhere", "rare")}
    return ProductForm(row["kind"], tuple(row.get("also", ())), of=of, **flags)


def _entries() -> Iterator[Phrase]:
    for row in read_yaml("product_words", "forms.yaml")["forms"]:
        form = _form(row)
        for phrase in row["words"]:
            yield Phrase(tuple(syllables(phrase)), InName.FORM, form=form)
    materials = read_yaml("product_words", "materials.yaml")
    for name, row in materials["classes"].items():
        states = {state: value for state, value in row.items() if state != "words"}
        material = Material(name, **states)
        for phrase in row["words"]:
            yield Phrase(tuple(syllables(phrase)), InName.MATERIAL, material=material)
    talk = read_yaml("product_words", "talk.yaml")
    lists = {
        InName.PROCESS: materials["processes"],
        InName.SHOWN: materials["kept_for_show"],
        InName.BESIDE: talk["beside"],
        InName.TALK: talk["talk"],
    }
    for part, phrases in lists.items():
        for phrase in phrases:
            yield Phrase(tuple(syllables(phrase)), part)


@cache
def product_words() -> ProductWords:
    """The phrases of the data files."""
    introductions = read_yaml("product_words", "talk.yaml")["introductions"]
    return ProductWords(tuple(_entries()), tuple(fold(words) for words in introductions))
