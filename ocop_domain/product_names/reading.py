"""Reads a product's name: the head word decides, what stands behind it says of what and how it was made.

"Bánh phồng tôm" is a cake of the sea, "tôm" a fresh animal, "tôm sấy giòn" a processed one. A name is cut into the
longest phrases that data/product_words knows; the first form or material among them is the head. What is left unknown
behind the head is a brand or a place; unknown words in front of it, a slip of the finger or two possible meanings
make a reading unsure. Words of talk ("cảm ơn", "em muốn đăng ký") are taken out; a text of nothing else is no name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from ocop_domain.product_names.phrases import NameToken, tokens_of
from ocop_domain.product_names.words import InName, Material, Phrase, ProductForm, product_words
from ocop_domain.spelling import is_plain
from ocop_domain.text import fold

_DIALLED = re.compile(r"\d(?:[ .]?\d){6}")
"""So many digits are a phone or a paper, and no product."""
_LISTED = re.compile(r"[,;/+]|\s[-–—]\s|\n")


@dataclass(frozen=True)
class NameReading:
    """The kinds that a name may mean, the best first, and whether the first one is sure."""

    kinds: tuple[str, ...] = ()
    sure: bool = False


@lru_cache(maxsize=4096)
def kinds_of(text: str) -> NameReading:
    """What a name means; nothing where it is no name of a product."""
    known = product_words()
    if fold(text).startswith(known.introductions) or _DIALLED.search(text):
        return NameReading()
    plain = is_plain(text)
    parts = [_without_talk(list(tokens_of(part, known, plain=plain))) for part in _LISTED.split(text)]
    named = [tokens for tokens in parts if any(token.is_product for token in tokens)]
    strong = [tokens for tokens in named if any(token.is_strong for token in tokens)]
    chosen = next(iter([*strong, *named]), None)
    return _read(chosen, plain=plain) if chosen else NameReading()


def is_only_a_name(text: str, strange: int = 0) -> bool:
    """Whether a text is a product's name and nothing else that is said; so many unknown words may stand in it."""
    tokens = list(tokens_of(text, product_words(), plain=is_plain(text)))
    named = any(token.is_product and not token.slip and _is_clear(token, tokens) for token in tokens)
    unknown = sum(not token.entries for token in tokens)
    return named and unknown <= strange and not any(token.is_only_talk for token in tokens)


def _is_clear(token: NameToken, tokens: Sequence[NameToken]) -> bool:
    """One syllable without diacritics is too near to other words: "toi" is garlic and I, "nho" grapes and small."""
    if not token.alone:
        return True
    begins = token is tokens[0] and token.has(InName.MATERIAL)
    return not token.has(InName.TALK) and (len(tokens) == 1 or begins)


def _without_talk(tokens: list[NameToken]) -> list[NameToken]:
    """What is left of a sentence, without words that may be talk or a product ("toi": I, garlic) where they are talk.

    They are where at least half of the other words are talk, or where talk stands in front and a product behind.
    """
    talks = sum(token.is_only_talk for token in tokens)
    if 2 * talks >= len(tokens) - 1:
        return [token for token in tokens if not token.has(InName.TALK)]
    clear = [at for at, token in enumerate(tokens) if token.is_product and not token.has(InName.TALK)]
    begins = clear[0] if clear and tokens[0].has(InName.TALK) and talks else 0
    return [token for token in tokens[begins:] if not token.is_only_talk]


def _read(tokens: Sequence[NameToken], *, plain: bool) -> NameReading:
    first = next(at for at, token in enumerate(tokens) if token.is_product)
    strong = next((at for at, token in enumerate(tokens) if token.is_strong), first)
    head = tokens[strong]
    behind = tokens[strong + 1 :]
    kinds, sure = _of_head(head, _until_unknown(behind) if plain else behind)
    others = [kind for entry in head.entries for kind in _alone(entry)]
    meant = {_alone(entry)[:1] for entry in head.entries if _alone(entry)}
    strange = sum(not token.entries for token in tokens[:strong])
    if strange and (head.alone or head.slip or (strange > 1 and head.is_short)):
        return NameReading()  # "Trần Văn Tôm": a word of many that looks like a product
    lonely = head.alone and not any(token.has(InName.PROCESS) or token.is_product for token in behind[:2])
    clear = sure and not strange and not head.slip and not lonely and len(meant) == 1
    return NameReading(tuple(dict.fromkeys([*kinds, *others])), clear)


def _of_head(head: NameToken, behind: Sequence[NameToken]) -> tuple[list[str], bool]:
    """Of several meanings of the head the first one is taken; before it a form that knows what stands behind."""
    for form in head.forms:
        if kinds := _with_material(form, behind):
            return [*kinds, form.kind, *form.also], len(kinds) == 1
    first = next(entry for entry in head.entries if entry.form or entry.material)
    if first.form:
        return [first.form.kind, *first.form.also], not first.form.ask
    assert first.material, "an entry of a product is one of both"
    return _of_material(first.material, behind), not first.material.ask


def _with_material(form: ProductForm, behind: Sequence[NameToken]) -> tuple[str, ...]:
    """What the form is with the first material behind it that it knows."""
    materials = [entry.material.name for token in behind for entry in token.entries if entry.material]
    return next((form.of[name] for name in materials if name in form.of), ())


def _until_unknown(tokens: Sequence[NameToken]) -> list[NameToken]:
    """Without diacritics a brand or place has too many words that look like others: nothing behind it counts."""
    return list(takewhile(lambda token: token.entries, tokens))


def _of_material(material: Material, behind: Sequence[NameToken]) -> list[str]:
    """Fresh, processed or kept for show: what stands behind the material says it."""
    if material.ornamental and any(token.has(InName.SHOWN) for token in behind):
        return [material.ornamental]
    if any(token.has(InName.PROCESS) for token in behind):
        return [material.processed, material.fresh]
    return [material.fresh, material.processed]


def _alone(entry: Phrase) -> tuple[str, ...]:
    if entry.form:
        return (entry.form.kind, *entry.form.also)
    return (entry.material.fresh, entry.material.processed) if entry.material else ()
