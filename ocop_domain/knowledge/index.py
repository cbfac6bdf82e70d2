"""The wordings of many entries, searched by SQLite's full text search (BM25) in memory.

Two tables: one has a row for each wording, one a row for each entry with all its wordings and its answer. A question is
usually close to one wording; the entry's row helps when its words are spread over several.
"""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ocop_domain.knowledge.entries import Entry
from ocop_domain.knowledge.words import Reading, Word, read

_COLUMNS = ("plain", "pairs", "marked", "concepts")
_WEIGHTS = "1.0, 0.8, 0.6, 0.7"
"""What a hit in each column counts."""
_WHOLE = 1.5
"""What a hit in the entry's row counts beside one in a single wording."""
_IN_ANSWER, _KIND = 0.7, 1.5
"""What a word counts that stands only in the answer, and what the kind of question does."""
_SHORTEST_TYPO = 4
_MOST = 80
"""Rows of a table that are looked at."""


@dataclass(frozen=True, slots=True)
class EntryHit:
    """An entry that was found: how well, and which share of what was asked it knows."""

    entry: Entry
    score: float
    covered: float
    """Share of the question's words that stand in the entry, rare words counting more."""
    alike: float
    """The same share for the wording that is closest, of both sides' words."""
    unsaid: float = 0.0
    """Share of what every wording of the entry says that was not said: it may be about a special case."""
    aside: int = 0
    """So many special cases are named by only one of both: the question or the entry."""
    otherwise: float = 0.0
    """Share of the question's words that the entry has with other diacritics alone: "vàng" is not "vắng"."""
    unasked: int = 0
    """So many kinds of things are asked for (a day, a person) that no wording of the entry asks for."""


