"""How duties stand in a programme's file: each field checked, then made a `Duty`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ocop_domain.agencies import NOBODY_NAMED, Leading
from ocop_domain.duties.model import REMIND, Bounds, Concerns, Done, Duty, DutyKind, Printed, Recurrence, Starts

Role = Literal["producer", "commune_officer", "district_staff", "province_staff", "council", "ministry"]
Level = Literal["subject", "commune", "district", "province", "central"]
Every = Literal["week", "month", "quarter", "half_year", "nine_months", "year", "always", "on_demand", "unspecified"]
MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class FileRow(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class InTimeRow(FileRow):
    before: MonthDay
    working_days: Annotated[int, Field(ge=1)]


class WindowRow(FileRow):
    """A window that comes each year; `in_time_for` ends it earlier in years with a holiday too many."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]{1,4}$")]
    opens: MonthDay
    due: MonthDay | None = None
    before: MonthDay | None = None
    in_time_for: InTimeRow | None = None

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        if (self.due is None) == (self.before is None):
            raise ValueError("a yearly window has either due or before")
        return self

    def read(self) -> tuple[str, str, str]:
        """Id, first and last month-day; the last is inclusive."""
        if self.due:
            return self.id, self.opens, self.due
        # 2023 is no leap year: before 1 March is 28 February, which exists every year.
        last = date.fromisoformat(f"2023-{self.before}") - timedelta(days=1)
        return self.id, self.opens, last.strftime("%m-%d")


class BoundsRow(FileRow):
    """How far a plan or a person may move the last day."""

    earlier: Annotated[int, Field(ge=0)] | None = None
    later: Annotated[int, Field(ge=0)]
    source: Annotated[str, Field(min_length=1)]


class DutyRow(FileRow):
    """One duty as the file has it."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9.-]{1,24}$")]
    also: dict[str, Annotated[str, Field(pattern=r"^(\d{4}-\d\d-\d\d)?/(\d{4}-\d\d-\d\d)?$")] | None] = {}
    step: Annotated[int, Field(ge=0, le=6)]
    kind: DutyKind
    title: Annotated[str, Field(min_length=3, max_length=70)]
    role: Role
    level: Level
    units: tuple[Annotated[str, Field(min_length=3)], ...] = ()
    helps: tuple[Role, ...] = ()
    deliver: str = ""
    opens: date | None = None
    due: date | None = None
    before: date | None = None
    every: Every | None = None
    times: Annotated[int, Field(ge=1, le=31)] = 1
    before_day: Annotated[int, Field(ge=0, le=28)] = 0
    yearly: tuple[WindowRow, ...] = ()
    after: str = ""
    days: Annotated[int, Field(ge=0)] = 0
    working_days: Annotated[int, Field(ge=0)] = 0
    done: Done = Done.TAP
    concerns: Concerns | None = None
    remind: tuple[Annotated[int, Field(ge=0, le=90)], ...] | None = None
    missable: bool = False
    sooner: date | None = None
    round: str = ""
    quota: bool = False
    bounds: BoundsRow | None = None
    starts: Starts | None = None
    before_rounds: tuple[str, ...] = ()
    source: Annotated[str, Field(min_length=1)]
    note: str = ""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.due and self.before:
            raise ValueError("a duty has either due or before")
        last = self.last
        if self.opens and last and self.opens > last:
            raise ValueError(f"opens {self.opens} is after the last day {last}")
        if self.every and self.yearly:
            raise ValueError("a duty comes again by every or by yearly, not by both")
        if (self.times > 1 or self.before_day) and not self.every:
            raise ValueError("times and before_day belong to every")
        if (self.days or self.working_days) and not self.after:
            raise ValueError("days and working_days need to say after what")
        if self.starts and not self.after:
            raise ValueError("starts needs to say after what, in words")
        if self.before_rounds and (self.starts or self.due or self.before or self.every or self.yearly):
            raise ValueError("before_rounds says when: nothing else may")
        if self.concerns and self.role != "producer":
            raise ValueError("concerns belongs to duties of producers")
        if self.done in {Done.REGISTERED, Done.FILED, Done.PLAN} and self.role != "producer":
            raise ValueError(f"done: {self.done} belongs to duties of producers")
        if self.round and self.done is not Done.FILED:
            raise ValueError("round belongs to duties of handing in (done: filed)")
        if self.done in {Done.CHECKED, Done.LIST} and self.role != "commune_officer":
            raise ValueError(f"done: {self.done} belongs to duties of commune officers")
        if self.remind is not None and tuple(sorted(set(self.remind), reverse=True)) != self.remind:
            raise ValueError("remind counts down, each day once")
        return self._with_days()

    def _with_days(self) -> Self:
        if self.sooner and (self.last is None or self.sooner >= self.last):
            raise ValueError("sooner is an earlier day than the last one")
        return self

    @property
    def last(self) -> date | None:
        return self.before - timedelta(days=1) if self.before else self.due

    def read(self, programme: str = "", leading: Leading | None = None) -> Duty:
        """The duty as `programme` declares it; whom the plan names beside those who lead helps with it."""
        leading = leading or NOBODY_NAMED
        helps = dict.fromkeys((*self.helps, *leading.helping))
        recurs = None
        if self.every or self.yearly:
            recurs = Recurrence(
                self.every or "",
                self.times,
                self.before_day,
                tuple(w.read() for w in self.yearly),
                tuple((w.id, w.in_time_for.before, w.in_time_for.working_days) for w in self.yearly if w.in_time_for),
            )
        return Duty(
            id=self.id,
            step=self.step,
            kind=self.kind,
            title=self.title,
            role=self.role,
            level=self.level,
            source=self.source,
            helps=tuple(role for role in helps if role != self.role),
            deliver=self.deliver,
            opens=self.opens,
            due=self.last,
            recurs=recurs,
            after=self.after,
            days_after=self.days,
            working_days_after=self.working_days,
            done=self.done,
            concerns=self.concerns or Concerns.ACCEPTED,
            remind=REMIND if self.remind is None else self.remind,
            missable=self.missable,
            sooner=self.sooner,
            note=self.note,
            also={row: _printed(text) for row, text in self.also.items()},
            bounds=Bounds(self.bounds.later, self.bounds.source, self.bounds.earlier) if self.bounds else None,
            programme=programme,
            starts=self.starts,
            before_rounds=self.before_rounds,
            leading=leading,
            units=self.units,
            round=self.round,
            quota=self.quota,
        )


def _printed(text: str | None) -> Printed | None:
    if text is None:
        return None
    opens, _, due = text.partition("/")
    return Printed(date.fromisoformat(opens) if opens else None, date.fromisoformat(due) if due else None)
