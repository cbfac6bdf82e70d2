"""Which registered product is which row of a plan's list: by names without diacritics, that may differ a little.

Each row has one product and each product one row: the pairs that are most alike come first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from ocop_domain.planned import PlannedProduct
from ocop_domain.text import fold

ALIKE = 84
"""From here on two names are called one: "Khô cá bổi" and "khô bổi cá", "Tôm khô Đầm Dơi" and "Tom kho Dam Doi"."""
NEAR = 70
"""From here on a name may be meant, and is asked about."""
_OF_ANOTHER = 55
"""Below that a producer's name is somebody else's."""
_FORMS = (
    *("hop tac xa", "ho kinh doanh", "co so san xuat", "to hop tac", "doanh nghiep tu nhan", "cong ty", "co so"),
    *("htx", "hkd", "cssx", "tht", "dntn", "dn", "cty", "tnhh", "mtv", "ctcp", "co phan", "dich vu", "nong nghiep"),
    *("san xuat", "thuong mai", "sx", "tm", "dv", "ho", "ba", "ong", "anh", "chi"),
)
"""Words that stand before the name itself, without diacritics."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What is compared with a list: a product with its producer, and the commune's code."""

    application: str
    product: str
    producer: str
    unit: str
    owner: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """A list held against what was registered."""

    matched: tuple[tuple[PlannedProduct, Registered], ...]
    missing: tuple[PlannedProduct, ...]
    unplanned: tuple[Registered, ...]


Inside = Callable[[PlannedProduct], frozenset[str]]
"""The units in which a row of the list may be made."""


def compare(planned: Sequence[PlannedProduct], registered: Sequence[Registered], inside: Inside) -> Comparison:
    """What of the list was registered, what not, and what was registered beside it.

    Only products of the row's own units are looked at: a province has thousands.
    """
    by_unit: dict[str, list[int]] = {}
    for m, one in enumerate(registered):
        by_unit.setdefault(one.unit, []).append(m)
    pools: dict[frozenset[str], _Pool] = {}
    pairs = []
    for n, row in enumerate(planned):
        here = inside(row)
        if here not in pools:
            pools[here] = _pool([m for unit, those in by_unit.items() if unit in here for m in those], registered)
        for m in pools[here].near(row.product):
            likeness = _same(row, registered[m])
            if likeness:
                pairs.append((-likeness, n, m))
    rows, taken = dict[int, int](), set[int]()
    for _, n, m in sorted(pairs):
        if n not in rows and m not in taken:
            rows[n] = m
            taken.add(m)
    return Comparison(
        tuple((planned[n], registered[m]) for n, m in sorted(rows.items())),
        tuple(row for n, row in enumerate(planned) if n not in rows),
        tuple(one for m, one in enumerate(registered) if m not in taken),
    )


@dataclass(frozen=True, slots=True)
class _Pool:
    """Products that are compared with several rows: which of them may be near is found without looking at each pair."""

    numbers: Sequence[int]
    names: Sequence[_Words]
    plain: Sequence[str]
    sorted: Sequence[str]

    def near(self, product: str) -> set[int]:
        """The numbers of those whose likeness may reach `NEAR`."""
        own = _words(product)
        found = {at for at, name in enumerate(self.names) if _longer(own, name)}
        for said, names in ((own.plain, self.plain), (own.sorted, self.sorted)):
            alike = process.extract(said, names, scorer=fuzz.ratio, score_cutoff=NEAR, limit=None)
            found.update(at for _, _, at in alike)
        return {self.numbers[at] for at in found}


def _pool(numbers: Sequence[int], registered: Sequence[Registered]) -> _Pool:
    names = [_words(registered[m].product) for m in numbers]
    return _Pool(numbers, names, [name.plain for name in names], [name.sorted for name in names])


def _same(row: PlannedProduct, one: Registered) -> float:
    """How surely they are the same: 0 for not at all. Names that many have need the same producer."""
    product = product_likeness(row.product, one.product, NEAR)
    if product < NEAR:
        return 0.0
    producer = producer_likeness(row.producer, one.producer) if row.producer else 100.0
    if producer < _OF_ANOTHER:
        return 0.0
    if product < ALIKE and producer < ALIKE:
        return 0.0
    return product + producer


def look_up(planned: Sequence[PlannedProduct], product: str, producer: str = "") -> tuple[PlannedProduct, ...]:
    """The rows that somebody may mean who names a product, the likeliest first; a producer settles which one it is."""
    found = []
    for n, row in enumerate(planned):
        likeness = product_likeness(row.product, product, NEAR)
        if likeness < NEAR:
            continue
        of = producer_likeness(row.producer, producer) if producer and row.producer else 0.0
        found.append((likeness < ALIKE, -of, -likeness, n))
    return tuple(planned[n] for *_, n in sorted(found))


def is_of(row: PlannedProduct, producer: str) -> bool:
    """Whether a row is this producer's, as far as names tell it; a row without a producer is anybody's."""
    return not row.producer or producer_likeness(row.producer, producer) >= ALIKE


def product_likeness(one: str, other: str, least: float = 0.0) -> float:
    """From 0 to 100: how alike two names of products are, whatever the order of their words; below `least` 0."""
    first, second = _words(one), _words(other)
    if not first.plain or not second.plain:
        return 0.0
    longer = _longer(first, second)
    return max(
        fuzz.ratio(first.plain, second.plain, score_cutoff=least),
        fuzz.ratio(first.sorted, second.sorted, score_cutoff=least),
        longer if longer >= least else 0.0,
    )


def _longer(one: _Words, other: _Words) -> float:
    """A name with more words than the other, which it holds whole: "Mật ong rừng U Minh" is "mật ong rừng"."""
    short, long = (one, other) if one.count <= other.count else (other, one)
    if short.count < 2:
        return 0.0
    together = short.joined in long.joined  # "ST25" is "ST 25"
    if not (together or short.words <= long.words):
        return 0.0
    return max(0.0, 96.0 - 4 * (long.count - short.count))


def producer_likeness(one: str, other: str) -> float:
    """From 0 to 100: how alike two names of producers are, without what kind of producer it is."""
    first, second = _own_name(one), _own_name(other)
    return float(fuzz.token_sort_ratio(first, second)) if first and second else 0.0


@dataclass(frozen=True, slots=True)
class _Words:
    """A folded name in the ways in which it is compared."""

    plain: str
    sorted: str
    joined: str
    words: frozenset[str]
    count: int


@lru_cache(maxsize=16_384)
def _words(name: str) -> _Words:
    plain = fold(name)
    words = plain.split()
    return _Words(plain, " ".join(sorted(words)), "".join(words), frozenset(words), len(words))


@lru_cache(maxsize=16_384)
def _own_name(name: str) -> str:
    plain = f" {' '.join(fold(name).replace('-', ' ').split())} "
    for word in _FORMS:
        plain = plain.replace(f" {word} ", " ")
    return plain.strip() or fold(name)
