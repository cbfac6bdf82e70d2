"""What somebody may have asked, and how sure that is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from threading import Lock

from ocop_domain.knowledge.english import found_in_english, is_english
from ocop_domain.knowledge.entries import Entry, EntryKind
from ocop_domain.knowledge.facts.of_document import (
    DOCUMENT,
    asked_of_document,
    first_document,
    knows_document,
    names_document,
)
from ocop_domain.knowledge.facts.of_points import BANDS, asked_of_points
from ocop_domain.knowledge.facts.of_product import LISTED, MAY_JOIN, asked_of_product
from ocop_domain.knowledge.facts.rules import OF_A_PRODUCT, product_in, without
from ocop_domain.knowledge.files import all_entries
from ocop_domain.knowledge.index import EntryHit, Index, same_thing
from ocop_domain.knowledge.of_programme import SameProgramme, entries_of_programme
from ocop_domain.law import laws
from ocop_domain.programmes import Programme
from ocop_domain.text import fold

MOST = 3
"""So many are offered when it is not sure which one was meant."""


class Certainty(StrEnum):
    SURE = "sure"
    UNSURE = "unsure"
    """One of a few: the person says which."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Where:
    """In which programme it is asked, on which day (None: any of the programme), as what, and where."""

    programme: Programme
    day: date | None = None
    role: str = ""
    """One of `entries.ROLES`; "" for nobody in particular."""
    area: str = ""
    """The code of the unit of the one who asks."""
    own: tuple[Entry, ...] = ()
    """What the unit itself has added."""


@dataclass(frozen=True, slots=True)
class FoundEntries:
    """The entries that may be meant, best first; of a SURE one the first answers."""

    certainty: Certainty
    entries: tuple[Entry, ...] = ()
    text: str = ""
    """What was asked, for facts that look for a name in it."""
    covered: float = 0.0
    """The share of what was asked that the first entry knows."""

    @property
    def elsewhere(self) -> bool:
        """Whether it is no matter of OCOP: the entry says so kindly."""
        return bool(self.entries) and self.entries[0].kind is EntryKind.ELSEWHERE


def find(text: str, where: Where) -> FoundEntries:
    """The entries that answer a question in free words."""
    found = _find(text, where)
    anywhere = _A_PLACE.sub(r"\1", text)
    is_asked = anywhere != text and len(anywhere.split()) >= _A_QUESTION
    if found.certainty is not Certainty.UNKNOWN or found.elsewhere or not is_asked:
        return found
    asked = _find(anywhere, where)  # a place that no entry knows: what holds in any may be meant, and is asked
    sure = asked.certainty is Certainty.SURE
    return replace(asked, text=text, certainty=Certainty.UNSURE if sure else asked.certainty)


_A_PLACE = re.compile(r"(?i:\b(xã|phường|thị trấn|huyện|thôn|ấp|buôn))(?: [^\W\d_a-zà-ỹđ][\w-]*)+")
"""A unit with its name, in capitals: "xã Ea Tu"."""
_A_QUESTION = 5
"""So many words are left where something is asked about a place; fewer are an address."""


def _find(text: str, where: Where) -> FoundEntries:
    hits = ranked(text, where)
    about = [hit for hit in hits if hit.entry.kind is not EntryKind.ELSEWHERE]
    if _is_elsewhere(hits[:1], about[:1]):
        return FoundEntries(Certainty.UNKNOWN, (hits[0].entry,), text, hits[0].covered)
    if not about:
        return FoundEntries(Certainty.UNKNOWN, text=text)
    best = tuple(hit.entry for hit in about[:MOST])
    return FoundEntries(certainty_of(about), best, text, about[0].covered)


def _is_elsewhere(first: Sequence[EntryHit], about: Sequence[EntryHit]) -> bool:
    """Whether it is plainly asked for what has nothing to do with OCOP, and far more so than for anything that has."""
    if not first or first[0].entry.kind is not EntryKind.ELSEWHERE:
        return False
    near = first[0].alike >= _ALIKE and first[0].otherwise <= _OTHERWISE
    return near and all(first[0].score >= _STRANGE * hit.score for hit in about)


