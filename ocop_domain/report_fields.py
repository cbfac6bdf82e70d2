"""The questions of a report with fields: of a plan's own report, or of one that a level asks for.

A field is asked once, and summed up for a unit: numbers are added, "yes" is counted, texts are listed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from ocop_domain.data import names, read_yaml


class FieldKind(StrEnum):
    """How a field is answered."""

    NUMBER = "number"
    MONEY = "money"
    """Million dong."""
    YES_NO = "yes_no"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ReportField:
    """One question: `label` heads its column, `unit` is that of a number ("kg"), `mark` what is known with the answer
    of the producer (`progress.Mark`), "" for nothing."""

    id: str
    kind: FieldKind
    ask: str
    label: str = ""
    unit: str = ""
    mark: str = ""
    ask_en: str = ""
    label_en: str = ""
    required: bool = True

    @property
    def head(self) -> str:
        return self.label or self.ask


@dataclass(frozen=True, slots=True)
class ReportForm:
    """A report with fields that a plan asks for: with which duties it is answered, and where the plan says so."""

    id: str
    title: str
    programme: str
    duties: tuple[str, ...]
    source: str
    fields: tuple[ReportField, ...]


MOST = 6
"""Questions of a report that a level asks for: more are a paper, not a message."""


def field_from(row: Mapping[str, Any]) -> ReportField:
    """A field of plain data."""
    return ReportField(**{**row, "kind": FieldKind(row["kind"])})


def as_text(fields: Iterable[ReportField]) -> str:
    """Fields as they are kept: only what is said of each."""
    rows = [{name: value for name, value in asdict(one).items() if value not in ("", True)} for one in fields]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> tuple[ReportField, ...]:
    """Fields as they were kept."""
    return tuple(field_from(row) for row in json.loads(text))


@cache
def report_forms() -> Mapping[str, ReportForm]:
    """Every report with fields that a plan asks for, by its id."""
    found = {}
    for name in names("reports"):
        row = read_yaml("reports", f"{name}.yaml")
        fields = tuple(field_from(one) for one in row["fields"])
        found[name] = ReportForm(name, row["title"], row["programme"], tuple(row["duties"]), row["source"], fields)
    return found


def form_for(programme: str, duty: str) -> ReportForm | None:
    """The fields of a plan's duty, where it has some."""
    forms = report_forms().values()
    return next((form for form in forms if form.programme == programme and duty in form.duties), None)


@dataclass(frozen=True, slots=True)
class FieldSum:
    """What all answers to a field come to: how many there are, the sum of numbers, how often "yes", the texts."""

    field: ReportField
    answered: int
    total: float = 0.0
    yes: int = 0
    texts: tuple[str, ...] = ()


def summed(fields: Sequence[ReportField], answers: Sequence[Mapping[str, Any]]) -> list[FieldSum]:
    """Each field over all answers."""
    return [_sum(one, [said[one.id] for said in answers if said.get(one.id) is not None]) for one in fields]


def _sum(one: ReportField, values: Sequence[Any]) -> FieldSum:
    if one.kind is FieldKind.YES_NO:
        return FieldSum(one, len(values), yes=sum(value is True for value in values))
    if one.kind is FieldKind.TEXT:
        return FieldSum(one, len(values), texts=tuple(str(value) for value in values))
    return FieldSum(one, len(values), total=float(sum(values)))
