"""Programme files: each checked field by field, with the line of every mistake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import Field, ValidationError, model_validator

from ocop_domain import data
from ocop_domain.data import names
from ocop_domain.data.lined import Lined, Mistake
from ocop_domain.duties.rows import DutyRow, MonthDay, Role, Row
from ocop_domain.programmes import Due, NextStep, Programme, Quota, Resubmission, Stage, Target

LegalForm = Literal["cooperative", "cooperative_group", "company", "farm", "household", "association"]
AreaLevel = Literal["commune", "district", "province"]
_LEVEL_OF_ROLE = {"commune_officer": "commune", "district_staff": "district", "province_staff": "province"}


class UnknownProgrammeError(LookupError):
    """No data file describes this programme."""


class BadProgrammeError(ValueError):
    """A programme file does not fit; each mistake with its line."""

    def __init__(self, name: str, found: list[Mistake]) -> None:
        super().__init__("\n".join(f"{name}:{m.line}: {m.text}" for m in found))
        self.mistakes = found


class DueRow(Row):
    day: date | None = None
    before: tuple[MonthDay, ...] = ()
    working_days: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(map(bool, (self.day, self.before, self.working_days))) != 1:
            raise ValueError("one of day, before and working_days says when")
        return self


class NextRow(Row):
    actor: Role
    due: DueRow
    source: str


class StageRow(Row):
    step: Annotated[int, Field(ge=1, le=6)]
    title: str
    source: str
    opens: date | None = None
    due: date | None = None


class ResubmissionRow(Row):
    source: str
    days: Annotated[int, Field(ge=0)] = 0
    next_year: bool = False


class TargetRow(Row):
    what: str
    value: float
    unit: str = ""
    source: str


class QuotaRow(Row):
    area: str
    new: Annotated[int, Field(ge=0)]
    upgrade: Annotated[int, Field(ge=0)]


class DemoCommune(Row):
    district: str | None = None
    commune: str


class ProgrammeFile(Row):
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
    next: dict[Literal["draft", "sent", "returned", "accepted"], NextRow]
    effort: Annotated[dict[str, dict[str, Any]], Field(default_factory=dict)]
    stages: tuple[StageRow, ...] = ()
    resubmission: Annotated[dict[Literal["idea", "plan"], ResubmissionRow], Field(default_factory=dict)]
    targets: tuple[TargetRow, ...] = ()
    quotas: tuple[QuotaRow, ...] = ()
    notes: tuple[str, ...] = ()
    duties: tuple[DutyRow, ...] = ()


def all_programmes() -> list[str]:
    """Ids of the programmes that have a data file here."""
    return names("programmes")


def is_file(programme: str) -> bool:
    """Whether this names a file of one's own rather than a programme that is known here."""
    return programme.endswith(".yaml")


@cache
def load_programme(programme: str) -> Programme:
    """The programme with this id, or from this file (a path that ends in .yaml).

    `UnknownProgrammeError` names those that exist; `BadProgrammeError` tells each mistake with its line.
    """
    text = programme_text(programme)
    lined, found = _checked(text)
    if found or lined is None:
        raise BadProgrammeError(programme, found)
    return _programme(ProgrammeFile.model_validate(lined.data))


def programme_text(programme: str) -> str:
    """The file of a programme, as it is written."""
    if is_file(programme):
        path = Path(programme)
        if not path.is_file():
            raise UnknownProgrammeError(f"there is no file {programme}")
        return path.read_text("utf-8")
    if programme not in all_programmes():
        raise UnknownProgrammeError(f"no programme {programme!r}; known: {', '.join(all_programmes())}")
    return files(data).joinpath("programmes", f"{programme}.yaml").read_text("utf-8")


def mistakes(text: str) -> list[Mistake]:
    """Everything that is wrong in a programme file, by line; empty when it is right."""
    return _checked(text)[1]


def _checked(text: str) -> tuple[Lined | None, list[Mistake]]:
    try:
        lined = Lined(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return None, [Mistake(mark.line + 1 if mark else 1, f"no valid YAML: {getattr(error, 'problem', error)}")]
    try:
        file = ProgrammeFile.model_validate(lined.data)
    except ValidationError as error:
        found = [Mistake(lined.line(tuple(e["loc"])), _said(e["loc"], e["msg"])) for e in error.errors()]
    else:
        found = [Mistake(lined.line(path), said) for path, said in _sense(file)]
    return lined, sorted(found, key=lambda m: m.line)


def _said(path: tuple[str | int, ...], message: str) -> str:
    where = ".".join(str(part) for part in path)
    return f"{where}: {message.removeprefix('Value error, ')}" if where else message


def _sense(file: ProgrammeFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What no single field can tell: whether the file agrees with itself."""
    if file.valid_from > file.valid_to:
        yield ("valid_to",), f"valid_to {file.valid_to} is before valid_from {file.valid_from}"
    if not file.valid_from <= file.demo_date <= file.valid_to:
        yield ("demo_date",), f"demo_date {file.demo_date} is outside the programme's validity"
    if missing := {"draft", "sent", "returned", "accepted"} - set(file.next):
        yield ("next",), f"next says nothing for {', '.join(sorted(missing))}"
    rows = Counter(row for duty in file.duties for row in (duty.id, *duty.also))
    for index, duty in enumerate(file.duties):
        path: tuple[str | int, ...] = ("duties", index)
        for row in (duty.id, *duty.also):
            if rows[row] > 1:
                yield (*path, "id"), f"duties: {row} stands here {rows[row]} times"
        level = _LEVEL_OF_ROLE.get(duty.role)
        if level and level not in file.levels:
            yield (*path, "role"), f"duties: {duty.id}: {duty.role} needs the level {level}, which levels does not name"
        if duty.last and not duty.every and not duty.yearly and duty.last < file.valid_from:
            yield (*path, "due"), f"duties: {duty.id}: ends on {duty.last}, before the programme begins"


def _programme(file: ProgrammeFile) -> Programme:
    raw = {name: getattr(file, name) for name in type(file).model_fields}
    raw["product_sets_id"] = raw.pop("product_sets")
    raw["demo_commune"] = file.demo_commune.model_dump()
    raw["next"] = {
        state: NextStep(step.actor, Due(step.due.day, step.due.before, step.due.working_days), step.source)
        for state, step in file.next.items()
    }
    raw["stages"] = tuple(Stage(**row.model_dump()) for row in file.stages)
    raw["resubmission"] = {what: Resubmission(**row.model_dump()) for what, row in file.resubmission.items()}
    raw["targets"] = tuple(Target(**row.model_dump()) for row in file.targets)
    raw["quotas"] = tuple(Quota(**row.model_dump()) for row in file.quotas)
    raw["duties"] = tuple(row.read() for row in file.duties)
    return Programme(**raw)