def ranked(text: str, where: Where) -> list[EntryHit]:
    """What was found, with what is nearer to the one who asks put before what is farther."""
    return _with_own(text, where, _shared(text, where))


def _shared(text: str, where: Where) -> list[EntryHit]:
    """What everybody in the programme can be answered."""
    index = index_of(where)
    _, hits = index.search(text)
    weighed = [replace(hit, score=hit.score * _fit(hit) * _nearness(hit.entry, where)) for hit in hits]
    weighed.sort(key=lambda hit: (-hit.score, hit.entry.id))
    if asked_of_points(text) is not None:
        return _put_first(_computed(BANDS), weighed)
    by_number = _asked_by_number(text, where, weighed)
    if not by_number and is_english(text):
        return found_in_english(text, _shared_at(where))
    found = by_number or _asked_by_name(text, where, _without_shadows(weighed))
    if found and found[0].covered >= _WHOLLY:
        return found
    return _of_a_product(text, where, index, found)


def _with_own(text: str, where: Where, found: list[EntryHit]) -> list[EntryHit]:
    """What the unit itself has added goes first where it is asked for as nearly; what is farther is offered second."""
    own = _built(where.own).search(text, most=1)[1] if where.own else []
    if not own or own[0].alike - own[0].otherwise < _ALIKE:
        return found
    if own[0].alike >= _OWN_NEAR and own[0].alike >= (found[0].alike if found else 0.0):
        return _put_first(own[0], found)
    return [*found[:1], replace(own[0], score=found[0].score if found else 1.0), *found[1:]]


_OWN_NEAR = 0.5


def _of_a_product(text: str, where: Where, index: Index, found: list[EntryHit]) -> list[EntryHit]:
    """A question about a product by its name: without the name it is a known one, and the name is what it is about."""
    product = product_in(text)
    if not product or not where.programme.product_sets.offers(product):
        return found
    _, rest = index.search(without(text, product), most=MOST)
    asked = next((hit for hit in rest if hit.entry.fact in OF_A_PRODUCT and hit.alike >= _PLAINLY), None)
    if not asked or (found and _is_about(found[0].entry, product)):
        return found
    return _put_first(asked, found)


def _asked_by_name(text: str, where: Where, found: list[EntryHit]) -> list[EntryHit]:
    """A named product and one thing asked of it: the fact answers that, unless the plan itself tells of the product."""
    others = [hit for hit in found if hit.entry.fact not in _NEED_A_NAME]
    wanted, product = asked_of_product(text)
    if not product or (wanted != LISTED and not where.programme.product_sets.offers(product)):
        return others
    if not (wanted == LISTED and where.programme.planned) and _of_this_plan(others[:1], where, product):
        return others
    return _put_first(_computed(wanted), others)


def _of_this_plan(first: Sequence[EntryHit], where: Where, product: str) -> bool:
    return any(hit.entry.programmes == (where.programme.id,) and _is_about(hit.entry, product) for hit in first)


def _asked_by_number(text: str, where: Where, found: list[EntryHit]) -> list[EntryHit]:
    """A document by its number and nothing else: what is asked by it, what the plan's data say, what mentions it."""
    document = asked_of_document(text)
    if document is None:
        return []
    others = [hit for hit in found if hit.entry.fact not in _NEED_A_NAME]
    written = [hit for hit in others if any(asked_of_document(wording) == document for wording in hit.entry.asked)]
    if not written and not knows_document(where.programme, document):
        texts = ((hit, (*hit.entry.asked, _said(hit.entry))) for hit in others)
        written = [hit for hit, said in texts if any(names_document(text, document) for text in said)]
    if not written:
        return _put_first(_computed(DOCUMENT), others)
    of_it = next((hit for hit in written if first_document(_said(hit.entry)) == document), written[0])
    return _put_first(replace(of_it, covered=1.0, alike=1.0, otherwise=0.0), others)


