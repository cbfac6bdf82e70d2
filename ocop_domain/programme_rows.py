"""How a programme stands in its file: each field and what it may hold."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from ocop_domain.duties.rows import DutyRow, FileRow, MonthDay, Role

LegalForm = Literal["cooperative", "cooperative_group", "company", "farm", "household", "association"]
AreaLevel = Literal["commune", "district", "province"]


class DueRow(FileRow):
    day: date | None = None
    before: tuple[MonthDay, ...] = ()
    working_days: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(map(bool, (self.day, self.before, self.working_days))) != 1:
            raise ValueError("one of day, before and working_days says when")
        return self


class NextRow(FileRow):
    actor: Role
    due: DueRow | None = None
    duty: str = ""
    source: str

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.due and self.duty:
            raise ValueError("either due or duty says when")
        return self


class StageRow(FileRow):
    step: Annotated[int, Field(ge=1, le=6)]
    title: str
    source: str
    opens: date | None = None
    due: date | None = None


class ResubmissionRow(FileRow):
    source: str
    days: Annotated[int, Field(ge=0)] = 0
    next_year: bool = False


class TargetRow(FileRow):
    what: str
    value: float
    unit: str = ""
    source: str


class QuotaRow(FileRow):
    area: str
    new: Annotated[int, Field(ge=0)]
    upgrade: Annotated[int, Field(ge=0)]


class DemoCommune(FileRow):
    district: str | None = None
    commune: str


class ProgrammeFile(FileRow):
    """One programme as its file has it."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    name: str
    document: str
    based_on: str = ""
    valid_from: date
    valid_to: date
    province: str | None
    decision: str
    product_sets: str
    form: Literal["idea", "filing"]
    form_source: str
    levels: Annotated[tuple[AreaLevel, ...], Field(min_length=1)]
    legal_forms: Annotated[tuple[LegalForm, ...], Field(min_length=1)]
    tourism_legal_forms: tuple[LegalForm, ...] = ()
    legal_forms_source: str
    demo_date: date
    demo_commune: DemoCommune
    demo_district: str
    next: dict[Literal["draft", "sent", "returned", "accepted", "filed", "supplement", "checked"], NextRow]
    effort: Annotated[dict[str, dict[str, Any]], Field(default_factory=dict)]
    stages: tuple[StageRow, ...] = ()
    resubmission: Annotated[dict[Literal["idea", "plan"], ResubmissionRow], Field(default_factory=dict)]
    targets: tuple[TargetRow, ...] = ()
    quotas: tuple[QuotaRow, ...] = ()
    notes: tuple[str, ...] = ()
    duties: tuple[DutyRow, ...] = ()
