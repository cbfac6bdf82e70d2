"""A programme: whose rules and dates hold, where, and from when to when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from ocop_domain.agencies import Agency
from ocop_domain.councils import Council, Voting
from ocop_domain.duties.calendar import begun, occurrences
from ocop_domain.duties.model import Duty, Occurrence
from ocop_domain.planned import PlannedProduct
from ocop_domain.product_sets import ProductSets, later_sets, load_product_sets
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
    programme: str = ""
    """The programme that declares this duty."""
    more: tuple[str, ...] = ()
    """Further duties of the same step, where there is one for each round."""

    @property
    def duties(self) -> tuple[str, ...]:
        return (self.duty, *self.more) if self.duty else ()

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
class Addressee:
    """To whom a unit of some level writes its reports, in the words of the plan."""

    to: str
    source: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A number that the programme wants to reach; `measure` is what of the assistant's counts it (progress.Measure),
    "" where it counts none of it; `year` the only one that it is for; `said` how the plan writes the number where it
    is not exact ("ít nhất 40")."""

    what: str
    value: float
    unit: str
    source: str
    measure: str = ""
    year: int = 0
    said: str = ""

    @property
    def stated(self) -> str:
        """What is wanted, with the number as the plan writes it: for a table whose own number is one to count with."""
        return f"{self.what} ({self.said})" if self.said else self.what


@dataclass(frozen=True, slots=True)
class Quota:
    """Products that an area is to bring in a year (0: the programme's first): new ones, and ones that rise by a star.

    `source` is the annex, where it is not the document as a whole.
    """

    area: str
    new: int
    upgrade: int = 0
    year: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class LocalMaterial:
    """How much of a product's material must come from where it is made, in percent at the least."""

    least: int
    source: str


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of products that a plan names, as the plan calls them, and the sectors of the sets that they are."""

    names: tuple[str, ...]
    sectors: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class LowStars:
    """Products that were given fewer stars than are recognised may come again, to be judged anew."""

    stars: tuple[int, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What a plan asks of products on top of the law; None where it says nothing."""

    local_material: LocalMaterial | None = None
    groups: Groups | None = None
    low_stars: LowStars | None = None


class AtEnd(StrEnum):
    """What becomes of an application that was not handed in when its programme ends."""

    CARRY = "carry"
    """It goes on in the programme that leads then."""
    CLOSE = "close"


class HandsUp(StrEnum):
    """Which products a commune's list may hold when it goes up to the next level."""

    ACCEPTED = "accepted"
    """Those whose idea the commune has accepted."""
    CHECKED = "checked"
    """Only those whose dossier the commune has checked and found whole."""


