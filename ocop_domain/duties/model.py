"""A duty of the programme year: who must do what, from when to when, and how it is known to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from ocop_domain.agencies import NOBODY_NAMED, AgencyKind, Leading

REMIND = (14, 7, 3, 1, 0)
"""Days before the last day on which somebody is reminded, where a duty does not say otherwise."""


class DutyKind(StrEnum):
    """What sort of entry of the plan it is."""

    WINDOW = "window"
    DEADLINE = "deadline"
    ROUND = "round"
    REPORT = "report"
    MILESTONE = "milestone"
    RECURRING = "recurring"
    EVENT = "event"
    STANDING = "standing"


class Done(StrEnum):
    """How it is known that a duty is done."""

    TAP = "tap"
    """Somebody who must do it says "Đã xong"."""
    REPORT = "report"
    """A report is filed here."""
    LIST = "list"
    """The commune hands its list up."""
    REGISTERED = "registered"
    """The producer has sent what was begun, and at least one product."""
    FILED = "filed"
    """A dossier was handed in, and none of a product that the commune accepted is left to hand in."""
    PLAN = "plan"
    """The producer hands the business plan in here, or says that it was handed in on paper."""
    CHECKED = "checked"
    """No product and no dossier waits for the commune's check."""


SAID = frozenset({Done.TAP, Done.REPORT, Done.LIST, Done.PLAN})
"""Duties that are done when somebody says so; the others show by themselves."""


class Starts(StrEnum):
    """What happened here, so that a duty begins for one producer or unit: its day is counted from then."""

    IDEA_REFUSED = "idea_refused"
    PLAN_REFUSED = "plan_refused"
    PLAN_CHOSEN = "plan_chosen"
    FILED = "filed"
    """A dossier was handed in."""
    SCORED = "scored"
    """The council's sheet of a product was told."""
    NO_FIVE_STARS = "no_five_stars"
    """A result was told, and it is not the highest star: the product may come again."""
    FIVE_STARS = "five_stars"
    """The province's council gave what goes up for five stars."""
    CONCLUDED = "concluded"
    """A council concluded its round."""
    STOPPED = "stopped"
    """A producer says that a recognised product is made no more."""
    TO_REVOKE = "to_revoke"
    """An officer confirmed that, or says that a recognition is to be taken away: of three or four stars."""
    TO_REVOKE_FIVE = "to_revoke_five"
    """The same of five stars."""
    AGAIN = "again"
    """A dossier to be judged again, of three or four stars, went up to the province."""
    AGAIN_FIVE = "again_five"
    """The same of five stars."""
    AGAIN_LATE = "again_late"
    """It went up too late to be judged before the recognition ends: counted from that end."""


