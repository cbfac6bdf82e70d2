"""How far a unit is in a year: all figures of one moment, for the chat, the picture, the workbook and the reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ocop_domain.activities import Activity, Seats
from ocop_domain.planned import PlannedProduct
from ocop_domain.planned_matching import Comparison
from ocop_domain.programmes import Goal, Programme
from ocop_domain.progress import ProgressEntry, QuotaProgress, TakingPart


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """A goal of the plan, how far it is (None: the assistant cannot count it), and of how many producers nothing is
    known that it counts."""

    goal: Goal
    now: float | None
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class ProgressFigures:
    """`entries` are the year's, `people` who takes part. `quotas` are those that this unit may see: its own, and those
    below it. `goals` are of plans of this very unit, `listed` is the plan whose list of products is compared: a commune
    has no number of its own in a plan but its rows of the list.
    """

    unit: str
    level: str
    programme: Programme
    year: int
    day: date
    entries: tuple[ProgressEntry, ...]
    people: tuple[TakingPart, ...] = ()
    quotas: tuple[QuotaProgress, ...] = ()
    goals: tuple[GoalProgress, ...] = ()
    listed: Programme | None = None
    held: tuple[tuple[Activity, Seats], ...] = ()
    """The activities of the year that were held; read for the report only."""
    compared: Comparison = field(default_factory=lambda: Comparison((), (), ()))

    @property
    def wanted(self) -> int:
        """How many products the unit is to bring: its quota, else its rows of the list; 0 where nobody says it."""
        return sum(one.wanted for one in self.quotas) or len(self.planned)

    @property
    def planned(self) -> tuple[PlannedProduct, ...]:
        """The rows of the list that are a matter of this unit."""
        return (*(row for row, _ in self.compared.matched), *self.compared.missing)

    @property
    def registered(self) -> int:
        return sum(not one.out and one.year == self.year for one in self.entries)

    @property
    def recognised(self) -> int:
        return sum(not one.out and one.recognised for one in self.entries)
