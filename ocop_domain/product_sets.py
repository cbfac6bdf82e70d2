"""The product sets of a decision: found by what people call their product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz import fuzz, process

from ocop_domain.data import names, read_yaml
from ocop_domain.errors import Refusal
from ocop_domain.text import fold


@dataclass(frozen=True, slots=True)
class ProductSet:
    """One row of the decision's list; `now` is the set that it became in the decision `now_in`, if any."""

    id: str
    num: int
    name: str
    sector: str
    group: str
    agencies: tuple[str, ...]
    keywords: tuple[str, ...]
    now: str | None = None
    samples: int = 5
    tourism: bool = False
    excludes_untraceable: bool = False
    grown_in_province: bool = False


@dataclass(frozen=True)
class ProductSets:
    """All sets of one decision, in its order."""

    id: str
    decision: str
    sets: tuple[ProductSet, ...]
    now_in: str = ""
    """The decision to whose sets `now` leads; "" for that one itself."""

    @cached_property
    def by_id(self) -> dict[str, ProductSet]:
        return {s.id: s for s in self.sets}

    def get(self, set_id: str) -> ProductSet:
        try:
            return self.by_id[set_id]
        except KeyError:
            raise Refusal("error.product_set") from None

    def from_set(self, before: ProductSets, set_id: str) -> str | None:
        """The set here that a set of another decision became, by that decision's own table; None: it must be asked.

        The same id is another set in another decision: s14 was coffee, and is white spirit.
        """
        known = before.by_id.get(set_id)
        if known is None:
            return None
        if before.id == self.id:
            return set_id
        return known.now if self.id == before.now_in and known.now in self.by_id else None

    @cached_property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s.group for s in self.sets))

    def in_group(self, group: str) -> list[ProductSet]:
        return [s for s in self.sets if s.group == group]

    @cached_property
    def _index(self) -> list[tuple[str, str]]:
        """Folded phrase → set id, for names, groups and keywords."""
        return [(fold(p), s.id) for s in self.sets for p in (s.name, *s.keywords)]

    def search(self, text: str, limit: int = 6) -> list[ProductSet]:
        """The sets that `text` may mean, best first; empty when nothing is near."""
        asked = fold(text)
        if len(asked) < 2:
            return []
        scores: dict[str, float] = {}
        for phrase, set_id in self._index:
            score = _score(asked, phrase)
            if score > scores.get(set_id, 0):
                scores[set_id] = score
        if not scores:
            hits = process.extract(asked, [p for p, _ in self._index], scorer=fuzz.ratio, score_cutoff=75)
            for _, score, at in hits:
                set_id = self._index[at][1]
                scores[set_id] = max(score, scores.get(set_id, 0))
        best = sorted(scores, key=lambda i: (-scores[i], self.by_id[i].num))
        return [self.by_id[i] for i in best[:limit]]


def _score(asked: str, phrase: str) -> float:
    """How well whole words agree: the same phrase, one inside the other, or nothing."""
    if asked == phrase:
        return 200
    padded, inner = f" {asked} ", f" {phrase} "
    if inner in padded:  # "banh phong tom ca mau" names "banh phong tom": the longer, the surer
        return 100 + min(len(phrase), 60)
    if padded in inner:  # "mam" is a part of "mam tom" and of "nuoc mam"
        return 80 + min(10 * len(asked) / len(phrase), 10)
    return 0


def all_decisions() -> Sequence[str]:
    """Ids of the decisions whose sets are known."""
    return names("product_sets")


@cache
def load_product_sets(decision: str) -> ProductSets:
    """The sets of a decision by its id."""
    raw = read_yaml("product_sets", f"{decision}.yaml")
    sets = tuple(
        ProductSet(**{**row, "agencies": tuple(row["agencies"]), "keywords": tuple(row["keywords"])})
        for row in raw["sets"]
    )
    return ProductSets(decision, raw["decision"], sets, raw.get("now_in", ""))


def newest(chosen: ProductSet, of: ProductSets) -> tuple[ProductSet, ProductSets] | None:
    """The set that a set became in the end, and the decision whose it is; None where it ended."""
    if not of.now_in:
        return chosen, of
    last = load_product_sets(of.now_in)
    return (last.by_id[chosen.now], last) if chosen.now in last.by_id else None


def same_under(chosen: ProductSet, of: ProductSets, wanted: str) -> ProductSet | None:
    """The same set in the decision `wanted`; None where none or several may be meant: a person must choose."""
    if wanted == of.id:
        return chosen
    found, sets = newest(chosen, of), load_product_sets(wanted)
    if found is None:
        return None
    became, last = found
    if last.id == wanted:
        return became
    same = [one for one in sets.sets if one.now == became.id and sets.now_in == last.id]
    return same[0] if len(same) == 1 else None
