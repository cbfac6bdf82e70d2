"""What a decision on criteria is made of: sets, parts, criteria, items, levels, bands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from ocop_domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class Level:
    """One printed answer; `star` marks it as the least a product of that star must reach."""

    points: int
    label: str
    star: int | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One of two situations of an either/or criterion; a person answers for the one that is theirs."""

    code: str
    label: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A printed remark; kinds: exclude, stop, require, applies_if, choose_one, evidence, explain."""

    kind: str
    text: str


@dataclass(frozen=True)
class Item:
    """What is scored with one level.

    `needs` names the item without which this one counts nothing; `max` is the highest level held, `declared_max`
    what the decision prints where that differs; `fix` says what we corrected in the source, `defect` what looks wrong
    in it and was left; `star_on_title` is a star printed at the title with no level marked.
    """

    code: str
    label: str
    max: int
    levels: tuple[Level, ...] = ()
    cases: tuple[Case, ...] = ()
    notes: tuple[Note, ...] = ()
    needs: str | None = None
    needs_inferred: bool = False
    heading: str | None = None
    declared_max: int | None = None
    fix: str | None = None
    defect: str | None = None
    star_on_title: int | None = None

    @cached_property
    def all_levels(self) -> tuple[Level, ...]:
        """The levels, those of both cases for an either/or item."""
        return self.levels or tuple(level for case in self.cases for level in case.levels)

    @cached_property
    def points(self) -> tuple[int, ...]:
        """Points a person may answer, rising; 0 is "none reached" even where no such level is printed."""
        return tuple(sorted({0, *(level.points for level in self.all_levels)}))

    def level(self, points: int) -> Level | None:
        """The first printed level with these points; None where "none reached" is not printed."""
        return next((level for level in self.all_levels if level.points == points), None)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A numbered criterion; one that is scored itself has one item with its own code."""

    code: str
    label: str
    max: int
    items: tuple[Item, ...]
    notes: tuple[Note, ...] = ()
    fix: str | None = None
    defect: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Part A, B or C."""

    code: str
    label: str
    max: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why a dossier would be refused, or its evaluation stopped; certain when an item of `at_zero` has no points."""

    id: str
    kind: str
    text: str
    item: str | None = None
    at_zero: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """Totals from `low` up to but not including `below` (None: up to and including `top`) are `star` stars."""

    star: int
    low: int
    below: int | None
    top: int | None
    printed: str

    @property
    def end(self) -> int:
        return self.below if self.below is not None else self.top or 0


@dataclass(frozen=True)
class CriteriaSet:
    """One set of one decision. `short` is what the file says is missing to 100 points; `minima` is as printed."""

    decision: str
    id: str
    num: int
    name: str
    parts: tuple[Part, ...]
    bands: tuple[Band, ...]
    minima: Mapping[int, Mapping[str, int]]
    exclusions: tuple[Exclusion, ...] = ()
    short: int = 0
    gaps: tuple[str, ...] = ()

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for _, _, item in self.walk())

    @cached_property
    def by_code(self) -> dict[str, Item]:
        return {item.code: item for item in self.items}

    def walk(self) -> Iterator[tuple[Part, Criterion, Item]]:
        """Every item with where it stands, in the order of the decision."""
        for part in self.parts:
            for criterion in part.criteria:
                for item in criterion.items:
                    yield part, criterion, item

    @cached_property
    def rows(self) -> tuple[tuple[str, str, int, tuple[int, ...], str | None], ...]:
        """Per item what scoring needs: code, part, most points, points allowed, the item it needs."""
        return tuple((i.code, part.code, i.max, i.points, i.needs) for part, _, i in self.walk())

    @cached_property
    def by_case(self) -> dict[str, tuple[Item, Case]]:
        """The cases of either/or items by their own code, for instance "8.case1"."""
        return {case.code: (item, case) for item in self.items for case in item.cases}

    @cached_property
    def required(self) -> dict[int, dict[str, int]]:
        """Star → item → points it must have; a star asks for its own marks and for those of every star below."""
        order = {item.code: at for at, item in enumerate(self.items)}
        wanted: dict[int, dict[str, int]] = {}
        so_far: dict[str, int] = {}
        for band in sorted(self.bands, key=lambda b: b.star):
            for code, points in self.minima.get(band.star, {}).items():
                so_far[code] = max(points, so_far.get(code, 0))
            wanted[band.star] = dict(sorted(so_far.items(), key=lambda kv: order.get(kv[0], 0)))
        return wanted

    def item(self, code: str) -> Item:
        """The item `code`; refused as `error.score_item`."""
        try:
            return self.by_code[code]
        except KeyError:
            raise Refusal("error.score_item", item=code, set=self.id, decision=self.decision) from None

    def low(self, star: int) -> int:
        """The least total of `star`; refused as `error.score_star` for a star no band has."""
        for band in self.bands:
            if band.star == star:
                return band.low
        raise Refusal("error.score_star", star=star, allowed=tuple(band.star for band in self.bands))

    def star_by_points(self, total: float | Fraction | Decimal) -> int:
        """The star of a total or an average, taken as it is: 89.5 and 89.99 are below 90."""
        return max((band.star for band in self.bands if band.low <= total), default=min(b.star for b in self.bands))


@dataclass(frozen=True)
class Decision:
    """A decision on criteria, from when it is used for new filings; its sets are built when first asked for.

    `gaps` and `readings` are sentences for the person who scores: what we do not hold, and how we read what is unclear.
    `missing` are the sets the decision has and we do not, each with its sentence.
    """

    id: str
    number: str
    names: tuple[str, ...]
    filed_from: date
    filed_to: date | None
    in_force_to: date | None
    text: str
    source: str
    trust: str
    official: str
    gaps: tuple[str, ...]
    readings: tuple[str, ...]
    bands: tuple[Band, ...]
    set_ids: tuple[str, ...]
    missing: Mapping[str, str]
    build: Callable[[str], CriteriaSet] = field(repr=False, compare=False)

    def set(self, set_id: str) -> CriteriaSet:
        """The set `set_id` ("s01"); refused as `error.score_set`, or `error.score_set_missing` if we do not hold it."""
        if set_id in self.missing:
            raise Refusal("error.score_set_missing", set=set_id, decision=self.number, reason=self.missing[set_id])
        if set_id not in self.set_ids:
            raise Refusal("error.score_set", set=set_id, decision=self.number)
        return self.build(set_id)

    @property
    def sets(self) -> Iterator[CriteriaSet]:
        """Every set that is held."""
        return (self.build(set_id) for set_id in self.set_ids)