def _said(entry: Entry) -> str:
    return entry.answer.get("vi", "")


def _computed(fact: str) -> EntryHit:
    return EntryHit(next(entry for entry in all_entries() if entry.fact == fact), 1.0, 1.0, 1.0)


def _put_first(hit: EntryHit, found: Sequence[EntryHit]) -> list[EntryHit]:
    above = max([_GOOD, hit.score, *(other.score for other in found[:1])])
    return [replace(hit, score=_NAMED * above), *(other for other in found if other.entry is not hit.entry)]


def certainty_of(hits: Sequence[EntryHit]) -> Certainty:
    """How sure it is that the first one was meant.

    It counts how much of the question the entry knows, how alike the nearest wording is, how rare the words are that
    met, and how far the next entry is that is about something else; who asks for a day is not surely told a place.
    The weights were fitted by asking each wording of the knowledge without itself;
    `tests/conversations/test_asking.py` keeps what they reach.
    """
    first = hits[0]
    if first.covered - first.otherwise < _KNOWN:
        return Certainty.UNKNOWN
    rival = next((hit for hit in hits[1:] if not same_thing(first.entry, hit.entry)), None)
    margin = 1 - rival.score / first.score if rival else 1.0
    weight = 0.7 * first.covered + 4.2 * first.alike + 3.2 * margin + 2.5 * first.covered * margin
    weight += math.log1p(first.score) - _UNASKED * first.unasked - first.unsaid
    near = first.covered >= _COVERED and first.alike - first.otherwise >= _ALIKE and first.otherwise <= _OTHERWISE
    return Certainty.SURE if near and weight >= _SURE else Certainty.UNSURE


_NEED_A_NAME = frozenset({MAY_JOIN, LISTED, DOCUMENT})
"""Facts that answer only where a product or a document is named."""
_KNOWN, _COVERED, _ALIKE, _SURE, _UNASKED = 0.42, 0.55, 0.25, 9.2, 2.5
_OTHERWISE = 0.2
"""So much of a question may stand in the entry with other diacritics, and it is still sure."""

_GOOD = 50.0
"""The score of a good hit: what is put first has no less."""
_WHOLLY, _NAMED, _PLAINLY = 0.9, 1.5, 0.5
_OWN_WORDS = 0.7
_LEAST = 0.2
"""What is found by words alone, though the entry knows nothing else of the question."""
_OTHER_ROLE, _OWN_ROLE, _THIS_PLAN, _COMPUTED = 0.85, 1.05, 1.1, 0.8
_STRANGE = 1.6
"""So many times nearer must be what has nothing to do with OCOP."""
_SHADOW = 0.6
"""A computed answer that is not so much better than a written one of this plan steps back."""


def _fit(hit: EntryHit) -> float:
    """How well an entry fits what was asked, beside its words: the general case goes before a special one unnamed."""
    known = (_LEAST + hit.covered - hit.otherwise) * (_FAR + max(0.0, hit.alike - hit.otherwise))
    return known * (1 - _UNSAID * hit.unsaid) * _ASIDE ** min(hit.aside, _MOST_ASIDE)


_FAR, _UNSAID, _ASIDE, _MOST_ASIDE = 0.6, 0.3, 0.8, 2


def _nearness(entry: Entry, where: Where) -> float:
    factor = 1.0
    if entry.roles and where.role:
        factor *= _OWN_ROLE if where.role in entry.roles else _OTHER_ROLE
    if where.programme.id in entry.programmes:
        factor *= _THIS_PLAN
    return factor * (_COMPUTED if entry.fact else 1.0)


def _without_shadows(hits: Sequence[EntryHit]) -> list[EntryHit]:
    """What is computed steps back behind what this plan writes, unless it alone knows all that was asked."""
    written = next((hit for hit in hits if not hit.entry.fact and hit.entry.kind is not EntryKind.LIVE), None)
    if written is None or not written.entry.programmes:
        return list(hits)
    floor = written.score / _SHADOW
    return [hit for hit in hits if not hit.entry.fact or hit.score > floor or _knows_more(hit, written)]


