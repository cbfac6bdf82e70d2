"""How a programme stands in its file: each field and what it may hold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from ocop_domain.agencies import AgenciesFile
from ocop_domain.duties.rows import DutyRow, FileRow, MonthDay, Role
from ocop_domain.programmes import FOREVER, AtEnd, HandsUp

UNNAMED = "…"
"""Stands in a new plan where only a person knows what belongs there."""
LegalForm = Literal["cooperative", "cooperative_group", "company", "farm", "household", "association"]
State = Literal["draft", "sent", "returned", "accepted", "filed", "supplement", "checked"]
AreaLevel = Literal["commune", "district", "province"]
CouncilLevel = Literal["district", "province", "centre"]


class DueRow(FileRow):
    day: date | None = None
    before: tuple[MonthDay, ...] = ()
    working_days: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(map(bool, (self.day, self.before, self.working_days))) != 1:
            raise ValueError("one of day, before and working_days says when")
        return self


def _one_or_several(said: object) -> object:
    """One id may stand without brackets."""
    return (said,) if isinstance(said, str) and said else said or ()


class NextRow(FileRow):
    actor: Role
    due: DueRow | None = None
    duty: Annotated[tuple[str, ...], BeforeValidator(_one_or_several)] = ()
    programme: str = ""
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


class AddresseeRow(FileRow):
    to: str
    source: str


class TargetRow(FileRow):
    what: str
    value: float
    unit: str = ""
    source: str
    measure: Literal[
        "",
        "registered",
        "registered_new",
        "registered_upgrade",
        "recognised",
        "recognised_new",
        "recognised_upgrade",
        "five_stars",
        "producers",
        "cooperative_share",
        "sme_share",
        "circular_share",
        "trained_share",
        "modern_share",
    ] = ""
    year: Annotated[int, Field(ge=0)] = 0
    said: str = ""


class QuotaRow(FileRow):
    area: str
    new: Annotated[int, Field(ge=0)]
    upgrade: Annotated[int, Field(ge=0)] = 0
    year: Annotated[int, Field(ge=0)] = 0
    source: str = ""


class LocalMaterialRow(FileRow):
    least: Annotated[int, Field(ge=1, le=100)]
    source: Annotated[str, Field(min_length=1)]


class GroupsRow(FileRow):
    names: Annotated[tuple[str, ...], Field(min_length=1)]
    sectors: Annotated[tuple[str, ...], Field(min_length=1)]
    source: Annotated[str, Field(min_length=1)]


class LowStarsRow(FileRow):
    stars: Annotated[tuple[Literal[1, 2], ...], Field(min_length=1)]
    source: Annotated[str, Field(min_length=1)]


class RulesRow(FileRow):
    """What a plan asks of products on top of the law."""

    local_material: LocalMaterialRow | None = None
    groups: GroupsRow | None = None
    low_stars: LowStarsRow | None = None


class MoveRow(FileRow):
    programme: str
    duty: str
    occurrence: str
    due: date | None = None
    before: date | None = None
    source: Annotated[str, Field(min_length=1)]

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.due is None) == (self.before is None):
            raise ValueError("a move has either due or before")
        return self

    @property
    def last(self) -> date:
        if self.before:
            return self.before - timedelta(days=1)
        assert self.due
        return self.due


class ReplacedRow(FileRow):
    programme: str
    duty: str
    source: Annotated[str, Field(min_length=1)]


class RenewalRow(FileRow):
    months: Annotated[int, Field(ge=1)]
    opens: Annotated[int, Field(ge=1)]
    closes: Annotated[int, Field(ge=0)]
    source: Annotated[str, Field(min_length=1)]
    inferred: bool = False


class ThresholdRow(FileRow):
    points: Annotated[int, Field(ge=0, le=100)] = 0
    star: Annotated[int, Field(ge=0, le=5)] = 0
    upgrade: Annotated[int, Field(ge=0, le=5)] = 0

    @model_validator(mode="after")
    def _one(self) -> Self:
        if bool(self.points) == bool(self.star):
            raise ValueError("either points or star says what goes up")
        if self.upgrade and not self.star:
            raise ValueError("upgrade is the star of an upgrade, beside star")
        return self


class CouncilRow(FileRow):
    level: CouncilLevel
    recognises: tuple[Annotated[int, Field(ge=1, le=5)], ...] = ()
    up: ThresholdRow | None = None
    source: Annotated[str, Field(min_length=1)]


class VotingRow(FileRow):
    quorum: Annotated[str, Field(pattern=r"^[1-9]/[1-9]$")]
    apart: Annotated[int, Field(ge=0, le=100)]
    source: Annotated[str, Field(min_length=1)]
    inferred: bool = False


class RevocationRow(FileRow):
    days: Annotated[int, Field(ge=1)]
    cases: Annotated[dict[str, str], Field(min_length=1)]
    source: Annotated[str, Field(min_length=1)]


class DemoCommune(FileRow):
    district: str | None = None
    commune: str


class ProgrammeFile(FileRow):
    """One programme as its file has it. What a plan leaves out (None) follows from the law of its first day."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    name: str
    document: str
    issued: date | None = None
    based_on: str = ""
    valid_from: date
    valid_to: date
    province: str | None
    unit: str = ""
    decision: str | None = None
    product_sets: str | None = None
    form: Literal["idea", "filing"] | None = None
    form_source: str | None = None
    levels: Annotated[tuple[AreaLevel, ...], Field(min_length=1)] | None = None
    legal_forms: Annotated[tuple[LegalForm, ...], Field(min_length=1)] | None = None
    tourism_legal_forms: tuple[LegalForm, ...] | None = None
    legal_forms_source: str | None = None
    demo_date: date | None = None
    demo_commune: DemoCommune | None = None
    demo_district: str | None = None
    next: dict[State, NextRow] | None = None
    effort: Annotated[dict[str, dict[str, Any]], Field(default_factory=dict)]
    stages: tuple[StageRow, ...] = ()
    resubmission: Annotated[dict[Literal["idea", "plan"], ResubmissionRow], Field(default_factory=dict)]
    reports_to: Annotated[dict[Literal["commune", "district", "province"], AddresseeRow], Field(default_factory=dict)]
    rules: RulesRow = RulesRow()
    at_end: AtEnd = AtEnd.CARRY
    hands_up: HandsUp | None = None
    asks_plan: bool | None = None
    targets: tuple[TargetRow, ...] = ()
    quotas: tuple[QuotaRow, ...] = ()
    notes: tuple[str, ...] = ()
    agencies: AgenciesFile | None = None
    """Who leads and helps; what ships has a file of its own in data/agencies."""
    councils: Annotated[tuple[CouncilRow, ...], Field(min_length=1)] | None = None
    voting: VotingRow | None = None
    moves: tuple[MoveRow, ...] = ()
    replaces: tuple[ReplacedRow, ...] = ()
    duties: tuple[DutyRow, ...] = ()


class LawFile(ProgrammeFile):
    """One change of the law as its file has it: it holds until the next one; `amends` names the one that stays else."""

    amends: str = ""
    valid_to: date = FOREVER
    renewal: RenewalRow | None = None
    revocation: RevocationRow | None = None