class Concerns(StrEnum):
    """Which producers a producer's duty concerns."""

    EVERYONE = "everyone"
    """All who talk to the assistant as producers."""
    REGISTERED = "registered"
    """Those with a product in the programme."""
    ACCEPTED = "accepted"
    """Those with a product that the commune accepted."""
    RECOGNISED = "recognised"
    """Those with a recognised product."""
    PREPARING = "preparing"
    """Those with an accepted product whose dossier is still to be handed in."""
    CHECKED = "checked"
    """Those with a checked dossier that no council has ended: it waits for one, or goes up to the next."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How a duty comes again.

    `every` is week, month, quarter, half_year, nine_months, year, always, on_demand or unspecified: always and
    unspecified name no day and stand open in each year, on_demand waits for the level above to ask. `before_day` (for
    instance 25) ends each period on the day before that day of its last month. `yearly` lists windows instead: (id,
    first month-day, last month-day inclusive). `in_time` bounds some last days, as (id, month-day, working days): so
    many working days after it must end before that day, whatever holidays there are.
    """

    every: str = ""
    times: int = 1
    before_day: int = 0
    yearly: tuple[tuple[str, str, str], ...] = ()
    in_time: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """What one row of the plan prints, where it differs from the duty: first and last day as written."""

    opens: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a last day may be moved: so many days earlier (None: no limit) and later, and what says so."""

    later: int
    source: str
    earlier: int | None = None

    def allow(self, declared: date, moved: date) -> bool:
        """Whether `moved` may take the place of the last day that was declared."""
        return moved <= self.latest(declared) and moved >= self.earliest(declared)

    def latest(self, declared: date) -> date:
        return declared + timedelta(days=self.later)

    def earliest(self, declared: date) -> date:
        return date.min if self.earlier is None else declared - timedelta(days=self.earlier)


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty. `due` is the last day on which it is in time (a "before" of the plan is already the day before).

    For a recurring duty `opens` and `due` bound the recurrence. `also` maps further rows of the plan that say the
    same to what they print differently (None: the same); its own id stands there where the plan's places disagree and
    the days of another place hold. `step` is one of the six national steps, 0 outside them.
    """

    id: str
    step: int
    kind: DutyKind
    title: str
    role: str
    level: str
    source: str
    helps: tuple[str, ...] = ()
    deliver: str = ""
    opens: date | None = None
    due: date | None = None
    recurs: Recurrence | None = None
    after: str = ""
    days_after: int = 0
    working_days_after: int = 0
    done: Done = Done.TAP
    concerns: Concerns = Concerns.ACCEPTED
    remind: tuple[int, ...] = REMIND
    missable: bool = False
    """Whoever misses it is not late: there will be another time."""
    note: str = ""
    also: Mapping[str, Printed | None] = field(default_factory=dict)
    bounds: Bounds | None = None
    programme: str = ""
    """The programme that declares it: with the id this is its key, wherever another programme moves it."""
    round: str = ""
    """Of a duty of handing in: the duty of the next step for which it counts, such as the council's round."""
    quota: bool = False
    """It asks a unit for its own quota of the year."""
    units: tuple[str, ...] = ()
    """The units whose duty it is, by name; none: every one of its level in the programme's territory."""
    starts: Starts | None = None
    """What happens here so that it begins."""
    before_rounds: tuple[str, ...] = ()
    """Duties that are rounds: it is to be done before each of them."""
    leading: Leading = NOBODY_NAMED
    sooner: date | None = None
    """An earlier last day that another place of the plan names: one is reminded of it too."""

    @property
    def earlier_days(self) -> tuple[date, ...]:
        """The earlier last days that other places of the plan print: in time for one is in time for all."""
        if self.due is None or self.recurs:
            return ()
        printed = {row.due for row in self.also.values() if row and row.due}
        return tuple(sorted(day for day in {*printed, *([self.sooner] if self.sooner else [])} if day < self.due))

    @property
    def undated(self) -> bool:
        """Whether the plan names no day, nor anything that happens here: it stands open in each year."""
        if self.recurs:
            return self.recurs.every in {"always", "unspecified", "on_demand"}
        return (self.due is None or bool(self.after)) and not self.starts and not self.before_rounds

    @property
    def on_demand(self) -> bool:
        """Whether it begins when the level above asks for it."""
        return self.recurs is not None and self.recurs.every == "on_demand"

    @property
    def agencies(self) -> tuple[str, ...]:
        """The agencies that lead it, where no office of OCOP leads with them: it is theirs, not everybody's."""
        at_level = [one for one in self.leading.lead if one.level == self.level]
        led = all(one.kind is AgencyKind.AGENCY for one in at_level)
        return tuple(one.id for one in at_level) if led else ()

    @property
    def for_all(self) -> bool:
        """Whether all the bodies of a level lead it: also those who speak for one of them."""
        return any(one.kind is AgencyKind.ALL and one.level == self.level for one in self.leading.lead)

    @property
    def informs(self) -> bool:
        """Whether it only informs the public, again and again or all the time: nobody is late with it."""
        weekly = self.recurs is not None and self.recurs.every == "week"
        tells = self.step == TELLING and self.kind in {DutyKind.RECURRING, DutyKind.WINDOW}
        return self.role != "producer" and self.done is Done.TAP and (weekly or tells)


TELLING = 1
"""The first of the six national steps: to tell people of the programme."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How far a last day may be moved at the most, and what says so."""

    day: date
    source: str


def beyond(duty: Duty, declared: date, moved: date) -> Limit | None:
    """The limit that a new last day would pass; None where it may be."""
    bounds = duty.bounds
    if bounds is None or bounds.allow(declared, moved):
        return None
    return Limit(bounds.latest(declared) if moved > declared else bounds.earliest(declared), bounds.source)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a duty must be done: `id` is "once" or names the period ("2022-02", "2022-Q2", "2027-1").

    `last_day` is the last day in time; `announced` the working day that people are told: offices are closed on
    holidays and weekends, so what is due then is due before.
    """

    duty: Duty
    id: str
    opens: date
    last_day: date
    announced: date
    undated: bool = False
    """The plan names no day: the last day is only the end of the year, or of the plan."""

    @property
    def key(self) -> str:
        return f"{self.duty.id}:{self.id}"