def _knows_more(computed: EntryHit, written: EntryHit) -> bool:
    """Whether it knows the whole question, nearly in its own words, and the written one misses a part or is far."""
    if computed.covered < _WHOLLY or computed.alike < _OWN_WORDS:
        return False
    return written.covered < _WHOLLY or 2 * written.alike <= computed.alike


def _is_about(entry: Entry, product: str) -> bool:
    """Whether the wordings of an entry name most of a product."""
    words = {word for text in entry.asked for word in fold(text).split()}
    name = fold(product).split()
    return 2 * sum(word in words for word in name) >= len(name)


def index_of(where: Where) -> Index:
    """What everybody can ask there; built once, however many ask for it at the same time."""
    key = SameProgramme(where.programme), where.day
    if (found := _indexes.get(key)) is None:
        with _building:
            if (found := _indexes.get(key)) is None:
                found = _built(_shared_on(*key))
                _indexes[key] = found
                if len(_indexes) > _MOST_INDEXES:
                    del _indexes[next(iter(_indexes))]
    return found


def has_index(where: Where) -> bool:
    """Whether a question there is answered without building anything first."""
    return (SameProgramme(where.programme), where.day) in _indexes


_indexes: dict[tuple[SameProgramme, date | None], Index] = {}
_building = Lock()
_MOST_INDEXES = 24


def prepare(where: Where) -> None:
    """Builds all that a first question there would have to wait for."""
    find(_ANY, where)


_ANY = "sản phẩm này có tham gia được không"
"""A question for which everything is looked at: the wordings, the names of products, the list of the plan."""


def entries_at(where: Where) -> Iterable[Entry]:
    """What answers there: the unit's own, what is written, what follows from the programme's data."""
    return (*where.own, *_shared_at(where))


def _shared_at(where: Where) -> tuple[Entry, ...]:
    return _shared_on(SameProgramme(where.programme), where.day)


@lru_cache(maxsize=24)
def _shared_on(same: SameProgramme, day: date | None) -> tuple[Entry, ...]:
    """What is written and what follows from the data, on a day; gathered once, not for each question."""
    written = tuple(_written_at(Where(same.programme, day)))
    there = {entry.id for entry in written}
    asked = (_asked_also(e, frozenset(there.intersection(e.like))) if e.like else e for e in written)
    return (*asked, *entries_of_programme(same.programme))


@cache
def _asked_also(entry: Entry, there: frozenset[str]) -> Entry:
    """The entry with the wordings of those that are alike, but of those that stand there themselves."""
    alike = (other for other in all_entries() if other.id in entry.like and other.id not in there)
    lent = (wording for other in alike for wording in other.asked if not _NUMBER.search(wording))
    return replace(entry, asked=tuple(dict.fromkeys((*entry.asked, *lent))))


_NUMBER = re.compile(r"\d{3}|\d/\d")
"""A document or a year: a wording that names one asks for that alone."""


def _written_at(where: Where) -> Iterator[Entry]:
    here = {where.programme.id, *laws_at(where)}
    first, last = _span(where)
    for entry in all_entries():
        if (not entry.programmes or not here.isdisjoint(entry.programmes)) and _in_time(entry, first, last):
            yield entry


def laws_at(where: Where) -> set[str]:
    """The laws of the day, or without one all of the programme's time."""
    first, last = _span(where)
    return {law.id for law in laws() if law.valid_from <= last and first <= law.valid_to}


def _span(where: Where) -> tuple[date, date]:
    return (where.day, where.day) if where.day else (where.programme.valid_from, where.programme.valid_to)


def _in_time(entry: Entry, first: date, last: date) -> bool:
    """Whether it answers at any time between these days."""
    return (entry.since is None or entry.since <= last) and (entry.until is None or entry.until >= first)


@lru_cache(maxsize=24)
def _built(entries: tuple[Entry, ...]) -> Index:
    return Index(entries)
