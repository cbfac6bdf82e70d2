"""What an item is called in English, and how it is asked in plain words: our own, no decision has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from ocop_domain.criteria.model import Item
from ocop_domain.data import read_yaml

HOME = "vi"
"""The language in which the decisions are written."""
LANGUAGES = (HOME, "en")
SHORT = 22
"""Letters of an item's name on a button, with its number and its points."""
_CODE = re.compile(r"^\S*\d\S*\s+")


def item_title(item: Item, language: str = HOME) -> str:
    """What an item is called: as it is printed, or in English."""
    own, head = _own_title(item, language), _heading(item, language)
    return f"{head}: {own.lower()}" if head else own


def item_short(item: Item, language: str = HOME) -> str:
    """What an item is called where there is little room: at most `SHORT` letters."""
    title = item_title(item, language)
    return str(_words()["short"][language].get(title, title))


def names(item: Item) -> tuple[str, ...]:
    """All that an item is called, for whoever types it."""
    return tuple(dict.fromkeys((item.label, item_title(item), _own_title(item, "en"), item_title(item, "en"))))


def _own_title(item: Item, language: str) -> str:
    row: Mapping[str, str] = _words()["items"].get(item.label, {})
    return item.label if language == HOME else row.get("title", item.label)


def part_title(label: str, language: str = HOME) -> str:
    """What a part is called."""
    return label if language == HOME else str(_words()["parts"].get(label, label))


def question(item: Item, language: str = HOME) -> str:
    """The question of an item in plain words."""
    row: Mapping[str, str] = _words()["items"].get(item.label, {})
    ask = row.get("ask" if language == HOME else "question", item.label)
    head = _heading(item, language)
    return f"{head}: {ask[0].lower()}{ask[1:]}" if head else ask


def hint(item: Item, language: str = HOME) -> str:
    """Our own explanation of levels that name no measure; "" where there is none."""
    for row in _words()["hints"]:
        if row["label"] == item.label and any(row["of"] in level.label for level in item.all_levels):
            return str(row.get(language, row[HOME]))
    return ""


def _heading(item: Item, language: str) -> str:
    plain = _CODE.sub("", item.heading or "")
    return plain if language == HOME else str(_words()["headings"].get(plain, plain))


@cache
def _words() -> Mapping[str, Any]:
    raw: Mapping[str, Any] = read_yaml("item_words.yaml")
    return raw
