"""A programme: whose rules and dates hold, where, and from when to when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from ocop_domain.data import names, read_yaml
from ocop_domain.product_sets import ProductSets, load_product_sets
from ocop_domain.working_days import add_working_days


class UnknownProgrammeError(LookupError):
    """No data file describes this programme."""


@dataclass(frozen=True, slots=True)
class Due:
    """When something must be done at the latest: on a day, before a yearly day, or so many working days on."""

    day: date | None = None
    before: tuple[str, ...] = ()
    working_days: int = 0

    def last_day(self, since: date) -> date:
        """The last day on which it is still in time, counted from `since`."""
        if self.day:
            return self.day
        if self.working_days:
            return add_working_days(since, self.working_days)
        limits = (date.fromisoformat(f"{y}-{d}") for y in (since.year, since.year + 1) for d in self.before)
        return min(d for d in limits if d > since) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NextStep:
    """Who must act next on a product, and by when; `source` names the article."""

    actor: str
    due: Due
    source: str


@dataclass(frozen=True)
class Programme:
    """One programme, as its data file states it."""

    id: str
    name: str
    document: str
    valid_from: date
    valid_to: date
    province: str | None
    decision: str
    product_sets_id: str
    form: str
    form_source: str
    levels: tuple[str, ...]
    legal_forms: tuple[str, ...]
    tourism_legal_forms: tuple[str, ...]
    legal_forms_source: str
    demo_date: date
    demo_commune: Mapping[str, str | None]
    demo_district: str
    next: Mapping[str, NextStep] = field(default_factory=dict)
    effort: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """How this province differs from our estimates of work: see `criteria/effort.py`, overrides."""

    @property
    def product_sets(self) -> ProductSets:
        return load_product_sets(self.product_sets_id)

    def admits(self, legal_form: str, *, tourism: bool) -> bool:
        """Whether a producer of this legal form may take part."""
        return legal_form in self.legal_forms or (tourism and legal_form in self.tourism_legal_forms)


def all_programmes() -> list[str]:
    """Ids of the programmes that have a data file."""
    return names("programmes")


@cache
def load_programme(programme_id: str) -> Programme:
    """The programme with this id; `UnknownProgrammeError` names those that exist."""
    if programme_id not in all_programmes():
        raise UnknownProgrammeError(f"no programme {programme_id!r}; known: {', '.join(all_programmes())}")
    raw = dict(read_yaml("programmes", f"{programme_id}.yaml"))
    steps = {state: NextStep(row["actor"], _due(row["due"]), row["source"]) for state, row in raw.pop("next").items()}
    for key in ("levels", "legal_forms", "tourism_legal_forms"):
        raw[key] = tuple(raw[key])
    return Programme(product_sets_id=raw.pop("product_sets"), next=steps, **raw)


def _due(raw: Mapping[str, object]) -> Due:
    return Due(**{k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()})  # type: ignore[arg-type]
