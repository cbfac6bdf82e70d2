"""Questions in English: the most asked ones have wordings of their own, and an index of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from ocop_domain.data import read_yaml
from ocop_domain.knowledge.entries import Entry
from ocop_domain.knowledge.index import EntryHit, Index

_FEWEST = 2
"""English words that make a text English: one alone may be anything."""
_WORD = re.compile(r"[a-z]+")


def is_english(text: str) -> bool:
    """Whether a text is English rather than Vietnamese without diacritics."""
    words = set(_WORD.findall(text.casefold()))
    return text.isascii() and len(words & _words()) >= _FEWEST


def wordings_of(entry: Entry) -> Sequence[str]:
    """How an entry is asked for in English; nothing where it is known in Vietnamese alone."""
    return _asked().get(entry.id, ())


def found_in_english(text: str, entries: tuple[Entry, ...]) -> list[EntryHit]:
    """The entries that answer a question in English, the best first."""
    _, hits = _index(entries).search(text)
    by_id = {entry.id: entry for entry in entries}
    return [replace(hit, entry=by_id[hit.entry.id]) for hit in hits]


@lru_cache(maxsize=24)
def _index(entries: tuple[Entry, ...]) -> Index:
    asked = ((entry, tuple(wordings_of(entry))) for entry in entries)
    return Index([replace(entry, asked=wordings, answer={}) for entry, wordings in asked if wordings])


@cache
def _asked() -> Mapping[str, Sequence[str]]:
    asked: Mapping[str, Sequence[str]] = read_yaml("english.yaml")["asked"]
    return asked


@cache
def _words() -> frozenset[str]:
    return frozenset(read_yaml("english.yaml")["words"])
