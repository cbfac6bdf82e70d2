"""Which units a typed address mentions: names found word by word, with their kinds, with any commas or none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from ocop_domain.areas.names import KIND_OF, SHORT
from ocop_domain.text import fold

UPPER_KINDS = frozenset({"tỉnh", "thành phố", "quận", "huyện", "thị xã"})
"""Kinds of units that lie over communes."""
_LOWER_KINDS = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
_SMALLER = frozenset(
    {"duong", "pho", "ngo", "hem", "kiet", "ap", "thon", "khom", "to", "ban", "buon", "lang", "xom", "khu"}
)
"""What stands before the name of a street or hamlet, which may be the name of a commune elsewhere."""
_BREAK = re.compile(r"[,;\n]")
_KIND_AND_NUMBER = re.compile(r"\b(p|q|f|x|tt|phuong|quan)(\d+)\b")
_TALK = re.compile(r"^(?:(?:da|em|toi|tui|minh|nha|con|chi|anh|chung) )+o (?=\S)")
"""What people say in front of a place: "dạ em ở …"."""
_COUNTRY = frozenset({("viet", "nam"), ("vietnam",), ("vn",)})
_LONGEST = 5
_MOST_WORDS = 40
"""Of a pasted text the last words are read: addresses end with their units."""
_NEAR = 80.0
_GUESSES = 4
_LONG_KINDS = 2


Uppers = Mapping[str, frozenset[str]]
"""Name of a district or province → the kinds that units of this name have."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: the words from `start`, with the kind, to `end`; `whole`: all between two commas."""

    name: str
    kind: str | None
    start: int
    end: int
    whole: bool = False
    smaller: bool = False
    """It is what a street or a hamlet is called here."""
    guessed: bool = False
    ends: bool = False
    """Nothing follows before the next comma."""
    weak: bool = False
    """One word without a kind: a name only where a unit over it follows, or a unit under it stands before."""

    @property
    def length(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Mention) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class TypedAddress:
    """A typed address as folded words, between commas."""

    parts: tuple[tuple[str, ...], ...]

    @staticmethod
    def of(text: str) -> TypedAddress:
        parts = []
        for raw in _BREAK.split(text):
            folded = _KIND_AND_NUMBER.sub(r"\1 \2", _TALK.sub("", fold(raw)))
            words = tuple(word.lstrip("0") or word for word in _spelled_out(folded).split())
            if words and words not in _COUNTRY:
                parts.append(words)
        while sum(map(len, parts)) > _MOST_WORDS and len(parts) > 1:
            parts.pop(0)
        return TypedAddress(tuple(part[-_MOST_WORDS:] for part in parts))

    @cached_property
    def count(self) -> int:
        return sum(map(len, self.parts))

    def mentions(self, names: Collection[str], uppers: Uppers) -> list[Mention]:
        """All of `names` that stand in the text; one of `uppers` is guessed where it is not spelled right."""
        found: list[Mention] = []
        begin = 0
        for part in self.parts:
            here = [one for one in _in_part(part, begin, names) if not _is_upper(one, begin) or one.name in uppers]
            found += here or []
            found += _guessed(part, begin, here, uppers, is_last=part is self.parts[-1] and len(self.parts) > 1)
            begin += len(part)
        kinded = [one for one in found if one.kind in UPPER_KINDS and one.name in uppers]
        whole = [one for one in found if one.whole and one.name in uppers]
        clear = [one for one in found if not any(_cuts(longer, one) for longer in [*kinded, *whole])]
        return [one for one in clear if not one.weak or any(_touch(one, other) for other in clear)]


def _is_upper(one: Mention, begin: int) -> bool:
    """Whether it can only be a district or province: by its kind, or one word behind others ("Yên Thế Pleiku")."""
    return one.kind in UPPER_KINDS or (one.weak and one.start > begin)


def _touch(one: Mention, other: Mention) -> bool:
    return one.end == other.start or one.start == other.end


