"""The groups of products to which a list of several programmes can be narrowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.handlers.turn import Turn
from ocop_domain.product_sets import KeptSet, ProductSet
from ocop_domain.text import file_name


@dataclass(frozen=True, slots=True)
class ProductGroup:
    """A group that occurs: its name, as what its products are kept, and how many they are."""

    name: str
    sets: tuple[KeptSet, ...]
    count: int


def set_of(turn: Turn, programme: str, set_id: str) -> ProductSet | None:
    """The set that a product is kept as, as the decision of its programme has it."""
    own = turn.programmes.find(programme) or turn.programme
    return own.product_sets.find(set_id)


def group_of(turn: Turn, programme: str, set_id: str) -> str:
    """The group of a product set; "" where it is not known."""
    chosen = set_of(turn, programme, set_id)
    return chosen.group if chosen else ""


def group_id(group: str) -> str:
    """How a button or an address names a group of products."""
    return f"g-{file_name(group)[:30]}"


async def groups_in(turn: Turn, units: Sequence[str]) -> dict[str, ProductGroup]:
    """The groups that occur in these units, by their ids."""
    found: dict[str, ProductGroup] = {}
    for kept, count in (await turn.reads.sets_in(units)).items():
        name = group_of(turn, kept.programme, kept.set_id)
        if not name:
            continue
        before = found.get(group_id(name), ProductGroup(name, (), 0))
        found[group_id(name)] = ProductGroup(before.name, (*before.sets, kept), before.count + count)
    return found
