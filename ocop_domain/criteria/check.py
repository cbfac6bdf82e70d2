"""Whether a decision's file holds together: what `ocop-bot check` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocop_domain.criteria.model import Band, CriteriaSet, Decision, Item


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong (`code`), where, and the figures; `set` is empty for the decision itself.

    Codes: bands_gap, bands_overlap, bands_end, id_twice, levels_none, levels_order, level_negative, item_max,
    criterion_sum, part_sum, set_sum, minimum_item, minimum_level, minimum_mark, minimum_falls, needs_item,
    exclusion_item, star_unknown, sets_none, gap_unsaid.
    """

    code: str
    set: str
    where: str
    found: object = None
    expected: object = None

    def __str__(self) -> str:
        figures = "" if self.found is None else f": {self.found}" + (f", not {self.expected}" if self.expected else "")
        return " ".join(filter(None, (self.set, self.where, self.code))) + figures


def problems(decision: Decision) -> list[Problem]:
    """Everything that does not add up, in the order of the file; empty for a file that may be used."""
    found = list(_bands(decision.bands))
    if not decision.set_ids:
        found.append(Problem("sets_none", "", decision.id))
    found += [Problem("id_twice", i, "set") for i, n in Counter(decision.set_ids).items() if n > 1]
    for criteria in decision.sets:
        found += _set(criteria)
    return found


def _bands(bands: Sequence[Band]) -> Iterator[Problem]:
    """Bands must cover 0 to 100, each point once."""
    reached, star = 0, 0
    for band in sorted(bands, key=lambda b: b.low):
        if band.low > reached:
            yield Problem("bands_gap", "", f"{band.star} stars", band.low, reached)
        elif band.low < reached:
            yield Problem("bands_overlap", "", f"{band.star} stars", band.low, reached)
        if band.star <= star:
            yield Problem("bands_overlap", "", f"{band.star} stars")
        reached, star = band.end, band.star
        closed = band.below is None
        if closed != (reached == 100):
            yield Problem("bands_end", "", f"{band.star} stars", reached, 100)
    if reached != 100:
        yield Problem("bands_end", "", "last band", reached, 100)


def _set(criteria: CriteriaSet) -> Iterator[Problem]:
    where = criteria.id
    yield from (Problem("id_twice", where, c, n) for c, n in Counter(i.code for i in criteria.items).items() if n > 1)
    for part, criterion, item in criteria.walk():
        yield from _item(criteria, item)
        if item is criterion.items[0]:
            held = sum(i.declared_max or i.max for i in criterion.items)
            if held != criterion.max:
                yield Problem("criterion_sum", where, criterion.code, held, criterion.max)
            if criterion is part.criteria[0]:
                yield from _part_sum(criteria, part.code, part.max, sum(c.max for c in part.criteria))
    total = sum(i.max for i in criteria.items)
    if total + criteria.short != 100:
        yield Problem("set_sum", where, "total", total, 100 - criteria.short)
    if criteria.short and not criteria.gaps:
        yield Problem("gap_unsaid", where, "total", total, 100)
    yield from _minima(criteria)
    for exclusion in criteria.exclusions:
        for code in (*exclusion.at_zero, *filter(None, [exclusion.item])):
            if code not in criteria.by_code:
                yield Problem("exclusion_item", where, exclusion.id, code)


def _part_sum(criteria: CriteriaSet, code: str, asked: int, held: int) -> Iterator[Problem]:
    """A part may fall short only where the set says so."""
    if held > asked or asked - held > criteria.short:
        yield Problem("part_sum", criteria.id, code, held, asked)


def _item(criteria: CriteriaSet, item: Item) -> Iterator[Problem]:
    for levels in [c.levels for c in item.cases] or [item.levels]:
        points = [level.points for level in levels]
        if not points:
            yield Problem("levels_none", criteria.id, item.code)
        elif points != sorted(points) or (len(set(points)) < len(points) and not item.defect):
            yield Problem("levels_order", criteria.id, item.code, points)
        if any(p < 0 for p in points):
            yield Problem("level_negative", criteria.id, item.code, points)
        stars = [level.star for level in levels if level.star]
        if stars != sorted(set(stars)):
            yield Problem("minimum_falls", criteria.id, item.code, stars)
    if max(item.points) != item.max:
        yield Problem("item_max", criteria.id, item.code, max(item.points), item.max)
    before = [i.code for i in criteria.items[: criteria.items.index(item)]]
    if item.needs and item.needs not in before:
        yield Problem("needs_item", criteria.id, item.code, item.needs)


def _minima(criteria: CriteriaSet) -> Iterator[Problem]:
    """Every minimum is a level that exists, and every star printed at a level is a minimum."""
    stars = {band.star for band in criteria.bands}
    for star, asked in criteria.minima.items():
        if star not in stars:
            yield Problem("star_unknown", criteria.id, str(star))
        for code, points in asked.items():
            item = criteria.by_code.get(code)
            if item is None:
                yield Problem("minimum_item", criteria.id, code, star)
            elif item.level(points) is None:
                yield Problem("minimum_level", criteria.id, code, points, item.points)
    for item in criteria.items:
        for level in item.all_levels:
            if level.star and criteria.minima.get(level.star, {}).get(item.code) != level.points:
                yield Problem("minimum_mark", criteria.id, item.code, level.points, level.star)