def _cuts(longer: Mention, other: Mention) -> bool:
    """Whether words of one were taken for the other: "tỉnh Gia Lai" is not Tĩnh Gia."""
    inside = longer.start <= other.start and other.end <= longer.end
    return inside and other.kind is None and other.length < longer.length


def _spelled_out(folded: str) -> str:
    """Abbreviations in full: "tp hcm", "brvt"."""
    return " ".join(SHORT.get(word, word) for word in re.sub(r"\bbr vt\b", "brvt", folded).split())


def _in_part(part: Sequence[str], begin: int, names: Collection[str]) -> Iterator[Mention]:
    for start in range(len(part)):
        for end in range(start + 1, min(start + _LONGEST, len(part)) + 1):
            name = " ".join(part[start:end])
            if name in names and not _belongs_to_kind(part, start, names):
                yield from _named(name, part, start, end, begin)


def _named(name: str, part: Sequence[str], start: int, end: int, begin: int) -> Iterator[Mention]:
    """The name with its kind; also without, where the kind may be a word of the name before ("Bình Xa Hàm Yên")."""
    kind, kind_start, kind_end = _kind_around(part, start, end)
    is_whole = kind_start == 0 and kind_end == len(part)
    ends = kind_end == len(part)
    is_one_word = end - start == 1
    weak = is_one_word and not kind and not is_whole
    if (weak and start > 0 and not ends) or (name.isdecimal() and not kind):
        return
    smaller = kind is None and start > 0 and part[start - 1] in _SMALLER
    yield Mention(name, kind, begin + kind_start, begin + kind_end, is_whole, smaller, ends=ends, weak=weak)
    if kind and kind not in UPPER_KINDS and not is_one_word:
        yield Mention(name, None, begin + start, begin + end, ends=ends)


def _belongs_to_kind(part: Sequence[str], start: int, names: Collection[str]) -> bool:
    """Whether it is the end of a longer name that is not spelled right: "xã Baắc Đông Hưng" is not Đông Hưng."""
    for kind in range(max(0, start - _LONG_KINDS - 1), start - 1):
        if KIND_OF.get(part[kind]) in _LOWER_KINDS and kind + 1 < start:
            known = any(" ".join(part[kind + 1 : end]) in names for end in range(kind + 2, len(part) + 1))
            if not known and not any(" ".join(part[begin : kind + 1]) in names for begin in range(kind)):
                return True
    return False


def _kind_around(part: Sequence[str], start: int, end: int) -> tuple[str | None, int, int]:
    """The kind before the name (or, in English, behind it) and where name and kind begin and end."""
    for length in (_LONG_KINDS, 1):
        kind = KIND_OF.get(" ".join(part[max(0, start - length) : start])) if start >= length else None
        if kind:
            return kind, start - length, end
    kind = KIND_OF.get(part[end]) if end < len(part) and part[end] in _ENGLISH else None
    return (kind, start, end + 1) if kind else (None, start, end)


_ENGLISH = frozenset({"province", "city", "district", "town", "township", "ward", "commune"})


def _guessed(
    part: Sequence[str], begin: int, found: Sequence[Mention], uppers: Uppers, *, is_last: bool
) -> Iterator[Mention]:
    """A district or province with a slip of the finger: behind its kind, or as the last part."""
    for start in range(1, len(part)):
        kind, kind_start, _ = _kind_around(part, start, start)
        is_right = any(m.start == begin + kind_start and kind in uppers.get(m.name, ()) for m in found)
        if kind in UPPER_KINDS and not is_right:
            of_kind = [name for name, kinds in uppers.items() if kind in kinds]
            yield from _near(part[start:], kind, begin + kind_start, begin + len(part), of_kind)
    if is_last and not any(m.whole for m in found):
        yield from _near(part, None, begin, begin + len(part), uppers)


def _near(words: Sequence[str], kind: str | None, start: int, end: int, names: Iterable[str]) -> Iterator[Mention]:
    for name, _, _ in process.extract(
        " ".join(words), tuple(names), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_GUESSES
    ):
        yield Mention(name, kind, start, end, whole=True, guessed=True)
