"""The product sets of a decision: found by what people call their product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, NamedTuple

from ocop_domain.data import names, read_yaml
from ocop_domain.errors import Refusal
from ocop_domain.product_names import kinds_of
from ocop_domain.text import fold

_MOST_OF_A_NAME = 5
"""A sector of more sets than that is no answer: its groups are shown."""


@dataclass(frozen=True, slots=True)
class ProductSet:
    """One row of the decision's list; `now` is the set that it became in the decision `now_in`, if any.

    `kinds` are what it holds, of the kinds of data/product_words; `near` those that have no set of their own here.
    """

    id: str
    num: int
    name: str
    sector: str
    group: str
    agencies: tuple[str, ...]
    kinds: tuple[str, ...]
    near: tuple[str, ...] = ()
    now: str | None = None
    samples: int = 5
    tourism: bool = False
    excludes_untraceable: bool = False
    grown_in_province: bool = False


class KeptSet(NamedTuple):
    """A set as an application keeps it: an id says what it is only together with the programme that offered it."""

    programme: str
    set_id: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A set that a name may mean; not sure: the producer is asked."""

    set: ProductSet
    sure: bool = False


@dataclass(frozen=True)
class ProductSets:
    """All sets of one decision, in its order."""

    id: str
    decision: str
    sets: tuple[ProductSet, ...]
    now_in: str = ""
    """The decision to whose sets `now` leads; "" for that one itself."""
    former: str = ""
    """The decision of the plan itself, by whose plain ids its applications of before the law changed are kept."""

    @cached_property
    def by_id(self) -> dict[str, ProductSet]:
        return {s.id: s for s in self.sets}

    def get(self, set_id: str) -> ProductSet:
        found = self.find(set_id)
        if found is None:
            raise Refusal("error.product_set")
        return found

    def find(self, set_id: str | None) -> ProductSet | None:
        """The set of an id that was kept: of these sets, of those before the law changed, or of a decision it names."""
        decision, _, plain = (set_id or "").rpartition(_OF)
        if decision:
            return carrying(decision).by_id.get(set_id or "") if decision in all_decisions() else None
        return (load_product_sets(self.former) if self.former else self).by_id.get(plain)

    def from_set(self, before: ProductSets, set_id: str) -> str | None:
        """The set here that a set of another decision became, by that decision's own table; None: it must be asked.

        The same id is another set in another decision: s14 was coffee, and is white spirit.
        """
        known = before.find(set_id)
        if known is None:
            return None
        chosen, of = _plain(known, before)
        if of.id == self.id:
            return self._named(chosen)
        if self.former and (before.id, before.former) == (self.id, self.former):
            return set_id
        if not self.former and self._year < of._year:
            return None  # nothing says what a set of a later decision was before
        same = same_under(chosen, of, self.id)
        return self._named(same) if same else None

    @property
    def _year(self) -> str:
        """In which its decision was issued: its id ends with it."""
        return self.id.rpartition("-")[2]

    def _named(self, chosen: ProductSet) -> str:
        """How a set of this decision is kept here."""
        return self.qualified(chosen.id) if self.former else chosen.id

    @cached_property
    def groups(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s.group for s in self.sets))

    def in_group(self, group: str) -> list[ProductSet]:
        return [s for s in self.sets if s.group == group]

    def qualified(self, set_id: str) -> str:
        """The id of one of these sets with their decision: what it says without a programme beside it."""
        return f"{self.id}{_OF}{set_id}"

    def kept_in_group(self, group: str) -> list[str]:
        """By which ids products of a group may have been kept: also those of before the law changed."""
        before = load_product_sets(self.former).in_group(group) if self.former else []
        return [one.id for one in (*self.in_group(group), *before)]

    @cached_property
    def _by_name(self) -> dict[str, tuple[ProductSet, ...]]:
        """Folded name of a set, group or sector → its sets."""
        named: dict[str, tuple[ProductSet, ...]] = {}
        for field in ("sector", "group", "name"):
            for one in self.sets:
                name = getattr(one, field)
                same = tuple(s for s in self.sets if getattr(s, field) == name)
                if len(same) <= _MOST_OF_A_NAME:
                    named[fold(name)] = same
        return named

    def offers(self, text: str, limit: int = 5) -> list[Offer]:
        """The sets that a product of this name may belong to, best first; empty where it is no product's name.

        At most the first is sure: then no other set is near.
        """
        if called := self._by_name.get(fold(text)):
            return [Offer(one, sure=len(called) == 1) for one in called[:limit]]
        reading = kinds_of(text)
        offers: dict[str, Offer] = {}
        for kind in reading.kinds:
            sure = reading.sure and kind == reading.kinds[0]
            for offer in self._holding(kind, sure=sure):
                offers.setdefault(offer.set.id, offer)
        return list(offers.values())[:limit]

    def _holding(self, kind: str, *, sure: bool) -> list[Offer]:
        own = [one for one in self.sets if kind in one.kinds]
        near = [one for one in self.sets if kind in one.near]
        return [*(Offer(one, sure=sure and len(own) == 1) for one in own), *(Offer(one) for one in near)]


def all_decisions() -> Sequence[str]:
    """Ids of the decisions whose sets are known."""
    return names("product_sets")


@cache
def load_product_sets(decision: str) -> ProductSets:
    """The sets of a decision by its id."""
    raw = read_yaml("product_sets", f"{decision}.yaml")
    sets = tuple(ProductSet(**_tuples(row)) for row in raw["sets"])
    return ProductSets(decision, raw["decision"], sets, raw.get("now_in", ""))


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


_OF = "."
"""Stands in an id between the decision and the set, where no programme beside it says the decision: in lists of the
state, and where a plan outlives the decision under which it began."""


@cache
def carrying(decision: str) -> ProductSets:
    """The sets of a decision, each with an id that carries it."""
    own = load_product_sets(decision)
    return replace(own, sets=tuple(replace(one, id=own.qualified(one.id)) for one in own.sets))


@cache
def later_sets(former: str, now: str) -> ProductSets:
    """What is chosen from in a plan that began under one decision and goes on under another one."""
    return replace(carrying(now), former=former)


def _plain(chosen: ProductSet, of: ProductSets) -> tuple[ProductSet, ProductSets]:
    """The set as its own decision has it, and the sets of that decision."""
    decision, _, plain = chosen.id.rpartition(_OF)
    if not decision:
        return chosen, load_product_sets(of.former) if of.former else of
    own = load_product_sets(decision)
    return own.by_id[plain], own


def decision_of(chosen: ProductSet, of: ProductSets) -> str:
    """The decision to whose sets it belongs."""
    return _plain(chosen, of)[1].id


def newest(chosen: ProductSet, of: ProductSets) -> tuple[ProductSet, ProductSets] | None:
    """The set that a set became in the end, and the decision whose it is; None where it ended."""
    chosen, of = _plain(chosen, of)
    if not of.now_in:
        return chosen, of
    last = load_product_sets(of.now_in)
    return (last.by_id[chosen.now], last) if chosen.now in last.by_id else None


def same_under(chosen: ProductSet, of: ProductSets, wanted: str) -> ProductSet | None:
    """The same set in the decision `wanted`; None where none or several may be meant: a person must choose."""
    chosen, of = _plain(chosen, of)
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
