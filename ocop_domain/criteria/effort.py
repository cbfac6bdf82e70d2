"""How much work a step up is, how long it takes, what proves it and who helps: our own estimates, never the law's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ocop_domain.criteria.check import Problem
from ocop_domain.criteria.model import CriteriaSet, Item
from ocop_domain.data import names, read_yaml
from ocop_domain.errors import Refusal
from ocop_domain.product_sets import load_product_sets

Raw = Mapping[str, Any]
Overrides = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class StepEffort:
    """What the step to `points` costs from the level before: `effort` person-days, `lead_days` days of the calendar."""

    points: int
    effort: int
    lead_days: int
    why: str


@dataclass(frozen=True, slots=True)
class ItemEffort:
    """The estimate for one item of one set.

    `evidence` are row numbers of the evidence table, `helpers` ids of who helps, the nearest first.
    """

    id: str
    kind: str
    why: str
    evidence: tuple[int, ...]
    helpers: tuple[str, ...]
    steps: tuple[StepEffort, ...]

    def rise(self, start: int, end: int) -> tuple[int, int]:
        """Effort and days from `start` to `end` points: the sum of the steps between, one after the other."""
        between = [step for step in self.steps if start < step.points <= end]
        return sum(s.effort for s in between), sum(s.lead_days for s in between)

    def reason(self, end: int) -> str:
        """Why getting to `end` points takes what it takes."""
        return next((step.why for step in self.steps if step.points == end), self.why)


@dataclass(frozen=True)
class EffortTable:
    """The estimates for one decision; `notice` must stand wherever a figure of them is shown."""

    decision: str
    notice: str
    source: str
    kinds: Mapping[str, str]
    helpers: Mapping[str, str]
    sector: Mapping[str, str]
    evidence: Mapping[int, str]
    rows: tuple[Raw, ...]
    _known: dict[str, tuple[CriteriaSet, Mapping[str, ItemEffort]]] = field(default_factory=dict, compare=False)
    """What was read for a set, without overrides: every screen of a score card asks for it."""

    def entries(self, criteria: CriteriaSet, item: Item, criterion: str) -> list[Raw]:
        """The entries that match an item: exactly one in a file that may be used."""
        rising = len([points for points in item.points if points])
        return [row for row in self.rows if _matches(row, criteria.id, criterion, item.label, rising)]

    def for_set(self, criteria: CriteriaSet, overrides: Overrides | None = None) -> Mapping[str, ItemEffort]:
        """Item code → estimate. `overrides` of a province: entry id, or "s07:3.5" for one item → fields to replace.

        Refused as `error.effort_item` (unknown key, or an item without estimate) or `error.effort_steps`.
        """
        if overrides:
            return self._with(criteria, overrides)
        known = self._known.get(criteria.id)
        if known is None or known[0] is not criteria:
            known = self._known[criteria.id] = criteria, self._with(criteria, {})
        return known[1]

    def _with(self, criteria: CriteriaSet, changes: Overrides) -> dict[str, ItemEffort]:
        self._refuse_unknown(criteria, changes)
        found: dict[str, ItemEffort] = {}
        for _, criterion, item in criteria.walk():
            rows = self.entries(criteria, item, criterion.label)
            if not rows:
                raise Refusal("error.effort_item", item=f"{criteria.id}:{item.code}")
            own = changes.get(f"{criteria.id}:{item.code}", {})
            found[item.code] = self._read({**rows[0], **changes.get(rows[0]["id"], {}), **own}, criteria, item)
        return found

    def _refuse_unknown(self, criteria: CriteriaSet, changes: Overrides) -> None:
        ids = {row["id"] for row in self.rows}
        for key in changes:
            set_id, _, code = key.partition(":")
            if (key not in ids and not code) or (set_id == criteria.id and code not in criteria.by_code):
                raise Refusal("error.effort_item", item=key)

    def _read(self, row: Raw, criteria: CriteriaSet, item: Item) -> ItemEffort:
        rising = [points for points in item.points if points]
        steps = row["steps"]
        if len(steps) != len(rising) or any(not _is_step(step) for step in steps):
            raise Refusal("error.effort_steps", item=f"{criteria.id}:{item.code}", expected=len(rising))
        return ItemEffort(
            id=row["id"],
            kind=row["kind"],
            why=row["why"],
            evidence=tuple(row["evidence"]),
            helpers=tuple(dict.fromkeys(self._helpers(row["helps"], criteria))),
            steps=tuple(
                StepEffort(points, step[0], step[1], step[2] if len(step) > 2 else row["why"])
                for points, step in zip(rising, steps, strict=True)
            ),
        )

    def _helpers(self, ids: Sequence[str], criteria: CriteriaSet) -> Iterator[str]:
        """Who helps; "sector" is the department of the ministry in charge of the set."""
        for helper in ids:
            if helper != "sector":
                yield helper
                continue
            for agency in load_product_sets(self.decision).get(criteria.id).agencies:
                yield self.sector[agency]


def estimates(criteria: CriteriaSet, overrides: Overrides | None = None) -> tuple[Mapping[str, ItemEffort], bool]:
    """Item code → estimate, and whether there are any for this decision. Where there are none each level is one piece
    of work without days: enough to find the fewest levels to rise, and nothing to show."""
    if criteria.decision in names("effort"):
        return load_effort(criteria.decision).for_set(criteria, overrides), True
    return {item.code: _unknown(item) for item in criteria.items}, False


def _unknown(item: Item) -> ItemEffort:
    steps = tuple(StepEffort(points, 1, 0, "") for points in item.points if points)
    return ItemEffort(item.code, "", "", (), (), steps)


@cache
def load_effort(decision: str) -> EffortTable:
    """The estimates for a decision by its id; refused as `error.path_no_effort` where there are none."""
    if decision not in names("effort"):
        raise Refusal("error.path_no_effort", decision=decision)
    raw = read_yaml("effort", f"{decision}.yaml")
    return EffortTable(
        decision=raw["decision"],
        notice=raw["notice"],
        source=raw["source"],
        kinds=raw["kinds"],
        helpers=raw["helpers"],
        sector=raw["sector"],
        evidence=raw["evidence"],
        rows=tuple(raw["items"]),
    )


def effort_problems(table: EffortTable, sets: Iterator[CriteriaSet]) -> list[Problem]:
    """Items without exactly one estimate, entries that fit nothing, and names the table does not know."""
    found: list[Problem] = []
    used: set[str] = set()
    for criteria in sets:
        for _, criterion, item in criteria.walk():
            ids = [row["id"] for row in table.entries(criteria, item, criterion.label)]
            used.update(ids)
            if len(ids) != 1:
                found.append(Problem("effort_matches", criteria.id, item.code, ids, 1))
    for row in table.rows:
        if row["id"] not in used:
            found.append(Problem("effort_unused", "", row["id"]))
        if row["kind"] not in table.kinds or not row["why"]:
            found.append(Problem("effort_words", "", row["id"], row["kind"]))
        if not row["evidence"] or not set(row["evidence"]) <= set(table.evidence):
            found.append(Problem("effort_evidence", "", row["id"], row["evidence"]))
        if not row["helps"] or not set(row["helps"]) <= set(table.helpers):
            found.append(Problem("effort_helpers", "", row["id"], row["helps"]))
        if any(not _is_step(step) for step in row["steps"]):
            found.append(Problem("effort_steps", "", row["id"], row["steps"]))
    return found


def _matches(row: Raw, set_id: str, criterion: str, label: str, rising: int) -> bool:
    labels = [row["label"]] if isinstance(row["label"], str) else row["label"]
    return (
        label in labels
        and len(row["steps"]) == rising
        and row.get("levels", rising) == rising
        and row.get("criterion", criterion) == criterion
        and set_id in row.get("sets", (set_id,))
    )


def _is_step(step: object) -> bool:
    """[effort, days] or [effort, days, why]: effort at least 1, days at least 1."""
    return (
        isinstance(step, list | tuple)
        and len(step) in (2, 3)
        and all(isinstance(n, int) and not isinstance(n, bool) and n >= 1 for n in step[:2])
        and all(isinstance(why, str) and why for why in step[2:])
    )