@dataclass(frozen=True, slots=True)
class PlanMove:
    """A date of another programme's duty that a plan sets for its own territory: which time, and the new last day."""

    programme: str
    duty: str
    occurrence: str
    last_day: date
    source: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A duty of another programme that a plan has its own for, in its own territory and time."""

    programme: str
    duty: str
    source: str


@dataclass(frozen=True, slots=True)
class Renewal:
    """How long a recognition holds, and how many days before its end the next dossier may first and last be filed.

    `inferred`: no text of that law was found that says so; `source` tells what it was taken from.
    """

    months: int
    opens: int
    closes: int
    source: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Revocation:
    """Why a recognition may be taken away (case and its words), and within how many working days it is decided."""

    days: int
    cases: Mapping[str, str]
    source: str


FOREVER = date.max
"""The last day of what has no end."""


@dataclass(frozen=True)
class Programme:
    """One programme, as its data file states it: a plan of a unit, or the law's own calendar, which has `renewal`."""

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
    reports_to: Mapping[str, Addressee] = field(default_factory=dict)
    """By the level of the unit that reports; where nothing is named it is the people's committee above."""
    targets: tuple[Goal, ...] = ()
    quotas: tuple[Quota, ...] = ()
    planned: tuple[PlannedProduct, ...] = ()
    """The products that its annexes list: from the CSV file beside its own, see `planned.py`."""
    notes: tuple[str, ...] = ()
    agencies: tuple[Agency, ...] = ()
    """Who leads and who helps, in the order of the file; each duty names its own."""
    unit: str = ""
    """The unit whose plan it is, where that is not the province: "Huyện Đak Đoa"."""
    issued: date | None = None
    """The day of the document; None where the copy that we have does not tell it."""
    moves: tuple[PlanMove, ...] = ()
    replaces: tuple[Replaced, ...] = ()
    rules: Rules = Rules()
    at_end: AtEnd = AtEnd.CARRY
    hands_up: HandsUp = HandsUp.ACCEPTED
    asks_plan: bool = True
    """Whether a business plan belongs to the dossier."""
    renewal: Renewal | None = None
    councils: tuple[Council, ...] = ()
    """From the lowest level to the highest."""
    voting: Voting | None = None
    revocation: Revocation | None = None
    base: Programme | None = None
    """The law of the day on which a plan begins: what the plan does not say follows from it."""

    law_sets: str = ""
    """The decision from whose sets one chooses, where a law came after the plan began: ids then carry the decision."""

    @property
    def product_sets(self) -> ProductSets:
        if self.law_sets:
            return later_sets(self.product_sets_id, self.law_sets)
        return load_product_sets(self.product_sets_id)

    @property
    def forms_of(self) -> str:
        """The id of the decision whose forms are printed: the law's of the day, where it came after the plan began."""
        return self.law_sets or self.product_sets_id

    @property
    def is_law(self) -> bool:
        """Whether it is the law's own calendar rather than somebody's plan."""
        return self.renewal is not None

    @property
    def endless(self) -> bool:
        return self.valid_to == FOREVER

    def holds(self, day: date) -> bool:
        """Whether it holds on this day."""
        return self.valid_from <= day <= self.valid_to

    @cached_property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """Every occurrence of the duties, by last day; dates moved in chat, and what begins by an act, are not in here.

        What has no end has no last occurrence: here are those of its first two calendar years, see `around`.
        """
        last = date(self.valid_from.year + 1, 12, 31) if self.endless else self.valid_to
        return tuple(occurrences(self.duties, self.valid_from, last))

    def around(self, day: date) -> tuple[Occurrence, ...]:
        """The occurrences that matter on a day: all of a programme with an end, else those of the years next to it."""
        if not self.endless:
            return self.occurrences
        if day.year not in self._years:
            self._years[day.year] = self._near(day.year)
        return self._years[day.year]

    @cached_property
    def _years(self) -> dict[int, tuple[Occurrence, ...]]:
        """What was asked for once: a year has a few dozen occurrences, and the working days are slow to count."""
        return {}

    def _near(self, year: int) -> tuple[Occurrence, ...]:
        # A year more is computed, so that no window is cut off at its first day.
        first, last = max(self.valid_from, date(year - 2, 1, 1)), date(year + 1, 12, 31)
        found = occurrences(self.duties, first, last)
        return tuple(o for o in found if date(year - 1, 1, 1) <= o.last_day <= last)

    def occurrence(self, duty_id: str, occurrence_id: str) -> Occurrence | None:
        """One occurrence by the ids of its duty and its own; None where there is none."""
        duty = self.duty(duty_id)
        if duty is None:
            return None
        if since := begun(duty, occurrence_id):
            return since
        year = occurrence_id[:4] if occurrence_id[:4].isdecimal() else f"{(duty.due or self.valid_from).year}"
        if not MINYEAR + 1 < int(year) < MAXYEAR:
            return None
        return self._keyed(int(year)).get((duty_id, occurrence_id))

    def _keyed(self, year: int) -> dict[tuple[str, str], Occurrence]:
        kept = year if self.endless else 0
        if kept not in self._keys:
            self._keys[kept] = {(o.duty.id, o.id): o for o in self.around(date(year, 7, 1))}
        return self._keys[kept]

    @cached_property
    def _keys(self) -> dict[int, dict[tuple[str, str], Occurrence]]:
        return {}

    def times(self, step: NextStep, day: date) -> tuple[Occurrence, ...]:
        """The times of the duty that says by when a step is to be done: its own duty, or one of the law below it."""
        own = self if step.programme in {"", self.id} or self.base is None else self.base
        return tuple(o for o in own.around(day) if o.duty.id in step.duties)

    def quota_year(self, quota: Quota) -> int:
        """The year for which a quota is."""
        return quota.year or self.valid_from.year

    def nearest_year(self, day: date) -> int:
        """The year of a day, or the nearest one in which the programme holds."""
        return min(max(day.year, self.valid_from.year), self.valid_to.year)

    def quotas_of(self, unit: str, year: int) -> tuple[Quota, ...]:
        """What a unit, by its name, is to bring in a year."""
        return tuple(quota for quota in self.quotas if quota.area == unit and self.quota_year(quota) == year)

    def duty(self, duty_id: str) -> Duty | None:
        return self._duties.get(duty_id)

    @cached_property
    def _duties(self) -> dict[str, Duty]:
        return {duty.id: duty for duty in self.duties}

    def admits(self, legal_form: str, *, tourism: bool) -> bool:
        """Whether a producer of this legal form may take part."""
        return legal_form in self.legal_forms or (tourism and legal_form in self.tourism_legal_forms)
