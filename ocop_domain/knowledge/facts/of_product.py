"""What is asked of a product by its name and nothing else: may it take part, its set, does it stand in the list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import cache

from ocop_domain.areas.names import KINDS, readings
from ocop_domain.data import read_yaml
from ocop_domain.knowledge.facts.telling import AskedFact, Line, Told, line, word
from ocop_domain.planned import PlannedProduct, PlannedUnits
from ocop_domain.planned_matching import look_up
from ocop_domain.product_names import is_only_a_name
from ocop_domain.product_sets import ProductSet
from ocop_domain.programmes import Programme
from ocop_domain.spelling import is_plain, syllables
from ocop_domain.territories import unit_of
from ocop_domain.text import fold

MAY_JOIN, PRODUCT_SET, LISTED = "may_join", "product_set", "listed"
"""The facts that such a question is about; only "which set" answers where no product is named, too."""
_ANOTHER = "another"
"""What asks for something else, though its words may stand in names: without marks "đâu" is "dầu", too."""
_STRANGE = {MAY_JOIN: 0, PRODUCT_SET: 2, LISTED: 2}
"""Unknown words that a name may have: "may it" is asked of much, "which set" of products alone."""
_PROPER = re.compile(rf"(?<=[^\W\d_] )(?:(?:{'|'.join(KINDS)}) )?[^\W\d_a-zà-ỹđ][\w-]*")
"""A word with a capital inside a sentence: a place, perhaps with its kind, or a brand."""
_OF_A_YEAR = re.compile(r"(?i)\b(?:năm|nam) 20\d\d\b")
_LONGEST_FIRST = (5, 4, 3, 2, 1)
_ROWS = 4
"""Rows of a plan's list that are told of one name."""

_Phrases = frozenset[tuple[str, ...]]


def may_join(asked: AskedFact) -> Told:
    """Which set there is for a product, and who may make it."""
    programme, sets = asked.programme, asked.programme.product_sets
    source = f"Quyết định {sets.decision}, Phụ lục I"
    offers = sets.offers(asked_of_product(asked.text)[1])
    if not offers:
        return Told((line("join-unknown", count=len(sets.sets)),), source)
    best = offers[0].set
    lines = [line("join-set" if offers[0].sure else "join-maybe", num=best.num, name=best.name)]
    lines += [line("set-other", num=offer.set.num, name=offer.set.name) for offer in offers[1:2]]
    lines.append(line("join-forms", forms=tuple(word("form", form) for form in _forms(programme, best))))
    lines += [line(f"join-{key}") for key in ("grown_in_province", "excludes_untraceable") if getattr(best, key)]
    return Told(tuple(lines), source)


def listed(asked: AskedFact) -> Told:
    """The rows of the plan's list that a named product may be: of the own district first, then of this year."""
    programme, product = asked.programme, asked_of_product(asked.text)[1]
    if not programme.planned:
        return Told((line("listed-none", document=programme.document),), programme.document)
    year = programme.nearest_year(asked.day)
    if not product:
        return Told((line("listed-which", year=year),), programme.document)
    name = product[:1].upper() + product[1:]
    found = look_up(programme.planned, product) or _with_its_place(programme.planned, product)
    if not found:
        return Told((line("listed-not", product=name, document=programme.document),), programme.document)
    own = {unit.code for unit in asked.areas.path(asked.area)} if asked.area else set()
    places = PlannedUnits(asked.areas, unit_of(programme, asked.areas), programme.issued or programme.valid_from)
    rows = sorted(found, key=lambda row: (places.unit_of(row.area) not in own, row.year != year))
    head = line("listed-head", product=name, count=len(rows))
    return Told((head, *(_listed_row(row) for row in rows[:_ROWS])), rows[0].source)


def _with_its_place(planned: Sequence[PlannedProduct], product: str) -> tuple[PlannedProduct, ...]:
    """The rows of a product that was named with its place: "xoài Cam Lâm" is a mango of the district Cam Lâm."""
    words = product.split()
    for length in range(len(words) - 1, 0, -1):
        place = {name for _, name in readings(fold(" ".join(words[-length:])))}
        there = [row for row in planned if place & (_names(row.area) | _names(row.commune))]
        if there and (found := look_up(there, " ".join(words[:-length]))):
            return found
    return ()


def _names(unit: str) -> set[str]:
    """How a unit may be called, with its kind and without."""
    return {name for _, name in readings(fold(unit))} if unit else set()


def _listed_row(row: PlannedProduct) -> Line:
    of = ", ".join(part for part in (row.producer, row.commune, row.area) if part)
    return line("listed-row", product=row.product, of=of, year=row.year)


def asked_of_product(text: str) -> tuple[str, str]:
    """The fact that is asked of a product, and the product; ("", "") where something else is asked, too."""
    text = _OF_A_YEAR.sub(" ", text)
    facts, whole = _without_asking(text)
    named = (whole, _without_asking(_PROPER.sub(" ", text))[1])
    wanted = next((fact for fact in (LISTED, PRODUCT_SET) if fact in facts), MAY_JOIN)
    several = LISTED in facts and len(facts) > 1
    if not facts or several or _ANOTHER in facts or not any(is_only_a_name(name, _STRANGE[wanted]) for name in named):
        return "", ""
    return wanted, whole


def _without_asking(text: str) -> tuple[set[str], str]:
    """The facts whose phrases stand in a text, and what is left without these phrases."""
    asks, typed, without_marks = _asking()
    beside = without_marks if is_plain(text) else typed
    words = syllables(text)
    plain = [fold(one) for one in words]
    facts: set[str] = set()
    kept: list[str] = []
    position = 0
    while position < len(words):
        asked = _length_at(plain, position, asks.keys())
        length = asked or _length_at(words, position, beside)
        if asked:
            facts.add(asks[tuple(plain[position : position + asked])])
        if not length:
            kept.append(words[position])
        position += length or 1
    return facts, " ".join(kept)


def _length_at(words: list[str], position: int, phrases: Set[tuple[str, ...]]) -> int:
    fitting = (length for length in _LONGEST_FIRST if tuple(words[position : position + length]) in phrases)
    return next(fitting, 0)


@cache
def _asking() -> tuple[Mapping[tuple[str, ...], str], _Phrases, _Phrases]:
    """The fact of each phrase that asks; the phrases that people say beside them, with and without marks."""
    raw = read_yaml("asking.yaml")["of_a_product"]
    asks = {tuple(phrase.split()): fact for fact in (*_STRANGE, _ANOTHER) for phrase in raw[fact]}
    typed = frozenset(tuple(syllables(phrase)) for phrase in raw["beside"])
    plain = {tuple(map(fold, words)) for words in typed}
    return (
        asks,
        typed,
        frozenset(words for words in plain if not is_only_a_name(" ".join(words))),
    )  # "cua": of, or a crab


def _forms(programme: Programme, best: ProductSet) -> tuple[str, ...]:
    more = programme.tourism_legal_forms if best.tourism else ()
    return tuple(dict.fromkeys((*programme.legal_forms, *more)))
