"""A programme: whose rules and dates hold, where, and from when to when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from ocop_domain.duties.calendar import occurrences
from ocop_domain.duties.model import Duty, Occurrence
from ocop_domain.product_sets import ProductSets, load_product_sets
from ocop_domain.working_days import add_working_days


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
    """Who must act next on a product, and by when (undated: nobody says it); `source` names the article."""

    actor: str
    due: Due | None
    source: str
    duty: str = ""
    """The duty whose last day holds, where there is one: a date that is moved there is moved here."""

    @property
    def undated(self) -> bool:
        return self.due is None and not self.duty


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the six national steps, and when the programme goes through it."""

    step: int
    title: str
    source: str
    opens: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Resubmission:
    """When something refused may be tried again: so many days later, or at the same time next year."""

    source: str
    days: int = 0
    next_year: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """A number that the programme wants to reach."""

    what: str
    value: float
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Quota:
    """Products that an area is to bring: new ones, and ones that rise by a star."""

    area: str
    new: int
    upgrade: int


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
    based_on: str = ""
    """The programme that this one was made from by shifting the year."""
    next: Mapping[str, NextStep] = field(default_factory=dict)
    effort: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """How this province differs from our estimates of work: see `criteria/effort.py`, overrides."""

    duties: tuple[Duty, ...] = ()
    stages: tuple[Stage, ...] = ()
    resubmission: Mapping[str, Resubmission] = field(default_factory=dict)
    targets: tuple[Goal, ...] = ()
    quotas: tuple[Quota, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def product_sets(self) -> ProductSets:
        return load_product_sets(self.product_sets_id)

    @cached_property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """Every dated occurrence of the duties, by last day; dates moved in chat are not in here."""
        return tuple(occurrences(self.duties, self.valid_from, self.valid_to))

    def duty(self, duty_id: str) -> Duty | None:
        return self._duties.get(duty_id)

    @cached_property
    def _duties(self) -> dict[str, Duty]:
        return {duty.id: duty for duty in self.duties}

    def admits(self, legal_form: str, *, tourism: bool) -> bool:
        """Whether a producer of this legal form may take part."""
        return legal_form in self.legal_forms or (tourism and legal_form in self.tourism_legal_forms)