class Index:
    """What can be asked among some entries. Built once; read from one thread at a time."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = tuple(entries)
        read_ = [_read(entry) for entry in entries]
        self._wordings = [(number, one) for number, (asked, _) in enumerate(read_) for one in asked]
        self._wholes = [(*asked, answer) for asked, answer in read_]
        self._known = [{plain for one in whole for plain in one.plain} for whole in self._wholes]
        self._asked_for = [{plain for one in asked for plain in one.plain} for asked, _ in read_]
        self._kinds = [{kind for one in asked for kind in one.kinds} for asked, _ in read_]
        self._cores = [_core(asked) for asked, _ in read_]
        self._special = [_special(asked) for asked, _ in read_]
        self._spelled: dict[int, dict[str, set[str]]] = {}
        self._rarity = self._weigh()
        self._database = self._fill()

    def search(self, text: str, most: int = 12) -> tuple[Reading, list[EntryHit]]:
        """What was asked as it was understood, and the entries that may answer it, the best first."""
        asked = self._corrected(read(text))
        wanted = _match(asked)
        if not wanted:
            return asked, []
        found: dict[int, float] = {}
        closest: dict[int, int] = {}
        for row, score in self._rows("wording", wanted):
            number = self._wordings[row - 1][0]
            if number not in closest:
                closest[number] = row - 1
                found[number] = score
        for row, score in self._rows("entry", wanted):
            found[row - 1] = found.get(row - 1, 0.0) + _WHOLE * score
        best = sorted(found, key=lambda number: (-found[number], number))[:most]
        return asked, [self._hit(asked, number, found[number], closest.get(number)) for number in best]

    def _hit(self, asked: Reading, number: int, score: float, row: int | None) -> EntryHit:
        covered = self._share(asked, number)
        alike = self._alike(asked, self._wordings[row][1]) if row is not None else 0.0
        return EntryHit(
            self._entries[number],
            score,
            covered,
            alike,
            self._unsaid(asked, number),
            self._aside(asked, number),
            self._otherwise(asked, number),
            len(set(asked.kinds) - self._kinds[number]),
        )

    def _otherwise(self, asked: Reading, number: int) -> float:
        total = other = 0.0
        forms = self._forms(number)
        for word in asked.words:
            weight = self._weight(word)
            total += weight
            known = forms.get(word.plain)
            if word.marked and known and word.marked not in known:
                other += weight
        return other / total if total else 0.0

    def _forms(self, number: int) -> dict[str, set[str]]:
        """The words of an entry as they are spelled there; in a text with diacritics a word without any has none."""
        if number not in self._spelled:
            found: dict[str, set[str]] = {}
            for word in (word for reading in self._wholes[number] if reading.spelled for word in reading.words):
                found.setdefault(word.plain, set()).add(word.marked or word.plain)
            self._spelled[number] = found
        return self._spelled[number]

    def _unsaid(self, asked: Reading, number: int) -> float:
        said = {*asked.plain, *asked.concepts}
        core = {word: self._rarity.get(word, _OF_A_CONCEPT) for word in self._cores[number]}
        total = sum(core.values())
        return sum(weight for word, weight in core.items() if word not in said) / total if total else 0.0

    def _aside(self, asked: Reading, number: int) -> int:
        always, ever = self._special[number]
        said = set(asked.specials)
        return len(always - said) + len(said - ever)

    def _share(self, asked: Reading, number: int) -> float:
        """What the entry knows of the question: its words, and what kind of thing is asked for.

        A word that only the answer has counts for less, and a number there for nothing: "4 sao" is not "5 sao".
        """
        met = total = 0.0
        for word in asked.words:
            weight = self._weight(word)
            total += weight
            if word.plain in self._asked_for[number]:
                met += weight
            elif word.plain in self._known[number] and not word.plain.isdecimal():
                met += weight * _IN_ANSWER
        kinds = len(asked.kinds) * _KIND
        met += sum(_KIND for kind in asked.kinds if kind in self._kinds[number])
        return met / (total + kinds) if total else 0.0

    def _alike(self, asked: Reading, wording: Reading) -> float:
        """Words of both over words of either, rare ones counting more."""
        ours = {word.plain: self._weight(word) for word in asked.words}
        theirs = {word.plain: self._weight(word) for word in wording.words}
        either = ours | theirs
        both = sum(weight for plain, weight in either.items() if plain in ours and plain in theirs)
        total = sum(either.values())
        return both / total if total else 0.0

    def _weight(self, word: Word) -> float:
        rare = self._rarity.get(word.plain, self._rarest)
        return rare * (0.25 if word.weak else 1.0)

    @cached_property
    def _rarest(self) -> float:
        return math.log(1 + len(self._entries))

    def _weigh(self) -> dict[str, float]:
        """The rarity of each word among the entries."""
        many = Counter(word for words in self._known for word in words)
        return {word: math.log(1 + len(self._entries) / times) for word, times in many.items()}

    def _corrected(self, asked: Reading) -> Reading:
        """Words that stand nowhere are taken for the nearest that do, where it is near."""
        words = tuple(self._near(word) for word in asked.words)
        return replace(asked, words=words)

    def _near(self, word: Word) -> Word:
        if word.plain in self._rarity or not word.plain.isalpha():
            return word
        if meant := self._unfinished.get(word.plain):
            return Word(meant, word.plain, word.weak)
        if word.weak or len(word.plain) < _SHORTEST_TYPO:
            return word
        found = process.extractOne(word.plain, self._vocabulary, scorer=OSA.distance, score_cutoff=1)
        return Word(found[0], "", word.weak) if found else word

    @cached_property
    def _vocabulary(self) -> list[str]:
        """The words that are known, the usual ones first."""
        return sorted((word for word in self._rarity if word.isalpha()), key=lambda word: (self._rarity[word], word))

    @cached_property
    def _unfinished(self) -> dict[str, str]:
        """Words as a keyboard leaves them whose tones were not put together: "noopj" is "nop"."""
        words = (word for _, reading in self._wordings for word in reading.words)
        return {word.marked: word.plain for word in words if word.marked}

    def _rows(self, table: str, wanted: str) -> list[tuple[int, float]]:
        score = f"-bm25({table}, {_WEIGHTS})"
        found = f"SELECT rowid, {score} AS score FROM {table} WHERE {table} MATCH ?"  # noqa: S608 - our own words
        return self._database.execute(f"{found} ORDER BY score DESC, rowid LIMIT {_MOST}", (wanted,)).fetchall()

    def _fill(self) -> sqlite3.Connection:
        database = sqlite3.connect(":memory:", check_same_thread=False)
        columns = ", ".join(_COLUMNS)
        for table in ("wording", "entry"):
            options = "content='', tokenize=\"unicode61 tokenchars '_&'\""
            database.execute(f"CREATE VIRTUAL TABLE {table} USING fts5({columns}, {options})")
        database.executemany(
            f"INSERT INTO wording (rowid, {columns}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
            [(row, *_columns([reading])) for row, (_, reading) in enumerate(self._wordings, start=1)],
        )
        database.executemany(
            f"INSERT INTO entry (rowid, {columns}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
            [(number, *_columns(whole)) for number, whole in enumerate(self._wholes, start=1)],
        )
        database.commit()
        return database


def _core(asked: Sequence[Reading]) -> frozenset[str]:
    """The words and concepts that nearly every wording says."""
    if len(asked) <= _FEW:
        return frozenset()
    said = [{word.plain for word in one.words if not word.weak} | set(one.concepts) for one in asked]
    times = Counter(word for words in said for word in words)
    return frozenset(word for word, many in times.items() if many >= _NEARLY_ALL * len(asked))


def _special(asked: Sequence[Reading]) -> tuple[frozenset[str], frozenset[str]]:
    """The special cases that most wordings name, and those that any names."""
    times = Counter(name for one in asked for name in one.specials)
    return frozenset(name for name, many in times.items() if many >= _MOSTLY * len(asked)), frozenset(times)


_FEW, _NEARLY_ALL, _MOSTLY = 2, 0.7, 0.6
_OF_A_CONCEPT = 2.0
"""What a concept counts beside a rare word."""


def same_thing(one: Entry, other: Entry) -> bool:
    """Whether two entries are asked for in the same words: then either answers."""
    ours, theirs = _weighty(one), _weighty(other)
    return any(len(a & b) >= _SAME * len(a | b) for a in ours for b in theirs)


_SAME = 0.6


@lru_cache(maxsize=4096)
def _weighty(entry: Entry) -> tuple[frozenset[str], ...]:
    """The words of each wording that decide something, with what kind of thing is asked for."""
    sets = (
        frozenset([*(word.plain for word in reading.words if not word.weak), *reading.kinds])
        for reading in _read(entry)[0]
    )
    return tuple(words for words in sets if len(words) > 1)


@lru_cache(maxsize=4096)
def _read(entry: Entry) -> tuple[tuple[Reading, ...], Reading]:
    """Its wordings and its answer; read once for all indexes in which it stands."""
    return tuple(read(text) for text in entry.asked), read(entry.answer.get("vi", ""))


def _columns(readings: Iterable[Reading]) -> tuple[str, ...]:
    several = list(readings)
    plain = (word for reading in several for word in reading.plain)
    pairs = (pair for reading in several for pair in reading.pairs)
    marked = (word.marked for reading in several for word in reading.words if word.marked)
    concepts = (concept for reading in several for concept in reading.concepts)
    return " ".join(plain), " ".join(pairs), " ".join(marked), " ".join(concepts)


def _match(asked: Reading) -> str:
    """The question in the words of FTS5: any word, in the column where it belongs."""
    parts = {
        "plain": asked.plain,
        "pairs": asked.pairs,
        "marked": tuple(word.marked for word in asked.words if word.marked),
        "concepts": asked.concepts,
    }
    return " OR ".join(f"{column} : ({_any(words)})" for column, words in parts.items() if words)


def _any(words: Iterable[str]) -> str:
    return " OR ".join(f'"{word}"' for word in sorted(set(words)))
